/** Requests about views: `view.*`, `samples.get`, `expression.check`. */
import type { ParsedParams } from '../../../protocol';
import { idFromHex } from '../../datasets/documents/object-id';
import { RequestError } from '../../request-error';
import { checkExpression } from '../expressions';
import { ByteWriter } from '../msgpack';
import { checkView, describeView, type IViewRows } from '../views';
import { aggregateWithGroups } from './group-aggregations';
import type { DatasetQuery, IAnswer } from './query-context';
import { contentOf, writeSample, type ISampleContent } from './sample-bytes';

/** Bytes of documents in one answer; the next request goes on behind them. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const SAMPLES_AT_ONCE = 512;
/** Bytes of a sample, roughly, to make room for. */
const USUAL_BYTES = 2048;

export async function checkViewRequest(
  query: DatasetQuery,
  { view }: ParsedParams<'view.check'>
): Promise<IAnswer> {
  checkView(view, query.columns.schema);
  return { result: {} };
}

export async function describeViewRequest(
  query: DatasetQuery,
  { view }: ParsedParams<'view.describe'>
): Promise<IAnswer> {
  return { result: describeView(view, query.columns.schema, query.columns.info) };
}

export async function checkExpressionRequest(
  query: DatasetQuery,
  { expression, field }: ParsedParams<'expression.check'>
): Promise<IAnswer> {
  const { schema } = query.columns;
  checkExpression(
    expression,
    schema,
    field ? { kind: 'label', field: schema.labelField(field) } : { kind: 'sample' }
  );
  return { result: {} };
}

export async function countView(
  query: DatasetQuery,
  { view, labels }: ParsedParams<'view.count'>
): Promise<IAnswer> {
  const rows = await query.rows(view);
  const count = rows.rids.length;
  if (!labels) {
    return { result: { count } };
  }
  const counts = Object.entries(await query.facets.labelCounts(rows));
  return { result: { count, labels: Object.fromEntries(counts.map(([f, c]) => [f, c.count])) } };
}

/** Writes samples until `limit` bytes; returns the payload and how many rows it covers. */
async function writeSamples(
  query: DatasetQuery,
  rids: Uint32Array,
  content: ISampleContent,
  limit: number
): Promise<{ payload: Uint8Array; count: number; rows: number }> {
  const body = new ByteWriter(Math.min(limit, rids.length * USUAL_BYTES, MAX_ANSWER_BYTES) + 4096);
  const mark = body.beginArray();
  const selection = { core: true, tags: true, labels: content.read };
  let count = 0;
  let rows = 0;
  while (rows < rids.length && body.length < limit) {
    const part = rids.subarray(rows, rows + SAMPLES_AT_ONCE);
    // Deleted samples are left out, so rows are counted by what was asked up to the sample.
    let last = 0;
    for (const sample of query.reader.read(query.dataset, part, selection)) {
      writeSample(body, sample, content);
      count += 1;
      last = part.indexOf(sample.rid, last);
      if (body.length >= limit) {
        break;
      }
    }
    rows += body.length >= limit ? last + 1 : part.length;
    await query.call.checkpoint();
  }
  return { payload: body.endArray(mark, count).finish(), count, rows };
}

export async function viewDocuments(
  query: DatasetQuery,
  { view, start, count, fields, omit }: ParsedParams<'view.documents'>
): Promise<IAnswer> {
  const rows = await query.rows(view);
  const content = contentOf(rows, query.columns.schema, fields, omit);
  const part = rows.rids.subarray(start, start + count);
  const written = await writeSamples(query, part, content, MAX_ANSWER_BYTES);
  const total = rows.rids.length;
  const end = start + written.rows;
  const result = { start, count: written.count, total, next: end < total ? end : null };
  return { result, payload: written.payload };
}

export async function viewIds(
  query: DatasetQuery,
  { view, start, count }: ParsedParams<'view.ids'>
): Promise<IAnswer> {
  const { rids } = await query.rows(view);
  const part = rids.subarray(start, count ? start + count : undefined);
  const payload = query.reader.idsOfRids(query.dataset, part);
  return { result: { count: part.length }, payload };
}

