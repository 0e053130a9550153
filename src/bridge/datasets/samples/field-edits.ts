/** Copies and clears values of fields in stored samples, on their bytes. */
import type { ISampleUpdate, IStoredSample } from '../../store/document-store';
import { encodeDocument } from '../documents/document-codec';
import { editMaps } from '../documents/edit-path';
import { mapEntry, setPath } from '../documents/messagepack-map';
import { readHead } from '../documents/messagepack-walk';
import type { IFieldLocation } from '../schema/field-location';

/** Where a copied value goes: the field at the top and the way inside its document. */
export interface ICopyTarget {
  top: string;
  inner: readonly string[];
  /** Whether the field is stored apart from the others. */
  isApart: boolean;
}

export type FieldEdit =
  { kind: 'clear'; at: IFieldLocation } | { kind: 'copy'; from: IFieldLocation; to: ICopyTarget };

const NIL = new Uint8Array([0xc0]);
const EMPTY_MAP = new Uint8Array([0x80]);

/** The values of one sample while it is edited. */
class SampleEdit {
  readonly set = new Map<string, Uint8Array>();
  readonly labels: Record<string, Uint8Array | null> = {};
  tags: readonly string[] | null = null;

  constructor(private readonly sample: IStoredSample) {}

  read(top: string, isApart: boolean): Uint8Array | null {
    if (isApart) {
      const edited = this.labels[top];
      return edited === undefined ? (this.sample.labels[top] ?? null) : edited;
    }
    if (top === 'tags') {
      const tags = this.tags ?? this.sample.tags;
      return tags.length > 0 ? encodeDocument(tags) : null;
    }
    const value =
      top === 'id'
        ? encodeDocument(this.sample.id)
        : (this.set.get(top) ?? mapEntry(this.sample.core, top));
    return value && value[0] !== 0xc0 ? value : null;
  }

  write(top: string, isApart: boolean, value: Uint8Array | null): void {
    if (isApart) {
      this.labels[top] = value;
    } else if (top === 'tags') {
      this.tags = [];
    } else {
      this.set.set(top, value ?? NIL);
    }
  }

  /** Whether something of the sample changed. */
  get changed(): boolean {
    return this.set.size > 0 || this.tags !== null || Object.keys(this.labels).length > 0;
  }
}

function clear(edit: SampleEdit, { top, isApart, inner }: IFieldLocation): void {
  const value = edit.read(top.name, isApart);
  if (!value) {
    return;
  }
  const name = inner.at(-1);
  if (name === undefined) {
    edit.write(top.name, isApart, null);
    return;
  }
  const edited = editMaps(value, inner.slice(0, -1), entries => entries.delete(name));
  if (edited !== value) {
    edit.write(top.name, isApart, edited);
  }
}

/** The value at a path that enters no list, or null. */
function valueAt(document: Uint8Array, path: readonly string[]): Uint8Array | null {
  let value: Uint8Array | null = document;
  for (const name of path) {
    value = value && readHead(value, 0).kind === 'map' ? mapEntry(value, name) : null;
  }
  return value && value[0] !== 0xc0 ? value : null;
}

function copy(edit: SampleEdit, from: IFieldLocation, to: ICopyTarget): void {
  const value = edit.read(from.top.name, from.isApart);
  if (!value) {
    return;
  }
  const [source, target] = [from.inner.at(-1), to.inner.at(-1)];
  if (from.isListed && source !== undefined && target !== undefined) {
    // Beside the old value, in every document of the list.
    const edited = editMaps(value, from.inner.slice(0, -1), entries => {
      const old = entries.get(source);
      if (old) {
        entries.set(target, old);
      }
      return old !== undefined;
    });
    if (edited !== value) {
      edit.write(from.top.name, from.isApart, edited);
    }
    return;
  }
  const copied = valueAt(value, from.inner);
  if (!copied) {
    return;
  }
  if (to.inner.length === 0) {
    edit.write(to.top, to.isApart, copied);
    return;
  }
  const document = edit.read(to.top, to.isApart);
  // A document that is not there gets no parts: its class would not be known.
  if (document && readHead(document, 0).kind === 'map') {
    edit.write(to.top, to.isApart, setPath(document, to.inner, copied));
  }
}

/** The update that makes the edits of a sample, in order; null if nothing changes. */
export function editSample(
  sample: IStoredSample,
  edits: readonly FieldEdit[]
): ISampleUpdate | null {
  const edit = new SampleEdit({
    ...sample,
    core: sample.core.length > 0 ? sample.core : EMPTY_MAP
  });
  for (const one of edits) {
    if (one.kind === 'clear') {
      clear(edit, one.at);
    } else {
      copy(edit, one.from, one.to);
    }
  }
  const { set, labels, tags } = edit;
  return edit.changed ? { rid: sample.rid, set, labels, tags } : null;
}
