/** Sets attributes of single labels, takes labels out of documents, puts them into others. */
import { LABEL_CLASSES } from '../../../protocol';
import {
  arrayElements,
  buildArray,
  setAligned,
  type IAlignedOptions
} from '../documents/edit-path';
import { buildMap, encodedKey, mapEntries, mapEntry } from '../documents/messagepack-map';
import { readBinary, readHead, readString } from '../documents/messagepack-walk';
import { idToHex } from '../documents/object-id';

/** The name of the list in an encoded label document; undefined if it is one label. */
function listName(entries: ReadonlyMap<string, Uint8Array>): string | undefined {
  const cls = entries.get('_cls');
  return cls ? LABEL_CLASSES[readString(cls, 0)]?.list : undefined;
}

/** Id of an encoded label, 24 hexadecimal digits; empty if it has none. */
export function labelId(label: Uint8Array): string {
  const id = mapEntry(label, '_id');
  return id && readHead(id, 0).kind === 'binary' ? idToHex(readBinary(id, 0)) : '';
}

/** Sets an attribute of the labels for which there is a value. Returns how many, and the document. */
export function setLabelValues(
  document: Uint8Array,
  path: readonly string[],
  values: ReadonlyMap<string, Uint8Array>,
  options: IAlignedOptions
): { document: Uint8Array; count: number } {
  let count = 0;
  const edit = (label: Uint8Array): Uint8Array => {
    const value = values.get(labelId(label));
    if (!value) {
      return label;
    }
    count++;
    return setAligned(label, path, value, options);
  };
  const entries = mapEntries(document);
  const list = listName(entries);
  if (list === undefined) {
    return { document: edit(document), count };
  }
  const stored = entries.get(list);
  if (!stored) {
    return { document, count };
  }
  let changed = false;
  const labels = arrayElements(stored).map(label => {
    const edited = edit(label);
    changed ||= edited !== label;
    return edited;
  });
  if (!changed) {
    return { document, count };
  }
  entries.set(list, buildArray(labels));
  return { document: buildMap(entries), count };
}

/** A document in two: the labels of these ids, and the others. */
export interface ISplitLabels {
  taken: Uint8Array[];
  /** What is left; null if it was one label and is taken. */
  rest: Uint8Array | null;
}

/** Takes labels out of a document; null if none of them is in it. */
export function takeLabels(document: Uint8Array, ids: ReadonlySet<string>): ISplitLabels | null {
  const entries = mapEntries(document);
  const list = listName(entries);
  if (list === undefined) {
    return ids.has(labelId(document)) ? { taken: [document], rest: null } : null;
  }
  const taken: Uint8Array[] = [];
  const left: Uint8Array[] = [];
  for (const label of arrayElements(entries.get(list) ?? new Uint8Array([0x90]))) {
    (ids.has(labelId(label)) ? taken : left).push(label);
  }
  if (taken.length === 0) {
    return null;
  }
  entries.set(list, buildArray(left));
  return { taken, rest: buildMap(entries) };
}

/** Puts labels into a document of class `cls`, in place of those with the same id. */
export function putLabels(
  document: Uint8Array | null,
  cls: string,
  labels: readonly Uint8Array[]
): Uint8Array {
  const list = LABEL_CLASSES[cls]?.list;
  if (list === undefined) {
    return labels[0] as Uint8Array;
  }
  const entries = document ? mapEntries(document) : new Map([['_cls', encodedKey(cls)]]);
  const given = new Map(labels.map(label => [labelId(label), label]));
  const merged = arrayElements(entries.get(list) ?? new Uint8Array([0x90])).map(label => {
    const id = labelId(label);
    const newer = given.get(id);
    given.delete(id);
    return newer ?? label;
  });
  entries.set(list, buildArray([...merged, ...given.values()]));
  return buildMap(entries);
}
