/** Frames that were edited or deleted as samples, or in clips, on their way to their video. */
import {
  isFramesField,
  type IDatasetChangeMessage,
  type IDatasetInfo,
  type IFieldSpec
} from '../../../protocol';
import { encodedFrames, sourceFrames, type ISourceFrame } from '../../query/generated';
import type {
  IDocumentReader,
  IDocumentStore,
  IStoredSample,
  ISampleUpdate,
  Operation
} from '../../store/document-store';
import { encodeDocument } from '../documents/document-codec';
import { buildMap, mapEntry } from '../documents/messagepack-map';
import { idFromHex, idToHex } from '../documents/object-id';
import { changeMessage } from '../requests/store-request';
import type { IDerived } from './derived-properties';
import { sourceIdOf } from './source-id';

/** What becomes of the frames of a video, by their ids. */
interface IFrameEdits {
  changed: Map<string, (frame: ISourceFrame) => Uint8Array>;
  removed: Set<string>;
  added: ISourceFrame[];
}

type Read = Map<number, IStoredSample>;

export class FrameSync {
  private readonly edits = new Map<string, IFrameEdits>();
  private readonly frames: IFieldSpec | null;
  /** Whether each sample is a frame. */
  private readonly areFrames: boolean;

  constructor(
    private readonly store: IDocumentStore,
    private readonly before: IDocumentReader,
    private readonly info: IDatasetInfo,
    private readonly derived: IDerived
  ) {
    const source = store.findDataset(info.source as string);
    this.frames = source?.fields.find(isFramesField) ?? null;
    this.areFrames = derived.stages.at(-1)?.stage === 'to_frames';
  }

  /** Edits the videos by what the operations did. */
  pass(operations: readonly Operation[]): IDatasetChangeMessage[] {
    const { frames } = this;
    if (!frames || (!this.areFrames && !this.derived.synced.includes(frames.name))) {
      return [];
    }
    for (const operation of operations) {
      if (operation.kind === 'deleted' && this.areFrames) {
        this.read(this.before, operation.rids).forEach(sample =>
          this.editsOf(sample)?.removed.add(idToHex(sample.id))
        );
      } else if (operation.kind === 'updated') {
        this.noteUpdated(operation.rids, operation.fields, frames.name);
      }
    }
    return this.write(frames.name);
  }

  private read(reader: IDocumentReader, rids: Uint32Array): Read {
    const selection = { core: true, tags: false, labels: null };
    return new Map(
      Array.from(reader.read(this.info.id, rids, selection), sample => [sample.rid, sample])
    );
  }

  private editsOf(sample: IStoredSample): IFrameEdits | null {
    const id = sourceIdOf(sample);
    if (id === null) {
      return null;
    }
    const edits = this.edits.get(id) ?? { changed: new Map(), removed: new Set(), added: [] };
    this.edits.set(id, edits);
    return edits;
  }

  private noteUpdated(rids: Uint32Array, touched: readonly string[], name: string): void {
    if (this.areFrames) {
      const fields = this.derived.synced.filter(field => touched.includes(field));
      if (fields.length > 0) {
        this.read(this.store, rids).forEach(sample => this.noteFrame(sample, fields));
      }
    } else if (touched.includes(name)) {
      const old = this.read(this.before, rids);
      this.read(this.store, rids).forEach(sample => this.noteClip(sample, old, name));
    }
  }

  /** A sample that is a frame has new values. */
  private noteFrame(sample: IStoredSample, fields: readonly string[]): void {
    this.editsOf(sample)?.changed.set(idToHex(sample.id), frame => {
      const entries = new Map(frame.entries);
      for (const field of fields) {
        const value = sample.labels[field] ?? mapEntry(sample.core, field);
        if (value) {
          entries.set(field, value);
        } else {
          entries.delete(field);
        }
      }
      return buildMap(entries.set('last_modified_at', encodeDocument({ $date: Date.now() })));
    });
  }

  /** A clip has other frames than before. */
  private noteClip(sample: IStoredSample, old: Read, name: string): void {
    const edits = this.editsOf(sample);
    const byId = (stored: IStoredSample | undefined): Map<string, ISourceFrame> =>
      new Map(
        sourceFrames(stored?.labels[name]).flatMap(frame =>
          frame.id ? [[idToHex(frame.id), frame]] : []
        )
      );
    const before = byId(old.get(sample.rid));
    const now = byId(sample);
    for (const [id, frame] of now) {
      if (before.has(id)) {
        edits?.changed.set(id, () => frame.document);
      } else {
        edits?.added.push(frame);
      }
    }
    [...before.keys()].filter(id => !now.has(id)).forEach(id => edits?.removed.add(id));
  }

  private write(name: string): IDatasetChangeMessage[] {
    const source = this.info.source as string;
    const ids = [...this.edits.keys()];
    const rids = this.store.ridsOfIds(
      source,
      ids.map(id => idFromHex(id) ?? new Uint8Array(12))
    );
    const idOf = new Map(ids.map((id, i) => [rids[i] as number, id]));
    const known = Uint32Array.from(rids.filter(rid => rid >= 0)).sort();
    const selection = { core: false, tags: false, labels: [name] };
    const updates: ISampleUpdate[] = [];
    for (const { rid, labels } of this.store.read(source, known, selection)) {
      const edits = this.edits.get(idOf.get(rid) ?? '');
      if (edits) {
        const list = editedFrames(labels[name], edits);
        updates.push({ rid, set: new Map(), labels: { [name]: list }, tags: null });
      }
    }
    if (updates.length === 0) {
      return [];
    }
    const { seq } = this.store.updateSamples(source, updates);
    const touched = updates.map(({ rid }) => idOf.get(rid) as string);
    return [changeMessage(source, seq, 'samples', { ids: touched, fields: [name] })];
  }
}

/** The list of frames with the edits made, by number; null if none is left. */
function editedFrames(
  list: Uint8Array | undefined,
  { changed, removed, added }: IFrameEdits
): Uint8Array | null {
  const frames = sourceFrames(list).flatMap(frame => {
    const id = frame.id ? idToHex(frame.id) : '';
    const edit = changed.get(id);
    return removed.has(id)
      ? []
      : [{ number: frame.number, document: edit ? edit(frame) : frame.document }];
  });
  const numbers = new Set(frames.map(({ number }) => number));
  const all = [...frames, ...added.filter(({ number }) => !numbers.has(number))];
  all.sort((a, b) => a.number - b.number);
  return all.length > 0 ? encodedFrames(all.map(({ document }) => document)) : null;
}
