// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BridgeClient } from '../client';
import { mountApp, type IAppHandle, type IAppOptions } from './api';
import { SyntheticBridge } from './testing/synthetic-bridge';

let client: BridgeClient;
let host: HTMLElement;
let app: IAppHandle;
const heard: string[] = [];
const hear = (event: KeyboardEvent): void => void heard.push(event.key);

/** An App without a dataset: it has no canvas, which this document lacks. */
async function mount(options: Partial<IAppOptions> = {}): Promise<SyntheticBridge> {
  const bridge = new SyntheticBridge({ samples: 0, state: { dataset: null } });
  client = new BridgeClient({ transport: bridge, client: 'app', subscription: 'me' });
  app = mountApp(host, { client, session: 's', theme: 'light', mediaUrl: () => '', ...options });
  await vi.waitFor(() => expect(host.textContent).toContain('No dataset is open'));
  return bridge;
}
const press = (target: Element, key: string, init: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};
const root = (): HTMLElement => host.querySelector<HTMLElement>('.lunette-App')!;

beforeEach(() => {
  localStorage.clear();
  heard.length = 0;
  host = document.body.appendChild(document.createElement('div'));
  document.addEventListener('keydown', hear);
});
afterEach(() => {
  document.removeEventListener('keydown', hear);
  app.dispose();
  client.dispose();
  host.remove();
});

describe('the App in an element', () => {
  it('shows what to do while there is no dataset', async () => {
    await mount();
    expect(host.textContent).toContain('session.dataset = ln.load_dataset');
  });

  it('takes its portals and everything else away', async () => {
    await mount();
    expect(document.querySelectorAll('.lunette-Portals')).toHaveLength(1);
    app.dispose();
    expect(document.querySelectorAll('.lunette-Portals')).toHaveLength(0);
    expect(host.childElementCount).toBe(0);
  });

  it('takes the focus from around it when it is pressed', async () => {
    await mount();
    app.focus();
    expect(document.activeElement).toBe(root());
  });
});

describe('keys', () => {
  it('end at the host', async () => {
    await mount();
    for (const key of ['d', 'b', 'x', 'ArrowDown', 'Enter']) {
      press(root(), key);
    }
    expect(heard).toEqual([]);
  });

  it('of the browser and of the host go on', async () => {
    await mount();
    press(root(), 's', { ctrlKey: true });
    expect(heard).toEqual(['s']);
  });

  it('that nobody in the App takes leave it: Escape', async () => {
    const onEscape = vi.fn();
    await mount({ onEscape });
    press(root(), 'Escape');
    expect(onEscape).toHaveBeenCalledOnce();
    expect(heard).toEqual([]);
  });

  it('close a dialog first', async () => {
    const onEscape = vi.fn();
    await mount({ onEscape });
    press(root(), '?');
    const dialog = (): Element | null => document.querySelector('[role="dialog"]');
    await vi.waitFor(() => expect(document.activeElement).toBe(dialog()));
    expect(dialog()?.textContent).toContain('Keys and gestures');
    press(dialog()!, 'Escape');
    await vi.waitFor(() => expect(dialog()).toBeNull());
    expect(onEscape).not.toHaveBeenCalled();
    press(root(), 'Escape');
    expect(onEscape).toHaveBeenCalledOnce();
  });
});

describe('the theme', () => {
  it('brings its own colours where the host has none, or others', async () => {
    await mount({ theme: 'dark' });
    expect(root().className).toMatch(/lunette-mod-dark.*lunette-mod-ownTheme/);
  });

  it('follows the host', async () => {
    document.body.dataset['jpThemeLight'] = 'false';
    await mount({ theme: 'follow' });
    expect(root().classList.contains('lunette-mod-dark')).toBe(true);
    expect(root().classList.contains('lunette-mod-ownTheme')).toBe(false);
    document.body.dataset['jpThemeLight'] = 'true';
    await vi.waitFor(() => expect(root().classList.contains('lunette-mod-light')).toBe(true));
    delete document.body.dataset['jpThemeLight'];
  });
});
