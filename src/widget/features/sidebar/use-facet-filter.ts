/** The filter of one facet: read from the view's stages and written back as one. */
import * as React from 'react';
import { facetFilterOf, viewWithFacet, type FacetSelection, type View } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import type { IFacetEntry } from './facet-paths';

const NO_VIEW: View = [];

export function useFacetFilter(
  entry: IFacetEntry
): [FacetSelection | null, (selection: FacetSelection | null) => void] {
  const { actions, store } = useModel();
  const view = useAppState(state => state.session?.view ?? NO_VIEW);
  const selection = React.useMemo(() => {
    for (const stage of view) {
      const filter = facetFilterOf(stage);
      if (filter?.path === entry.path) {
        return filter.selection;
      }
    }
    return null;
  }, [view, entry.path]);
  const set = React.useCallback(
    (next: FacetSelection | null) => {
      const current = store.state.session?.view ?? NO_VIEW;
      actions.setView(viewWithFacet(current, entry.path, entry.target, next));
    },
    [actions, store, entry]
  );
  return [selection, set];
}

export type FacetValue = string | number | boolean | null;
export type ClickKind = 'toggle' | 'only' | 'exclude';

/**
 * What a click on a value makes of the selection. A plain click adds or takes away; Alt keeps only
 * this value; Shift leaves it out. Null is no filter.
 */
export function clickedValue(
  selection: FacetSelection | null,
  value: FacetValue,
  kind: ClickKind
): FacetSelection | null {
  const current = selection?.kind === 'values' ? selection : null;
  const exclude = kind === 'exclude';
  if (kind === 'only') {
    const already =
      current && !current.exclude && current.values.length === 1 && current.values[0] === value;
    return already ? null : { kind: 'values', values: [value], exclude: false };
  }
  // A click on a value that is left out takes it back in.
  if (current && current.exclude !== exclude && current.values.includes(value)) {
    return withValues(without(current.values, value), current.exclude);
  }
  const values = current && current.exclude === exclude ? current.values : [];
  return withValues(values.includes(value) ? without(values, value) : [...values, value], exclude);
}

const without = (values: readonly FacetValue[], value: FacetValue): FacetValue[] =>
  values.filter(other => other !== value);

const withValues = (values: FacetValue[], exclude: boolean): FacetSelection | null =>
  values.length === 0 ? null : { kind: 'values', values, exclude };
