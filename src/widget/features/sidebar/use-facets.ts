/** The facets of the open rows under the current view: old numbers stay until the new are here. */
import * as React from 'react';
import type { Facet } from '../../../protocol';
import { LatestQuery, useAppState, useModel, type Waiting } from '../../model';

export interface IFacets {
  byPath: ReadonlyMap<string, Facet>;
  waiting: Waiting;
  error: string | null;
}

/** Values asked for of each categorical facet. */
export const FACET_LIMIT = 12;

export function useFacets(paths: readonly string[], search: string, limit: number): IFacets {
  const { client } = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const seq = useAppState(state => state.dataset?.seq ?? 0);
  const view = useAppState(state => state.opened?.view ?? null);
  const suspended = useAppState(state => state.suspended);
  const query = React.useMemo(() => new LatestQuery(client, 'grid.facets'), [client]);
  const state = React.useSyncExternalStore(query.subscribe, () => query.state);
  const key = JSON.stringify(paths);

  React.useEffect(() => {
    if (dataset && view && !suspended && paths.length > 0) {
      void query.ask({
        dataset,
        view,
        paths: [...paths],
        limit,
        ...(search ? { search } : {})
      });
    }
    // `key` stands for `paths`, which is a new array at every rendering.
  }, [query, dataset, seq, view, suspended, key, search, limit]);
  React.useEffect(() => () => query.cancel(), [query]);

  const byPath = React.useMemo(
    () => new Map((state.answer?.result ?? []).map(facet => [facet.path, facet])),
    [state.answer]
  );
  return { byPath, waiting: state.waiting, error: state.error?.message ?? null };
}
