/** Facets under the current view: old numbers stay until the new are here. */
import * as React from 'react';
import type { Facet } from '../../../protocol';
import { LatestQuery, useAppState, useModel } from '../../model';

export interface IFacets {
  byPath: ReadonlyMap<string, Facet>;
  /** The search that `byPath` answers. */
  answers: string;
  /** Waiting so long that the App may show it. */
  slow: boolean;
  error: string | null;
  /** Asks again, after an error. */
  retry(): void;
}

/** Values asked for of each categorical facet. */
export const FACET_LIMIT = 12;

const NOTHING: ReadonlyMap<string, Facet> = new Map();

/** Asks for nothing while `paths` is empty. */
export function useFacets(
  paths: readonly string[],
  search: string,
  limit: number,
  bins?: number
): IFacets {
  const { client } = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const seq = useAppState(state => state.dataset?.seq ?? 0);
  const view = useAppState(state => state.opened?.view ?? null);
  const suspended = useAppState(state => state.suspended);
  const query = React.useMemo(() => new LatestQuery(client, 'grid.facets'), [client]);
  const state = React.useSyncExternalStore(query.subscribe, () => query.state);
  const [attempt, setAttempt] = React.useState(0);
  const key = JSON.stringify(paths);

  React.useEffect(() => {
    const wanted = JSON.parse(key) as string[];
    if (dataset && view && !suspended && wanted.length > 0) {
      void query.ask({
        dataset,
        view,
        paths: wanted,
        limit,
        ...(search ? { search } : {}),
        ...(bins === undefined ? {} : { bins })
      });
    }
  }, [query, dataset, seq, view, suspended, key, search, limit, bins, attempt]);
  React.useEffect(() => () => query.cancel(), [query]);

  const byPath = React.useMemo(
    () => new Map((state.answer?.result ?? []).map(facet => [facet.path, facet])),
    [state.answer]
  );
  return {
    byPath: paths.length === 0 ? NOTHING : byPath,
    answers: state.params?.search ?? '',
    slow: state.waiting === 'slow',
    error: state.error?.message ?? null,
    retry: () => setAttempt(attempt + 1)
  };
}

/** `value`, but only once it did not change for `delay` milliseconds; an empty text at once. */
export function useSettled(value: string, delay = 150): string {
  const [settled, setSettled] = React.useState(value);
  React.useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return value === '' ? '' : settled;
}
