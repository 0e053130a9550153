/** Values that a field has under some stages, for completion. */
import * as React from 'react';
import type { View } from '../../../protocol';
import { LatestQuery, useAppState, useModel } from '../../model';
import { formatCount, formatMoment, formatNumber } from '../../ui';
import type { ICompletion } from './completion-input';
import { writeValue } from './condition';

export interface IValues {
  options: readonly ICompletion[];
  /** Smallest and largest value, where there are no values to list. */
  bounds: string | null;
}

const LIMIT = 200;
const NOTHING: IValues = { options: [], bounds: null };

/** Values of `path` (null: of nothing) in the samples of `view`. */
export function useValues(path: string | null, view: View): IValues {
  const { client } = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const query = React.useMemo(() => new LatestQuery(client, 'grid.facets'), [client]);
  const state = React.useSyncExternalStore(query.subscribe, () => query.state);
  const key = JSON.stringify(view);
  React.useEffect(() => {
    if (dataset && path) {
      void query.ask({ dataset, view: JSON.parse(key) as View, paths: [path], limit: LIMIT });
    }
    return () => query.cancel();
  }, [query, dataset, path, key]);

  return React.useMemo(() => {
    const facet = state.answer?.result[0];
    if (!facet || facet.path !== path) {
      return NOTHING;
    }
    if (facet.kind === 'range') {
      const write =
        facet.type === 'date' || facet.type === 'datetime' ? formatMoment : formatNumber;
      return { options: [], bounds: facet.bounds.map(write).join(' … ') };
    }
    return facet.kind === 'values'
      ? {
          options: facet.values.flatMap(({ value, count }) => {
            const text = writeValue(value);
            return text === null ? [] : [{ value: text, hint: formatCount(count) }];
          }),
          bounds: null
        }
      : NOTHING;
  }, [state.answer, path]);
}
