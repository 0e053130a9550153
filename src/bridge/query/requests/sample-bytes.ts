/** Samples as they go to kernels: stored bytes untouched, but for what a view changes. */
import { encodeDocument } from '../../datasets/documents/document-codec';
import { mapEntries } from '../../datasets/documents/messagepack-map';
import type { IStoredSample } from '../../store/document-store';
import { MsgpackScanner, spliceList, type ByteWriter } from '../msgpack';
import type { DatasetSchema } from '../schema';
import {
  applyTransforms,
  decodeSample,
  readingOf,
  type IReading,
  type IViewRows,
  type SampleDocument
} from '../views';

/** Which fields of samples are sent. */
export interface ISampleContent {
  view: IViewRows;
  /** Fields stored apart to send. */
  apart: readonly string[];
  /** Other fields to send; null means all. */
  core: ReadonlySet<string> | null;
  /** Fields whose documents the view changes in another way than by leaving out labels. */
  rewritten: ReadonlySet<string>;
  /** Those of them in the core. */
  changed: readonly string[];
  /** What to decode to make the content that the view changes. */
  reading: IReading;
  /** Fields stored apart to read. */
  read: readonly string[];
}

const ALWAYS = ['id', 'filepath', 'tags', 'metadata', 'created_at', 'last_modified_at'];

/** What to send of the samples of a view; `fields` and `omit` limit it. @throws RequestError */
export function contentOf(
  view: IViewRows,
  whole: DatasetSchema,
  fields: readonly string[] | null | undefined,
  omit: readonly string[] = []
): ISampleContent {
  const wanted = fields?.map(path => {
    view.schema.resolve(path);
    return path.split('.')[0] as string;
  });
  const names = wanted ? new Set([...ALWAYS, ...wanted]) : null;
  const sent = [...view.schema.fields.keys()].filter(
    name => (names?.has(name) ?? true) && !omit.includes(name)
  );
  const apart = sent.filter(name => whole.storedApart.has(name));
  const limited =
    names !== null ||
    omit.some(name => !whole.storedApart.has(name)) ||
    view.schema.fields.size !== whole.fields.size;
  const inCore = sent.filter(name => !whole.storedApart.has(name));
  const touched = sent.filter(name => view.transforms.some(({ field }) => field === name));
  const rewritten = new Set(
    view.transforms.flatMap(({ kind, field }) => (kind === 'labels' ? [] : [field]))
  );
  const reading = readingOf(whole, touched, view.transforms);
  return {
    view,
    apart,
    core: limited ? new Set(inCore) : null,
    rewritten,
    changed: inCore.filter(name => rewritten.has(name)),
    reading,
    read: [...new Set([...apart, ...reading.apart])]
  };
}

const scanner = new MsgpackScanner();

/** Writes the core fields and the tags as one map; the bytes of fields that no stage changes stay. */
function writeCore(
  writer: ByteWriter,
  stored: IStoredSample,
  sample: SampleDocument,
  { core, changed }: ISampleContent
): void {
  const tags = changed.includes('tags') ? sample['tags'] : stored.tags;
  const own = changed.filter(name => name !== 'tags' && (sample[name] ?? null) !== null);
  if (core || own.length > 0 || changed.length > 0) {
    const entries = [...mapEntries(stored.core)].filter(
      ([name]) => (core?.has(name) ?? true) && !changed.includes(name)
    );
    writer.mapHeader(entries.length + own.length + 1);
    entries.forEach(([name, value]) => writer.name(name).raw(value));
    own.forEach(name => writer.name(name).raw(encodeDocument(sample[name])));
  } else {
    scanner.reset(stored.core);
    writer.mapHeader(scanner.mapSize() + 1).raw(stored.core.subarray(scanner.position));
  }
  writer.name('tags');
  if (tags === stored.tags) {
    writer.arrayHeader(stored.tags.length);
    stored.tags.forEach(tag => writer.name(tag));
  } else {
    writer.raw(encodeDocument(tags ?? []));
  }
}

/** The document of a field stored apart as the view shows it; null if nothing is left. */
export function documentApart(
  content: ISampleContent,
  name: string,
  stored: Uint8Array | undefined,
  sample: SampleDocument,
  kept: readonly number[] | undefined
): Uint8Array | null {
  if (content.rewritten.has(name)) {
    return (sample[name] ?? null) === null ? null : encodeDocument(sample[name]);
  }
  if (!kept || !stored) {
    return stored ?? null;
  }
  const list = content.view.schema.labelFields.get(name)?.list ?? null;
  if (list === null) {
    return kept.length > 0 ? stored : null;
  }
  const positions = new Set(kept);
  return spliceList(stored, list, position => positions.has(position));
}

/** Appends `[id, core, documents stored apart]`. */
export function writeSample(
  writer: ByteWriter,
  stored: IStoredSample,
  content: ISampleContent
): void {
  const kept = new Map<string, number[]>();
  const { apart, transforms } = content.reading;
  const sample =
    transforms.length > 0
      ? applyTransforms(decodeSample(stored, apart), stored.rid, transforms, kept)
      : {};
  const documents: [string, Uint8Array][] = [];
  for (const name of content.apart) {
    const bytes = documentApart(content, name, stored.labels[name], sample, kept.get(name));
    if (bytes) {
      documents.push([name, bytes]);
    }
  }
  writer.arrayHeader(3).data(stored.id);
  writeCore(writer, stored, sample, content);
  writer.mapHeader(documents.length);
  documents.forEach(([name, bytes]) => writer.name(name).data(bytes));
}
