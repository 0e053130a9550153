/**
 * Sidebar filters are view stages: a stage that has one of these forms lights up its facet, whoever
 * wrote it, and a facet writes such a stage. One facet path has at most one stage.
 */
import { call, field, isField, isLiteral, isOperator, literal } from './expressions';
import type { Expression, Literal } from './expressions';
import type { Stage, View } from './stages';

/** What a facet's filter keeps. */
export type FacetSelection =
  /** `exclude`: everything but these values. `null` among the values: those without one. */
  | { kind: 'values'; values: (string | number | boolean | null)[]; exclude: boolean }
  /** Closed range; null is open-ended. Of dates (`date`) in milliseconds since the epoch, UTC. */
  | { kind: 'range'; min: number | null; max: number | null; date?: boolean };

export interface IFacetFilter {
  /** `tags`, `split`, `metadata.width`, `predictions.label`, `predictions.confidence` … */
  path: string;
  selection: FacetSelection;
}

/**
 * How a path is filtered: the sample's tags, a value of the sample, an attribute of its labels.
 * `list`: the values are lists, and those are kept that have one of the chosen elements.
 */
export type FacetTarget =
  | { kind: 'tags' }
  | { kind: 'sample'; path: string; list?: boolean }
  | { kind: 'label'; field: string; attribute: string; list?: boolean };

/** The expression of a selection on a value. */
function selectionExpression(path: string, selection: FacetSelection, list = false): Expression {
  if (selection.kind === 'values') {
    const operator = list ? 'contains_any' : 'is_in';
    const isIn = call(operator, field(path), literal(selection.values as Literal));
    return selection.exclude ? call('not', isIn) : isIn;
  }
  const { min, max, date } = selection;
  const bound = (value: number): Expression => literal(date ? { $date: value } : value);
  const parts: Expression[] = [];
  if (min !== null) {
    parts.push(call('ge', field(path), bound(min)));
  }
  if (max !== null) {
    parts.push(call('le', field(path), bound(max)));
  }
  return parts.length === 1 && parts[0] ? parts[0] : call('and', ...parts);
}

/** The stage that filters by a selection. */
export function facetStage(target: FacetTarget, selection: FacetSelection): Stage {
  switch (target.kind) {
    case 'tags':
      if (selection.kind !== 'values') {
        throw new TypeError('Tags are filtered by values.');
      }
      return {
        stage: 'match_tags',
        tags: selection.values.map(String),
        bool: !selection.exclude,
        all: false
      };
    case 'sample':
      return { stage: 'match', filter: selectionExpression(target.path, selection, target.list) };
    case 'label':
      return {
        stage: 'filter_labels',
        field: target.field,
        filter: selectionExpression(target.attribute, selection, target.list),
        only_matches: true
      };
  }
}

function boundOf(value: Literal): { at: number; date: boolean } | null {
  if (typeof value === 'number') {
    return { at: value, date: false };
  }
  return typeof value === 'object' && value !== null && '$date' in value
    ? { at: value.$date, date: true }
    : null;
}

function parseSelection(e: Expression): { path: string; selection: FacetSelection } | null {
  if (!isOperator(e)) {
    return null;
  }
  const [a, b] = e.args;
  switch (e.op) {
    case 'not': {
      const inner = a ? parseSelection(a) : null;
      return inner?.selection.kind === 'values' && !inner.selection.exclude
        ? { path: inner.path, selection: { ...inner.selection, exclude: true } }
        : null;
    }
    case 'is_in':
    case 'contains_any':
    case 'contains':
    case 'eq': {
      if (!a || !b || !isField(a) || a.root || !isLiteral(b)) {
        return null;
      }
      const single = e.op === 'eq' || e.op === 'contains';
      const values = single ? [b.literal] : b.literal;
      if (!Array.isArray(values) || values.some(v => v !== null && typeof v === 'object')) {
        return null;
      }
      return {
        path: a.field,
        selection: {
          kind: 'values',
          values: values as (string | number | boolean | null)[],
          exclude: false
        }
      };
    }
    case 'ge':
    case 'le':
    case 'gt':
    case 'lt': {
      const value = b && isLiteral(b) ? boundOf(b.literal) : null;
      if (!a || !isField(a) || a.root || !value) {
        return null;
      }
      const lower = e.op === 'ge' || e.op === 'gt';
      return {
        path: a.field,
        selection: {
          kind: 'range',
          min: lower ? value.at : null,
          max: lower ? null : value.at,
          ...(value.date ? { date: true } : {})
        }
      };
    }
    case 'and': {
      const parts = e.args.map(parseSelection);
      const [first, second] = parts;
      if (
        parts.length !== 2 ||
        first?.selection.kind !== 'range' ||
        second?.selection.kind !== 'range' ||
        first.path !== second.path ||
        first.selection.date !== second.selection.date
      ) {
        return null;
      }
      return {
        path: first.path,
        selection: {
          kind: 'range',
          min: first.selection.min ?? second.selection.min,
          max: first.selection.max ?? second.selection.max,
          ...(first.selection.date ? { date: true } : {})
        }
      };
    }
    default:
      return null;
  }
}

/** The facet that a stage filters, or null if the stage is no facet filter. */
export function facetFilterOf(stage: Stage): IFacetFilter | null {
  switch (stage.stage) {
    case 'match_tags':
      return stage.all
        ? null
        : {
            path: 'tags',
            selection: { kind: 'values', values: stage.tags, exclude: !stage.bool }
          };
    case 'match':
      return parseSelection(stage.filter);
    case 'filter_labels': {
      const parsed = parseSelection(stage.filter);
      return parsed && { ...parsed, path: `${stage.field}.${parsed.path}` };
    }
    default:
      return null;
  }
}

/** The view without the filters of one facet: what the facet's own counts are taken under. */
export function viewWithoutFacet(view: View, path: string): View {
  return view.filter(stage => facetFilterOf(stage)?.path !== path);
}

/** The view with the facet's filter set, replaced in place or appended; null removes it. */
export function viewWithFacet(
  view: View,
  path: string,
  target: FacetTarget,
  selection: FacetSelection | null
): View {
  const at = view.findIndex(stage => facetFilterOf(stage)?.path === path);
  const rest = view.filter((stage, i) => i === at || facetFilterOf(stage)?.path !== path);
  if (selection === null) {
    return viewWithoutFacet(view, path);
  }
  const stage = facetStage(target, selection);
  return at < 0 ? [...view, stage] : rest.map((old, i) => (i === at ? stage : old));
}
