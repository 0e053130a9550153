import { describe, expect, it } from 'vitest';
import { DEFAULT_SPACES, spacesSchema, type ISpace, type Panel } from '../../../protocol';
import { dockTree, looksSame, panelsOf, spaceOf, withKnownIds, type DockNode } from './dock-tree';
import { panelsById, withoutPanel, withPanel, withPanelMoved, withPanelState } from './edit-spaces';

const panel = (id: string): Panel => ({ component_id: id, type: id, pinned: false, state: {} });
const tabs = (id: string, ...panels: string[]): ISpace => ({
  component_id: id,
  children: panels.map(panel),
  orientation: null,
  active_child: null,
  sizes: null
});
const split = (
  id: string,
  orientation: 'horizontal' | 'vertical',
  children: ISpace[],
  sizes: number[] | null = null
): ISpace => ({ component_id: id, children, orientation, active_child: null, sizes });

/** `h(a b|c)`: a and b as tabs, c at their right. */
function drawn(node: DockNode | null): string {
  return node === null
    ? ''
    : node.kind === 'tabs'
      ? node.panels.map(id => (id === node.front ? `*${id}` : id)).join(' ')
      : `${node.orientation[0]}(${node.children.map(drawn).join('|')})`;
}

describe('a layout as it is docked', () => {
  it('has tabs and splits', () => {
    const space = split('r', 'vertical', [
      split('x', 'horizontal', [
        tabs('1', 'a', 'b'),
        { ...tabs('2', 'c', 'd'), active_child: 'd' }
      ]),
      tabs('3', 'e')
    ]);
    expect(drawn(dockTree(space))).toBe('v(h(*a b|c *d)|*e)');
  });

  it('leaves out what is empty and merges what makes no difference', () => {
    const nested = split('x', 'horizontal', [tabs('1', 'a'), tabs('2', 'b')], [0.5, 0.5]);
    const space = split('r', 'horizontal', [nested, tabs('3', 'c'), tabs('4')], [0.6, 0.2, 0.2]);
    const node = dockTree(space);
    expect(drawn(node)).toBe('h(*a|*b|*c)');
    const sizes = node?.kind === 'split' ? node.sizes : [];
    expect(sizes.map(size => Number(size.toFixed(3)))).toEqual([0.375, 0.375, 0.25]);
    expect(
      drawn(dockTree(split('r', 'vertical', [split('x', 'horizontal', [tabs('1', 'a')])])))
    ).toBe('*a');
    expect(dockTree(split('r', 'vertical', [tabs('1')]))).toBeNull();
  });

  it('becomes spaces again that look the same', () => {
    const space = split('r', 'vertical', [tabs('1', 'a', 'b'), tabs('2', 'c')], [0.3, 0.7]);
    const node = dockTree(space)!;
    const again = spaceOf(node, panelsById(space));
    expect(spacesSchema.parse(again)).toEqual(again);
    expect(looksSame(dockTree(again), node, 'all')).toBe(true);
  });
});

describe('two layouts look the same', () => {
  const one = dockTree(split('r', 'vertical', [tabs('1', 'a', 'b'), tabs('2', 'c')], [0.5, 0.5]));
  const alike = (space: ISpace, what: Parameters<typeof looksSame>[2]): boolean =>
    looksSame(one, dockTree(space), what);

  it('whatever their ids are, and if sizes differ by less than anybody sees', () => {
    const other = [tabs('y', 'a', 'b'), tabs('z', 'c')];
    expect(alike(split('x', 'vertical', other, [0.501, 0.499]), 'all')).toBe(true);
    expect(alike(split('x', 'vertical', other, [0.6, 0.4]), 'all')).toBe(false);
    expect(alike(split('x', 'vertical', other, [0.6, 0.4]), 'places and fronts')).toBe(true);
  });

  it('unless another panel is in front or somewhere else', () => {
    const front = [{ ...tabs('1', 'a', 'b'), active_child: 'b' }, tabs('2', 'c')];
    expect(alike(split('r', 'vertical', front), 'places and fronts')).toBe(false);
    expect(alike(split('r', 'vertical', front), 'places')).toBe(true);
    expect(alike(split('r', 'horizontal', [tabs('1', 'a', 'b'), tabs('2', 'c')]), 'places')).toBe(
      false
    );
    expect(alike(tabs('r', 'a', 'b', 'c'), 'places')).toBe(false);
  });
});

