/** Samples as they go to kernels: stored bytes untouched, but for what a view takes away. */
import { mapEntries } from '../../datasets/documents/messagepack-map';
import type { IStoredSample } from '../../store/document-store';
import { MsgpackScanner, spliceList, type ByteWriter } from '../msgpack';
import type { DatasetSchema } from '../schema';
import { applyLabelFilters, decodeSample, labelFieldsNeeded, type IViewRows } from '../views';

/** Which fields of samples are sent. */
export interface ISampleContent {
  view: IViewRows;
  /** Label fields to send. */
  labels: readonly string[];
  /** Other fields to send; null means all. */
  core: ReadonlySet<string> | null;
  /** Label fields to read, those that filters need included. */
  read: readonly string[];
}

const ALWAYS = ['id', 'filepath', 'tags', 'metadata', 'created_at', 'last_modified_at'];

/** What to send of the samples of a view; `fields` limits it further. @throws RequestError */
export function contentOf(
  view: IViewRows,
  whole: DatasetSchema,
  fields: readonly string[] | null | undefined
): ISampleContent {
  const wanted = fields?.map(path => {
    view.schema.resolve(path);
    return path.split('.')[0] as string;
  });
  const names = wanted ? new Set([...ALWAYS, ...wanted]) : null;
  const labels = [...view.schema.labelFields.keys()].filter(name => names?.has(name) ?? true);
  const limited = names !== null || view.schema.fields.size !== whole.fields.size;
  const core = limited
    ? new Set([...view.schema.fields.keys()].filter(name => names?.has(name) ?? true))
    : null;
  const filtered = labels.filter(name => view.filters.some(filter => filter.field === name));
  const read = new Set([...labels, ...labelFieldsNeeded(whole, filtered, view.filters)]);
  return { view, labels, core, read: [...read] };
}

const scanner = new MsgpackScanner();

/** Writes the core fields and the tags as one map; the stored bytes of the fields stay as they are. */
function writeCore(
  writer: ByteWriter,
  sample: IStoredSample,
  keep: ReadonlySet<string> | null
): void {
  if (keep) {
    const entries = [...mapEntries(sample.core)].filter(([name]) => keep.has(name));
    writer.mapHeader(entries.length + 1);
    entries.forEach(([name, value]) => writer.text(name).raw(value));
  } else {
    scanner.reset(sample.core);
    writer.mapHeader(scanner.mapSize() + 1).raw(sample.core.subarray(scanner.position));
  }
  writer.text('tags').arrayHeader(sample.tags.length);
  sample.tags.forEach(tag => writer.text(tag));
}

/** The document of a label field as the view shows it; null if nothing is left. */
function labelBytes(
  content: ISampleContent,
  name: string,
  document: Uint8Array,
  kept: readonly number[] | undefined
): Uint8Array | null {
  if (!kept) {
    return document;
  }
  const list = content.view.schema.labelFields.get(name)?.list ?? null;
  if (list === null) {
    return kept.length > 0 ? document : null;
  }
  const positions = new Set(kept);
  return spliceList(document, list, position => positions.has(position));
}

/** Appends `[id, core, labels]`. */
export function writeSample(
  writer: ByteWriter,
  sample: IStoredSample,
  content: ISampleContent
): void {
  const kept = new Map<string, number[]>();
  const { filters } = content.view;
  if (filters.length > 0) {
    applyLabelFilters(decodeSample(sample, content.read), filters, kept);
  }
  const labels: [string, Uint8Array][] = [];
  for (const name of content.labels) {
    const document = sample.labels[name];
    const bytes = document ? labelBytes(content, name, document, kept.get(name)) : null;
    if (bytes) {
      labels.push([name, bytes]);
    }
  }
  writer.arrayHeader(3).data(sample.id);
  writeCore(writer, sample, content.core);
  writer.mapHeader(labels.length);
  labels.forEach(([name, bytes]) => writer.text(name).data(bytes));
}
