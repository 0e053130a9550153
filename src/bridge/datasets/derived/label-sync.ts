/** Labels of derived samples that were edited or deleted, on their way to the source. */
import { isLabelField, type IDatasetChangeMessage, type IDatasetInfo } from '../../../protocol';
import type {
  IDocumentReader,
  IDocumentStore,
  IStoredSample,
  ISampleUpdate,
  Operation
} from '../../store/document-store';
import { encodeDocument } from '../documents/document-codec';
import { editLabels, noEdits, noteEdits, type ILabelEdits } from '../documents/label-edits';
import { buildMap, mapEntries, mapEntry } from '../documents/messagepack-map';
import { idFromHex } from '../documents/object-id';
import { changeMessage } from '../requests/store-request';
import type { IDerived } from './derived-properties';
import { sourceIdOf } from './source-id';

export class LabelSync {
  /** Id of the source sample → field → what changed. */
  private readonly edits = new Map<string, Map<string, ILabelEdits>>();
  private readonly fields: readonly string[];

  constructor(
    private readonly store: IDocumentStore,
    private readonly before: IDocumentReader,
    private readonly info: IDatasetInfo,
    private readonly derived: IDerived
  ) {
    const there = this.source?.fields.filter(isLabelField).map(field => field.name) ?? [];
    this.fields = derived.synced.filter(name => there.includes(name));
  }

  private get source(): IDatasetInfo | null {
    return this.store.findDataset(this.info.source as string);
  }

  /** Edits the source by what the operations did. */
  pass(operations: readonly Operation[]): IDatasetChangeMessage[] {
    for (const operation of operations) {
      if (operation.kind === 'updated') {
        this.noteUpdated(
          operation.rids,
          this.fields.filter(
            field => operation.fields.includes(field) || operation.fields.includes('support')
          )
        );
      } else if (operation.kind === 'deleted') {
        this.note(this.read(this.before, operation.rids, this.fields), new Map(), this.fields);
      }
    }
    return this.write();
  }

  private read(
    reader: IDocumentReader,
    rids: Uint32Array,
    labels: readonly string[]
  ): Map<number, IStoredSample> {
    const selection = { core: true, tags: false, labels };
    return new Map(
      Array.from(reader.read(this.info.id, rids, selection), sample => [sample.rid, sample])
    );
  }

  private noteUpdated(rids: Uint32Array, fields: readonly string[]): void {
    if (fields.length > 0) {
      const now = this.read(this.store, rids, fields);
      this.note(this.read(this.before, rids, fields), now, fields, now);
    }
  }

  private note(
    old: ReadonlyMap<number, IStoredSample>,
    now: ReadonlyMap<number, IStoredSample>,
    fields: readonly string[],
    samples: ReadonlyMap<number, IStoredSample> = old
  ): void {
    for (const [rid, sample] of samples) {
      const id = sourceIdOf(sample);
      if (id === null) {
        continue;
      }
      const ofSample = this.edits.get(id) ?? new Map<string, ILabelEdits>();
      this.edits.set(id, ofSample);
      for (const field of fields) {
        const edits = ofSample.get(field) ?? noEdits();
        ofSample.set(field, edits);
        noteEdits(
          edits,
          this.sourceForm(old.get(rid), field),
          this.sourceForm(now.get(rid), field)
        );
      }
    }
  }

  /** The labels of a derived sample as its source has them. */
  private sourceForm(sample: IStoredSample | undefined, field: string): Uint8Array | undefined {
    const document = sample?.labels[field];
    return sample && document && this.derived.stages.at(-1)?.stage === 'to_clips'
      ? temporalDetection(document, sample)
      : document;
  }

  private write(): IDatasetChangeMessage[] {
    const { source } = this;
    if (!source || this.edits.size === 0) {
      return [];
    }
    const ids = [...this.edits.keys()];
    const rids = this.store.ridsOfIds(
      source.id,
      ids.map(id => idFromHex(id) ?? new Uint8Array(12))
    );
    const idOf = new Map(ids.map((id, i) => [rids[i] as number, id]));
    const known = Uint32Array.from(rids.filter(rid => rid >= 0)).sort();
    const selection = { core: false, tags: false, labels: this.fields };
    const updates: ISampleUpdate[] = [];
    for (const sample of this.store.read(source.id, known, selection)) {
      const labels = this.edited(source, sample, idOf.get(sample.rid) ?? '');
      if (Object.keys(labels).length > 0) {
        updates.push({ rid: sample.rid, set: new Map(), labels, tags: null });
      }
    }
    if (updates.length === 0) {
      return [];
    }
    const { seq } = this.store.updateSamples(source.id, updates);
    const fields = [...new Set(updates.flatMap(update => Object.keys(update.labels)))];
    const touched = updates.map(update => idOf.get(update.rid) as string);
    return [changeMessage(source.id, seq, 'labels', { ids: touched, fields })];
  }

  /** New documents of the fields of a source sample that change. */
  private edited(
    source: IDatasetInfo,
    sample: IStoredSample,
    id: string
  ): Record<string, Uint8Array | null> {
    const labels: Record<string, Uint8Array | null> = {};
    for (const [field, edits] of this.edits.get(id) ?? []) {
      const cls = source.fields.find(spec => spec.name === field)?.document ?? '';
      const next = editLabels(sample.labels[field], edits, cls);
      if (next !== undefined) {
        labels[field] = next;
      }
    }
    return labels;
  }
}

/** What a clip is, as the temporal detection that it was made of. */
function temporalDetection(document: Uint8Array, clip: IStoredSample): Uint8Array {
  const entries = mapEntries(document);
  const support = mapEntry(clip.core, 'support');
  entries.set('_cls', encodeDocument('TemporalDetection'));
  return buildMap(support ? entries.set('support', support) : entries);
}
