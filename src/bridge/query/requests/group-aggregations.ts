/** Aggregations of `groups.<slice>.<path>`: those of the samples of a slice in the view's groups. */
import type { Aggregation, Stage, View } from '../../../protocol';
import { aggregate, type IAggregateContext } from '../aggregations';
import type { DatasetQuery } from './query-context';

/** Aggregations whose result is about each sample of the view, or about its documents. */
const BY_SAMPLE: ReadonlySet<string> = new Set(['values', 'schema', 'list_schema']);

/** The slice and the aggregation over its samples; null if it is not about another slice. */
function inSlice(aggregation: Aggregation): { slice: string; inner: Aggregation } | null {
  const { field } = aggregation as { field?: string | null };
  const [, slice, path] = /^groups\.([^.]+)\.(.+)$/.exec(field ?? '') ?? [];
  return slice !== undefined && path !== undefined && !BY_SAMPLE.has(aggregation.name)
    ? { slice, inner: { ...aggregation, field: path } }
    : null;
}

export async function aggregateWithGroups(
  query: DatasetQuery,
  context: IAggregateContext,
  view: View,
  aggregations: readonly Aggregation[]
): Promise<unknown[]> {
  const others = aggregations.map(one =>
    query.columns.schema.groupField === null ? null : inSlice(one)
  );
  const own = aggregations.filter((_, i) => others[i] === null);
  const answers = await aggregate(context, await query.rows(view), own);
  const results: unknown[] = [];
  for (const other of others) {
    if (other) {
      const stage: Stage = {
        stage: 'select_group_slices',
        slices: [other.slice],
        flat: true,
        by_group: false
      };
      const rows = await query.rows([...view, stage]);
      results.push(...(await aggregate(context, rows, [other.inner])));
    } else {
      results.push(answers.shift());
    }
  }
  return results;
}
