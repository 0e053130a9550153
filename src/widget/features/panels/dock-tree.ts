/**
 * A layout as it is docked: areas with tabs, and splits of them. Spaces that make no difference to
 * the eye (empty ones, one inside the other) have no place of their own in it.
 */
import { isPanel, type ISpace, type Panel } from '../../../protocol';

export interface ITabArea {
  kind: 'tabs';
  /** `component_id` of the space. */
  id: string;
  /** Ids of the panels, and of the one in front. */
  panels: readonly string[];
  front: string;
}
export interface ISplitArea {
  kind: 'split';
  id: string;
  orientation: 'horizontal' | 'vertical';
  children: readonly DockNode[];
  /** Shares of the children, which sum up to 1. */
  sizes: readonly number[];
}
export type DockNode = ITabArea | ISplitArea;

/** Shares that differ by less look the same. */
const SAME_SIZE = 0.003;

/** Shares of `count` children; what is given is scaled to sum up to 1. */
export function sharesOf(sizes: readonly number[] | null, count: number): number[] {
  const sum = (sizes ?? []).reduce((total, size) => total + size, 0);
  return sizes && sizes.length === count && sum > 0
    ? sizes.map(size => size / sum)
    : Array<number>(count).fill(1 / count);
}

/** The layout without what makes no difference; null if there is no panel in it. */
export function dockTree(space: ISpace): DockNode | null {
  const panels = space.children.filter(isPanel);
  if (panels.length > 0) {
    const ids = panels.map(panel => panel.component_id);
    const front = ids.find(id => id === space.active_child) ?? (ids[0] as string);
    return { kind: 'tabs', id: space.component_id, panels: ids, front };
  }
  const orientation = space.orientation ?? 'horizontal';
  const shares = sharesOf(space.sizes, space.children.length);
  const children: DockNode[] = [];
  const sizes: number[] = [];
  space.children.forEach((child, i) => {
    const node = dockTree(child as ISpace);
    const share = shares[i] as number;
    if (node?.kind === 'split' && node.orientation === orientation) {
      children.push(...node.children);
      sizes.push(...node.sizes.map(size => size * share));
    } else if (node) {
      children.push(node);
      sizes.push(share);
    }
  });
  const [only] = children;
  if (!only || children.length === 1) {
    return only ?? null;
  }
  const id = space.component_id;
  return { kind: 'split', id, orientation, children, sizes: sharesOf(sizes, sizes.length) };
}

/** The panels of a docked layout, from the upper left on. */
export function panelsOf(node: DockNode | null): string[] {
  return node === null
    ? []
    : node.kind === 'tabs'
      ? [...node.panels]
      : node.children.flatMap(child => panelsOf(child));
}

/** The area that a panel is in. */
export function areaOf(node: DockNode | null, panel: string): ITabArea | null {
  if (node?.kind === 'split') {
    return node.children.map(child => areaOf(child, panel)).find(area => area !== null) ?? null;
  }
  return node?.panels.includes(panel) ? node : null;
}

/** The docked layout as spaces; `panels` are looked up by id. */
export function spaceOf(node: DockNode, panels: ReadonlyMap<string, Panel>): ISpace {
  if (node.kind === 'tabs') {
    return {
      component_id: node.id,
      children: node.panels.map(id => panels.get(id)).filter(panel => panel !== undefined),
      orientation: null,
      active_child: node.front,
      sizes: null
    };
  }
  return {
    component_id: node.id,
    children: node.children.map(child => spaceOf(child, panels)),
    orientation: node.orientation,
    active_child: null,
    sizes: node.sizes.map(size => Math.round(size * 1e4) / 1e4)
  };
}

/** Whether two docked layouts look the same, as far as `what` says. Ids of spaces do not count. */
export function looksSame(
  a: DockNode | null,
  b: DockNode | null,
  what: 'places' | 'places and fronts' | 'all'
): boolean {
  if (a === null || b === null || a.kind === 'tabs' || b.kind === 'tabs') {
    return (
      a === b ||
      (a?.kind === 'tabs' &&
        b?.kind === 'tabs' &&
        a.panels.join() === b.panels.join() &&
        (what === 'places' || a.front === b.front))
    );
  }
  return (
    a.orientation === b.orientation &&
    a.children.length === b.children.length &&
    a.children.every((child, i) => looksSame(child, b.children[i] as DockNode, what)) &&
    (what !== 'all' || a.sizes.every((size, i) => Math.abs(size - (b.sizes[i] ?? 0)) < SAME_SIZE))
  );
}

/**
 * `node` with the ids that its spaces had in `before`: the root's, and those of areas that hold one
 * of the same panels. Other spaces get new ids.
 */
export function withKnownIds(
  node: DockNode,
  before: DockNode | null,
  newId: () => string
): DockNode {
  const free = new Map<string, string[]>();
  const collect = (area: DockNode): void => {
    free.set(area.id, panelsOf(area));
    if (area.kind === 'split') {
      area.children.forEach(collect);
    }
  };
  if (before) {
    collect(before);
  }
  const take = (area: DockNode, root: boolean): string => {
    const panels = panelsOf(area);
    const splits = area.kind === 'split';
    const known = root
      ? before?.id
      : [...free].find(([, had]) =>
          splits
            ? had.join() === panels.join()
            : had.length > 0 && panels.includes(had[0] as string)
        )?.[0];
    if (known !== undefined) {
      free.delete(known);
    }
    return known ?? newId();
  };
  const visit = (area: DockNode, root: boolean): DockNode => {
    const id = take(area, root);
    return area.kind === 'tabs'
      ? { ...area, id }
      : { ...area, id, children: area.children.map(child => visit(child, false)) };
  };
  return visit(node, true);
}
