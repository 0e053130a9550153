/** Changes of a layout: a panel opened, closed, or with another state. */
import { componentsOf, isPanel, type ISpace, type Panel } from '../../../protocol';
import { dockTree, spaceOf, withKnownIds, type DockNode } from './dock-tree';

/** Share of the App that a panel gets which is opened beside all others. */
const NEW_SHARE = 0.4;

/** An id like those that Python makes: 24 hexadecimal digits. */
export function newComponentId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

export function panelsById(space: ISpace): Map<string, Panel> {
  return new Map(
    componentsOf(space)
      .filter(isPanel)
      .map(panel => [panel.component_id, panel])
  );
}

/** Where a panel goes: to an edge of the App, or among the tabs of a panel. */
export type PanelPlace = { edge: 'left' | 'right' | 'top' | 'bottom' } | { with: string };

/** The layout with a panel more. */
export function withPanel(space: ISpace, panel: Panel, place: PanelPlace): ISpace {
  const panels = panelsById(space).set(panel.component_id, panel);
  const before = dockTree(space);
  const added: DockNode = {
    kind: 'tabs',
    id: newComponentId(),
    panels: [panel.component_id],
    front: panel.component_id
  };
  if (!before) {
    return spaceOf({ ...added, id: space.component_id }, panels);
  }
  const after =
    'with' in place
      ? asTab(before, panel.component_id, place.with)
      : atEdge(before, added, place.edge);
  return spaceOf(after, panels);
}

/** The layout with a panel somewhere else. */
export function withPanelMoved(space: ISpace, id: string, place: PanelPlace): ISpace {
  const panel = panelsById(space).get(id);
  const rest = withoutPanel(space, id);
  return panel && rest ? withPanel(rest, panel, place) : space;
}

function atEdge(
  before: DockNode,
  added: DockNode,
  edge: 'left' | 'right' | 'top' | 'bottom'
): DockNode {
  const orientation = edge === 'left' || edge === 'right' ? 'horizontal' : 'vertical';
  const last = edge === 'right' || edge === 'bottom';
  const joined = <T>(first: readonly T[], one: T): T[] =>
    last ? [...first, one] : [one, ...first];
  if (before.kind === 'split' && before.orientation === orientation) {
    const share = 1 / (before.children.length + 1);
    const rest = before.sizes.map(size => size * (1 - share));
    return { ...before, children: joined(before.children, added), sizes: joined(rest, share) };
  }
  return {
    kind: 'split',
    id: before.id,
    orientation,
    children: joined([{ ...before, id: newComponentId() }], added),
    sizes: joined([1 - NEW_SHARE], NEW_SHARE)
  };
}

function asTab(node: DockNode, panel: string, beside: string): DockNode {
  if (node.kind === 'split') {
    return { ...node, children: node.children.map(child => asTab(child, panel, beside)) };
  }
  return node.panels.includes(beside)
    ? { ...node, panels: [...node.panels, panel], front: panel }
    : node;
}

/** The layout without a panel; null if it was the last one. */
export function withoutPanel(space: ISpace, id: string): ISpace | null {
  const strip = (from: ISpace): ISpace => {
    const kept = from.children.map((child, i) => ({ child, size: from.sizes?.[i] ?? 0 }));
    const left = kept.filter(({ child }) => child.component_id !== id);
    return {
      ...from,
      active_child: from.active_child === id ? null : from.active_child,
      sizes: from.sizes && left.map(({ size }) => size),
      children: left.map(({ child }) => (isPanel(child) ? child : strip(child)))
    };
  };
  const before = dockTree(space);
  const after = dockTree(strip(space));
  return after && spaceOf(withKnownIds(after, before, newComponentId), panelsById(space));
}

/** The layout with some of a panel's state changed; `undefined` forgets a value. */
export function withPanelState(
  space: ISpace,
  id: string,
  change: Readonly<Record<string, unknown>>
): ISpace {
  const children = space.children.map(child => {
    if (!isPanel(child)) {
      return withPanelState(child, id, change);
    }
    if (child.component_id !== id) {
      return child;
    }
    const state = Object.entries({ ...child.state, ...change });
    return {
      ...child,
      state: Object.fromEntries(state.filter(([, value]) => value !== undefined))
    };
  });
  return { ...space, children };
}