it('a layout that was rearranged by hand keeps the ids of its spaces', () => {
  const before = dockTree(split('r', 'horizontal', [tabs('1', 'a', 'b'), tabs('2', 'c')]))!;
  const area = (front: string, ...panels: string[]): DockNode => ({
    kind: 'tabs',
    id: '',
    panels,
    front
  });
  const after: DockNode = {
    kind: 'split',
    id: '',
    orientation: 'vertical',
    children: [area('a', 'a'), area('b', 'b'), area('c', 'c')],
    sizes: [0.2, 0.3, 0.5]
  };
  const node = withKnownIds(after, before, () => 'new');
  const ids = [node.id, ...(node.kind === 'split' ? node.children.map(child => child.id) : [])];
  expect(ids).toEqual(['r', '1', 'new', '2']);
});

describe('a panel is opened', () => {
  it('at the right of all others, which keep most of the room', () => {
    const space = withPanel(DEFAULT_SPACES, panel('b'), { edge: 'right' });
    const node = dockTree(space);
    expect(drawn(node)).toBe('h(*samples|*b)');
    expect(space.sizes).toEqual([0.6, 0.4]);
    expect(space.component_id).toBe('root');
    const three = withPanel(space, panel('c'), { edge: 'right' });
    expect(drawn(dockTree(three))).toBe('h(*samples|*b|*c)');
    expect(three.sizes!.reduce((sum, size) => sum + size)).toBeCloseTo(1, 3);
    expect(spacesSchema.parse(three)).toEqual(three);
  });

  it('beside a layout of rows as well, and as a tab', () => {
    const rows = split('r', 'vertical', [tabs('1', 'a'), tabs('2', 'b')]);
    expect(drawn(dockTree(withPanel(rows, panel('c'), { edge: 'right' })))).toBe('h(v(*a|*b)|*c)');
    expect(drawn(dockTree(withPanel(rows, panel('c'), { with: 'b' })))).toBe('v(*a|b *c)');
  });
});

describe('a panel is closed', () => {
  const rows = split(
    'r',
    'vertical',
    [tabs('1', 'a', 'b'), split('x', 'horizontal', [tabs('2', 'c'), tabs('3', 'd')])],
    [0.25, 0.75]
  );

  it('and the others share its room', () => {
    expect(drawn(dockTree(withoutPanel(rows, 'c')!))).toBe('v(*a b|*d)');
    expect(drawn(dockTree(withoutPanel(rows, 'a')!))).toBe('v(*b|h(*c|*d))');
    expect(withoutPanel(rows, 'c')!.sizes).toEqual([0.25, 0.75]);
  });

  it('and the one before it comes to the front', () => {
    const space = { ...tabs('r', 'a', 'b'), active_child: 'b' };
    expect(withoutPanel(space, 'b')).toMatchObject({ active_child: 'a' });
  });

  it('and nothing is left after the last one', () => {
    expect(withoutPanel(tabs('r', 'a'), 'a')).toBeNull();
    expect(panelsOf(dockTree(withoutPanel(tabs('r', 'a', 'b'), 'a')!))).toEqual(['b']);
  });
});

it('a panel moves to an edge, or among the tabs of another', () => {
  const space = split('r', 'horizontal', [tabs('1', 'a', 'b'), tabs('2', 'c')]);
  const moved = (
    ...place: Parameters<typeof withPanelMoved> extends [ISpace, ...infer P] ? P : never
  ): string => drawn(dockTree(withPanelMoved(space, ...place)));
  expect(moved('a', { edge: 'top' })).toBe('v(*a|h(*b|*c))');
  expect(moved('b', { edge: 'left' })).toBe('h(*b|*a|*c)');
  expect(moved('c', { with: 'a' })).toBe('a b *c');
  expect(drawn(dockTree(withPanelMoved(tabs('r', 'a'), 'a', { edge: 'top' })))).toBe('*a');
});

it('the state of a panel changes in its place', () => {
  const rows = split('r', 'vertical', [tabs('1', 'a'), tabs('2', 'b')]);
  const once = withPanelState(rows, 'b', { field: 'tags', old: 1 });
  const twice = withPanelState(once, 'b', { field: 'split', old: undefined });
  expect(panelsById(twice).get('b')!.state).toEqual({ field: 'split' });
  expect(panelsById(twice).get('a')!.state).toEqual({});
});
