// @vitest-environment happy-dom
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { describe, expect, it, vi } from 'vitest';
import type { LiveSession } from '../sessions/live-session';
import type { SessionRegistry } from '../sessions/session-registry';
import { StatusItem } from './status-item';

// JupyterLab's icons bring its whole component library, which needs a real browser.
vi.mock('../icons', () => ({ lunetteIcon: { element: vi.fn() } }));

type Live = Partial<Pick<LiveSession, 'place' | 'status' | 'appCount'>>;

function registryOf(apps: Record<string, Live>): SessionRegistry {
  const registry = {
    sessions: () => Object.keys(apps),
    live: (session: string) => apps[session]
  };
  return Object.assign(registry, { changed: new Signal(registry) }) as unknown as SessionRegistry;
}
const place = {} as LiveSession['place'];
const itemOf = (registry: SessionRegistry, onClick = vi.fn()): StatusItem =>
  new StatusItem(registry, nullTranslator.load('lunette'), onClick);
const titleOf = ({ node }: StatusItem): string => node.querySelector('button')!.title;

describe('the status bar', () => {
  it('only names Lunette while no App is open', () => {
    const item = itemOf(registryOf({}));
    expect(item.node.textContent).toBe('Lunette');
    expect(titleOf(item)).toContain('no App is open in this page');
  });

  it('counts the Apps that are shown, and those of other pages in the tip', () => {
    const apps: Record<string, Live> = { a: { place, status: 'open', appCount: 3 } };
    const registry = registryOf(apps);
    const item = itemOf(registry);
    expect(item.node.textContent).toBe('1 App');
    expect(titleOf(item)).toContain('3 Apps with those of other pages');
    apps['b'] = { place, status: 'open', appCount: 1 };
    apps['waiting for a place'] = { place: null, status: 'open', appCount: 1 };
    (registry.changed as Signal<SessionRegistry, string>).emit('b');
    expect(item.node.textContent).toBe('2 Apps');
  });

  it('says when the bridge does not answer', () => {
    const item = itemOf(registryOf({ a: { place, status: 'waiting', appCount: 1 } }));
    expect(item.node.textContent).toBe('Bridge lost');
    expect(item.hasClass('lunette-mod-lost')).toBe(true);
  });

  it('leads to the datasets and sessions', () => {
    const onClick = vi.fn();
    itemOf(registryOf({}), onClick).node.querySelector('button')!.click();
    expect(onClick).toHaveBeenCalledOnce();
  });
});
