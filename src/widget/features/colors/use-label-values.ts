/** The most frequent values of an attribute of a label field, to give them colours. */
import * as React from 'react';
import { LatestQuery, useAppState, useModel } from '../../model';

const LIMIT = 40;

export interface ILabelValues {
  values: readonly (string | null)[];
  /** Distinct values there are. */
  distinct: number;
}

const NOTHING: ILabelValues = { values: [], distinct: 0 };

/** Texts of the values, most frequent first; null stands for labels without one. */
export function useLabelValues(path: string): ILabelValues {
  const { client } = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const query = React.useMemo(() => new LatestQuery(client, 'grid.facets'), [client]);
  const state = React.useSyncExternalStore(query.subscribe, () => query.state);
  React.useEffect(() => {
    if (dataset) {
      void query.ask({ dataset, paths: [path], limit: LIMIT });
    }
    return () => query.cancel();
  }, [query, dataset, path]);
  const facet = state.answer?.result[0];
  return React.useMemo(
    () =>
      facet?.kind === 'values' && facet.path === path
        ? {
            values: facet.values.map(({ value }) => (value === null ? null : String(value))),
            distinct: facet.distinct
          }
        : NOTHING,
    [facet, path]
  );
}
