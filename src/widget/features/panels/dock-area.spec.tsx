// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { MessageLoop } from '@lumino/messaging';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ISpace, Panel } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { DockArea, registerPanel, usePanel } from '.';

let feature: IMountedFeature;
let ends: (() => void)[] = [];
let mounted: string[];

/** A panel that says when it is mounted, and counts up in its state. */
function Counter(): JSX.Element {
  const { panel, setState } = usePanel();
  const { type, state } = panel;
  React.useEffect(() => {
    mounted.push(type);
    return () => void mounted.push(`not ${type}`);
  }, [type]);
  const count = Number(state['count'] ?? 0);
  return <button onClick={() => setState({ count: count + 1 })}>{`${type} ${count}`}</button>;
}
function Broken(): JSX.Element {
  throw new Error('on purpose');
}

const panel = (id: string, type: string, state = {}): Panel => ({
  component_id: id,
  type,
  pinned: type === 'Samples',
  state
});
const tabs = (id: string, children: Panel[], front: string | null = null): ISpace => ({
  component_id: id,
  children,
  orientation: null,
  active_child: front,
  sizes: null
});
const beside = (...children: ISpace[]): ISpace => ({
  component_id: 'r',
  children,
  orientation: 'horizontal',
  active_child: null,
  sizes: null
});
const spaces = (): ISpace | null => feature.bridge.state.spaces;

/** Sets the layout as the kernel does. */
async function emit(next: ISpace | null): Promise<void> {
  act(() => feature.bridge.emit('set_spaces', { spaces: next }));
  await settle();
}
/** What Lumino does in the next frame, it does now. */
async function settle(): Promise<void> {
  await act(async () => {
    MessageLoop.flush();
    await new Promise(resolve => setTimeout(resolve));
  });
}
const tabNames = (): string[] =>
  [...document.querySelectorAll('.lunette-Dock-tabs:not(.lm-mod-hidden) .lm-TabBar-tab')].map(
    tab => tab.textContent ?? ''
  );

beforeEach(async () => {
  mounted = [];
  ends = ['Samples', 'Numbers', 'Letters'].map(type =>
    registerPanel({ type, label: type, component: Counter, singleton: type === 'Samples' })
  );
  ends.push(registerPanel({ type: 'Broken', label: 'Broken', component: Broken }));
  feature = await mountFeature(<DockArea />);
});
afterEach(() => {
  feature.dispose();
  ends.forEach(end => end());
});

describe('the samples alone', () => {
  it('have no tab', () => {
    expect(screen.getByText('Samples 0')).toBeTruthy();
    expect(tabNames()).toEqual([]);
    expect(spaces()).toBeNull();
  });
});

describe('a layout of the kernel', () => {
  it('is shown with its panels, and is not sent back', async () => {
    const layout = beside(
      tabs('1', [panel('s', 'Samples')]),
      tabs('2', [panel('n', 'Numbers', { count: 3 }), panel('l', 'Letters')])
    );
    await emit(layout);
    expect(tabNames()).toEqual(['Samples', 'Numbers', 'Letters']);
    expect(screen.getByText('Numbers 3')).toBeTruthy();
    expect(spaces()).toEqual(layout);
    expect(feature.model.session?.seq).toBe(feature.bridge.seq);
  });

  it('leaves panels that stay as they are, the samples whatever their id', async () => {
    await emit(beside(tabs('1', [panel('s', 'Samples')]), tabs('2', [panel('n', 'Numbers')])));
    await emit(beside(tabs('3', [panel('n', 'Numbers')]), tabs('4', [panel('t', 'Samples')])));
    await emit(tabs('r', [panel('t', 'Samples'), panel('n', 'Numbers')], 'n'));
    expect(mounted).toEqual(['Samples', 'Numbers']);
    await emit(null);
    expect(mounted).toEqual(['Samples', 'Numbers', 'not Numbers']);
  });

  it('may name a panel that nobody knows, or one that is broken: the others stay', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await emit(
      beside(
        tabs('1', [panel('s', 'Samples')]),
        tabs('2', [panel('e', 'Embeddings')]),
        tabs('3', [panel('b', 'Broken')]),
        tabs('4', [panel('x', 'Samples')])
      )
    );
    vi.restoreAllMocks();
    expect(screen.getByText('There is no panel “Embeddings”')).toBeTruthy();
    expect(screen.getByText(/could not be shown: on purpose/)).toBeTruthy();
    expect(screen.getByText('“Samples” is open already')).toBeTruthy();
    expect(screen.getByText('Samples 0')).toBeTruthy();

    act(() => screen.getAllByText('Close this panel')[0]!.click());
    await settle();
    expect(tabNames()).toEqual(['Samples', 'Broken', 'Samples']);
  });

  it('waits for the plugin that brings its panel', async () => {
    await emit(tabs('r', [panel('p', 'Plugged')]));
    expect(screen.getByText('There is no panel “Plugged”')).toBeTruthy();
    act(() => void ends.push(registerPanel({ type: 'Plugged', label: 'In', component: Counter })));
    await settle();
    expect(screen.getByText('Plugged 0')).toBeTruthy();
    expect(tabNames()).toEqual(['In']);
  });
});

