/** What choosing something in a plot makes of the session's view. */
import {
  pointId,
  singlePlots,
  viewWithFacet,
  type FacetSelection,
  type FacetTarget,
  type IDatasetInfo,
  type IScatterFrame,
  type Plot,
  type ScatterSpec,
  type Stage,
  type View
} from '../../../protocol';
import { allEntries, clickedValue, facetGroups, type ClickKind } from '../sidebar';

/** How a path is filtered; null if it cannot be. */
function targetOf(dataset: IDatasetInfo, path: string): FacetTarget | null {
  const entry = allEntries(facetGroups(dataset)).find(each => each.path === path);
  return entry?.target ?? null;
}

function withSelection(
  view: View,
  dataset: IDatasetInfo,
  path: string,
  selection: FacetSelection | null
): View | null {
  const target = targetOf(dataset, path);
  return target && viewWithFacet(view, path, target, selection);
}

/** A click on a value; null if the part is no histogram of a field that can be filtered. */
export function viewAfterClick(
  view: View,
  dataset: IDatasetInfo,
  path: string,
  selection: FacetSelection | null,
  value: string | number | boolean | null,
  kind: ClickKind
): View | null {
  return withSelection(view, dataset, path, clickedValue(selection, value, kind));
}

/** A range was dragged; null as range removes the filter. */
export function viewAfterRange(
  view: View,
  dataset: IDatasetInfo,
  path: string,
  range: readonly [number, number] | null,
  date: boolean
): View | null {
  const selection: FacetSelection | null = range && {
    kind: 'range',
    min: range[0],
    max: range[1],
    ...(date ? { date: true } : {})
  };
  return withSelection(view, dataset, path, selection);
}

/** Whether a stage is what a lasso in this plot writes. */
const isChoice = ({ link }: ScatterSpec, stage: Stage): boolean =>
  link.kind === 'samples'
    ? stage.stage === 'select' && !stage.ordered
    : stage.stage === 'select_labels' && Array.isArray(stage.ids);

/** Points were chosen: the view shows only what they stand for; null shows all again. */
export function viewAfterLasso(
  view: View,
  spec: ScatterSpec,
  frame: IScatterFrame,
  points: readonly number[] | null
): View | null {
  if (spec.link.kind === 'none') {
    return null;
  }
  const rest = [...view];
  const at = rest.findLastIndex(stage => isChoice(spec, stage));
  if (points === null) {
    if (at >= 0) {
      rest.splice(at, 1);
    }
    return rest;
  }
  const ids = [...new Set(points.map(point => pointId(frame, point)))];
  const stage: Stage =
    spec.link.kind === 'samples'
      ? { stage: 'select', sample_ids: ids, ordered: false }
      : { stage: 'select_labels', ids, fields: [spec.link.field], omit_empty: true };
  if (at >= 0) {
    rest[at] = stage;
    return rest;
  }
  return [...rest, stage];
}

/** The specification of a part. */
export const partOfPlot = (plot: Plot, part: number) => singlePlots(plot).parts[part]?.spec ?? null;

/** Numbers of the points whose place is inside of a polygon (x, y alternating, in pixels). */
export function pointsInside(
  xy: Float32Array,
  index: Uint32Array,
  polygon: readonly number[]
): number[] {
  const found: number[] = [];
  const count = polygon.length / 2;
  for (let i = 0; 2 * i < xy.length; i++) {
    const x = xy[2 * i] as number;
    const y = xy[2 * i + 1] as number;
    let inside = false;
    // Crossings of a ray to the right (Shimrat 1962).
    for (let a = 0, b = count - 1; a < count; b = a++) {
      const [ax, ay] = [polygon[2 * a] as number, polygon[2 * a + 1] as number];
      const [bx, by] = [polygon[2 * b] as number, polygon[2 * b + 1] as number];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) {
        inside = !inside;
      }
    }
    if (inside) {
      found.push(index[i] as number);
    }
  }
  return found;
}
