/**
 * What saving a view writes: for each sample the fields that the view changes, as a payload of
 * `samples.update`. Not on the wire. The view is planned once and kept until all parts were asked
 * for, since what is written may change which samples it has.
 */
import { DEFAULT_FIELDS, type View } from '../../../protocol';
import { encodeDocument } from '../../datasets/documents/document-codec';
import { mapEntries } from '../../datasets/documents/messagepack-map';
import { RequestError } from '../../request-error';
import type { IStoredSample } from '../../store/document-store';
import { ByteWriter } from '../msgpack';
import { applyTransforms, decodeSample, readingOf, type IViewRows } from '../views';
import type { DatasetQuery, IAnswer } from './query-context';
import { contentOf, documentApart, type ISampleContent } from './sample-bytes';

interface IEditing {
  rows: IViewRows;
  /** Fields whose new content is written, and those whose values go. */
  content: ISampleContent;
  omitted: readonly string[];
}

/** Views that are being saved, by the name that the caller gave them. */
const editing = new Map<string, IEditing>();
/** Most of them; a caller that was cancelled does not say goodbye. */
const MOST = 16;
const SAMPLES_AT_ONCE = 128;
const NIL = Uint8Array.of(0xc0);

interface IViewEdits {
  dataset: string;
  /** Name of the call that saves. */
  save: string;
  view: View;
  fields: readonly string[] | null;
  start: number;
  count: number;
}

async function begin(query: DatasetQuery, { view, fields }: IViewEdits): Promise<IEditing> {
  const rows = await query.rows(view);
  const whole = query.columns.schema;
  const heads = fields?.map(path => {
    rows.schema.resolve(path);
    return path.split('.')[0] as string;
  });
  const touched = new Set(rows.transforms.map(({ field }) => field));
  const saved = [...touched].filter(
    name => rows.schema.fields.has(name) && (heads?.includes(name) ?? true)
  );
  const locked = saved.find(name => whole.fields.get(name)?.read_only);
  if (locked !== undefined) {
    throw new RequestError('invalid', `Cannot edit read-only field '${locked}'.`, {
      field: locked
    });
  }
  const omitted = heads
    ? []
    : [...whole.fields.values()]
        .filter(
          ({ name, read_only: readOnly }) =>
            !readOnly &&
            !rows.schema.fields.has(name) &&
            !DEFAULT_FIELDS.some(field => field.name === name)
        )
        .map(({ name }) => name);
  const content = contentOf(rows, whole, null);
  const reading = readingOf(whole, saved, rows.transforms);
  return {
    rows,
    omitted,
    content: {
      ...content,
      apart: saved.filter(name => whole.storedApart.has(name)),
      changed: saved.filter(name => !whole.storedApart.has(name)),
      reading
    }
  };
}

const same = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Appends `[id, new values, new documents]` unless nothing changes; says whether it did. */
function writeEdit(
  writer: ByteWriter,
  stored: IStoredSample,
  { content, omitted, rows }: IEditing,
  isApart: (name: string) => boolean
): boolean {
  const kept = new Map<string, number[]>();
  const { apart, transforms } = content.reading;
  const sample = applyTransforms(decodeSample(stored, apart), stored.rid, transforms, kept);
  const core = new Map(mapEntries(stored.core));
  const set: [string, Uint8Array][] = [];
  for (const name of content.changed) {
    const value = sample[name] ?? (name === 'tags' ? [] : null);
    const before = name === 'tags' ? encodeDocument(stored.tags) : core.get(name);
    const after = value === null ? undefined : encodeDocument(value);
    const old = before && name !== 'tags' ? encodeDocument(decodeSample(stored, [])[name]) : before;
    if (!same(old, after)) {
      set.push([name, after ?? NIL]);
    }
  }
  const documents: [string, Uint8Array | null][] = [];
  for (const name of content.apart) {
    const before = stored.labels[name];
    const after = documentApart({ ...content, view: rows }, name, before, sample, kept.get(name));
    if (!same(before, after ?? undefined)) {
      documents.push([name, after]);
    }
  }
  for (const name of omitted) {
    if (isApart(name)) {
      documents.push([name, null]);
    } else if (core.has(name)) {
      set.push([name, NIL]);
    }
  }
  if (set.length === 0 && documents.length === 0) {
    return false;
  }
  writer.arrayHeader(3).data(stored.id).mapHeader(set.length);
  set.forEach(([name, value]) => writer.text(name).raw(value));
  writer.mapHeader(documents.length);
  documents.forEach(([name, bytes]) => {
    writer.text(name);
    if (bytes) {
      writer.data(bytes);
    } else {
      writer.raw(NIL);
    }
  });
  return true;
}

/** Result `{total, count}`: samples of the view, and samples in this payload that change. */
export async function viewEdits(query: DatasetQuery, params: IViewEdits): Promise<IAnswer> {
  const known = editing.get(params.save) ?? (await begin(query, params));
  editing.delete(params.save);
  const { rows, content, omitted } = known;
  const total = rows.rids.length;
  if (params.start + params.count < total) {
    editing.set(params.save, known);
    const [oldest] = editing.keys();
    if (editing.size > MOST && oldest !== undefined) {
      editing.delete(oldest);
    }
  }
  const { storedApart } = query.columns.schema;
  const isApart = (name: string): boolean => storedApart.has(name);
  const labels = [...new Set([...content.reading.apart, ...content.apart])];
  const part = rows.rids.subarray(params.start, params.start + params.count);
  const body = new ByteWriter();
  const mark = body.beginArray();
  let count = 0;
  for (let at = 0; at < part.length; at += SAMPLES_AT_ONCE) {
    const some = part.subarray(at, at + SAMPLES_AT_ONCE);
    for (const stored of query.reader.read(query.dataset, some, {
      core: true,
      tags: true,
      labels
    })) {
      count += writeEdit(body, stored, { rows, content, omitted }, isApart) ? 1 : 0;
    }
    await query.call.checkpoint();
  }
  return { result: { total, count }, payload: body.endArray(mark, count).finish() };
}