export async function aggregateView(
  query: DatasetQuery,
  { view, aggregations, packed }: ParsedParams<'view.aggregate'>
): Promise<IAnswer> {
  const context = {
    columns: query.columns,
    reader: query.reader,
    checkpoint: query.call.checkpoint,
    inflate: query.context.inflate
  };
  const result = await aggregateWithGroups(query, context, view, aggregations);
  // Millions of values become text here, and not in the thread that serves everybody.
  return packed
    ? { result: [], payload: new TextEncoder().encode(JSON.stringify(result)) }
    : { result };
}

export async function explainView(
  query: DatasetQuery,
  { view }: ParsedParams<'view.explain'>
): Promise<IAnswer> {
  const { queries, fallbacks, rids } = await query.rows(view);
  const total = (await query.columns.allRids()).length;
  return { result: { sql: queries, rows: rids.length, total, fallbacks } };
}

/** Row ids of ids, checked: none may be unknown. */
export function ridsOfIds(query: DatasetQuery, ids: readonly string[]): Uint32Array {
  const bytes = ids.map(id => idFromHex(id) ?? new Uint8Array(12));
  const rids = query.reader.ridsOfIds(query.dataset, bytes);
  const missing = ids.filter((_, i) => (rids[i] as number) < 0);
  if (missing.length > 0) {
    throw notFound(query, 'sample_ids', 'sample', missing);
  }
  return Uint32Array.from(rids);
}

function notFound(
  query: DatasetQuery,
  detail: string,
  what: string,
  missing: readonly string[]
): RequestError {
  const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : '';
  return new RequestError(
    'not_found',
    `Dataset '${query.columns.info.name}' has no ${what} '${missing[0]}'${more}.`,
    { dataset: query.columns.info.name, [detail]: missing.slice(0, 100) }
  );
}

/** Row ids that a view shows; others are missing. */
function requireInView(
  query: DatasetQuery,
  rows: IViewRows,
  rids: Uint32Array,
  names: readonly string[]
): void {
  if (!rows.whole) {
    const shown = new Set(rows.rids);
    const missing = names.filter((_, i) => !shown.has(rids[i] as number));
    if (missing.length > 0) {
      throw notFound(query, 'samples', 'sample in this view', missing);
    }
  }
}

export async function getSamples(
  query: DatasetQuery,
  { view, sample_ids: ids, filepaths, omit, dataset }: ParsedParams<'samples.get'>
): Promise<IAnswer> {
  const rows = await query.rows(view);
  const content = contentOf(rows, query.columns.schema, null, omit);
  let rids = ids ? ridsOfIds(query, ids) : new Uint32Array(0);
  if (filepaths) {
    const found = query.reader.ridsOfFilepaths(dataset, filepaths);
    const missing = filepaths.filter((_, i) => (found[i] as number) < 0);
    if (missing.length > 0) {
      throw notFound(query, 'filepaths', 'sample with the file path', missing);
    }
    rids = Uint32Array.from([...rids, ...found]);
  }
  requireInView(query, rows, rids, [...(ids ?? []), ...(filepaths ?? [])]);
  const { payload, count } = await writeSamples(query, rids, content, Infinity);
  return { result: { found: count }, payload };
}

/** For the writer: the rows of a view, limited to some samples. Not on the wire. */
export async function internalRids(
  query: DatasetQuery,
  { view, sample_ids: ids }: Pick<ParsedParams<'samples.tag'>, 'view' | 'sample_ids'>
): Promise<IAnswer> {
  const { rids } = await query.rows(view);
  const wanted = ids ? new Set(ridsOfIds(query, ids)) : null;
  const result = wanted ? rids.filter(rid => wanted.has(rid)) : rids.slice();
  return { result, transfer: [result.buffer as ArrayBuffer] };
}