describe('what a person does', () => {
  it('with a panel is kept in its state, and nothing else changes', async () => {
    const layout = beside(tabs('1', [panel('s', 'Samples')]), tabs('2', [panel('n', 'Numbers')]));
    await emit(layout);
    act(() => screen.getByText('Numbers 0').click());
    await settle();
    expect(screen.getByText('Numbers 1')).toBeTruthy();
    expect(spaces()).toEqual({
      ...layout,
      children: [layout.children[0], tabs('2', [panel('n', 'Numbers', { count: 1 })])]
    });
    expect(mounted).toEqual(['Samples', 'Numbers']);
  });

  it('closes a panel by its tab, also with the keyboard', async () => {
    await emit(
      beside(
        tabs('1', [panel('s', 'Samples')]),
        tabs('2', [panel('n', 'Numbers'), panel('l', 'Letters')], 'l')
      )
    );
    const tab = document.querySelectorAll('.lm-TabBar-tab')[2]!;
    expect(tab.textContent).toBe('Letters');
    feature.press('Delete', { on: tab });
    await settle();
    expect(tabNames()).toEqual(['Samples', 'Numbers']);
    expect(spaces()).toEqual({
      ...beside(tabs('1', [panel('s', 'Samples')], 's'), tabs('2', [panel('n', 'Numbers')], 'n')),
      sizes: [0.5, 0.5]
    });
    // The samples are pinned.
    feature.press('Delete', { on: document.querySelectorAll('.lm-TabBar-tab')[0]! });
    await settle();
    expect(tabNames()).toEqual(['Samples', 'Numbers']);
  });

  it('moves a panel by the menu of its tab, without dragging', async () => {
    await emit(
      beside(
        tabs('1', [panel('s', 'Samples')]),
        tabs('2', [panel('n', 'Numbers'), panel('l', 'Letters')])
      )
    );
    const menuOf = (name: string): void =>
      act(() => {
        const tab = [...document.querySelectorAll('.lm-TabBar-tab')].find(
          ({ textContent }) => textContent === name
        )!;
        tab.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
      });
    menuOf('Letters');
    act(() => screen.getByRole('menuitem', { name: 'Move to the top' }).click());
    await settle();
    expect(spaces()).toMatchObject({ orientation: 'vertical', sizes: [0.4, 0.6] });
    expect(tabNames()).toEqual(['Letters', 'Samples', 'Numbers']);

    menuOf('Letters');
    act(() => screen.getByRole('menuitem', { name: 'Move to the tabs of Samples' }).click());
    await settle();
    expect(spaces()!.children[0]).toMatchObject({
      children: [{ type: 'Samples' }, { type: 'Letters' }],
      active_child: 'l'
    });
    menuOf('Samples');
    expect(screen.getByRole('menuitem', { name: /Close/ }).hasAttribute('disabled')).toBe(true);
  });

  it('is shown as tabs where there is little room, and the layout stays', async () => {
    const layout = beside(tabs('1', [panel('s', 'Samples')]), tabs('2', [panel('n', 'Numbers')]));
    await emit(layout);
    act(() => feature.model.store.set({ narrow: true }));
    await settle();
    expect(document.querySelectorAll('.lunette-Dock-tabs')).toHaveLength(1);
    expect(tabNames()).toEqual(['Samples', 'Numbers']);
    act(() => feature.model.store.set({ narrow: false }));
    await settle();
    expect(document.querySelectorAll('.lunette-Dock-tabs')).toHaveLength(2);
    expect(spaces()).toEqual(layout);
    expect(mounted).toEqual(['Samples', 'Numbers']);
  });
});
