/** Adds and removes tags of labels inside their encoded document; the rest keeps its bytes. */
import { LABEL_CLASSES } from '../../../protocol';
import { arrayHead, buildMap, concatBytes, encodedKey, mapEntries } from './messagepack-map';
import { readBinary, readHead, readString, skipValue } from './messagepack-walk';
import { idToHex } from './object-id';

export interface ILabelTagChange {
  tags: readonly string[];
  remove: boolean;
  /** Ids of the labels concerned (24 hexadecimal digits), null for all. */
  labelIds: ReadonlySet<string> | null;
}

/** The elements of an encoded array, as views. */
function arrayElements(bytes: Uint8Array): Uint8Array[] {
  const head = readHead(bytes, 0);
  const elements: Uint8Array[] = [];
  if (head.kind !== 'array') {
    return elements;
  }
  let at = head.start;
  for (let i = 0; i < head.length; i++) {
    const end = skipValue(bytes, at);
    elements.push(bytes.subarray(at, end));
    at = end;
  }
  return elements;
}

/** The label with the change made and its id, or null if nothing changes. */
function changeLabel(
  label: Uint8Array,
  change: ILabelTagChange
): { label: Uint8Array; id: string } | null {
  const entries = mapEntries(label);
  const own = entries.get('_id');
  const id = own ? idToHex(readBinary(own, 0)) : '';
  if (change.labelIds && !change.labelIds.has(id)) {
    return null;
  }
  const stored = entries.get('tags');
  const old = stored ? arrayElements(stored).map(tag => readString(tag, 0)) : [];
  const next = change.remove
    ? old.filter(tag => !change.tags.includes(tag))
    : [...new Set([...old, ...change.tags])];
  if (next.length === old.length) {
    return null;
  }
  entries.set('tags', concatBytes([arrayHead(next.length), ...next.map(encodedKey)]));
  return { label: buildMap(entries), id };
}

/** The label document with the change made and the ids of the labels changed, or null if none. */
export function changeLabelTags(
  document: Uint8Array,
  change: ILabelTagChange
): { document: Uint8Array; changed: string[] } | null {
  const entries = mapEntries(document);
  const cls = entries.get('_cls');
  const list = cls ? LABEL_CLASSES[readString(cls, 0)]?.list : undefined;
  if (list === undefined) {
    const result = changeLabel(document, change);
    return result && { document: result.label, changed: [result.id] };
  }
  const stored = entries.get(list);
  if (!stored) {
    return null;
  }
  const changed: string[] = [];
  const labels = arrayElements(stored).map(label => {
    const result = changeLabel(label, change);
    if (result) {
      changed.push(result.id);
    }
    return result?.label ?? label;
  });
  if (changed.length === 0) {
    return null;
  }
  entries.set(list, concatBytes([arrayHead(labels.length), ...labels]));
  return { document: buildMap(entries), changed };
}

/** Ids of the labels of a document, 24 hexadecimal digits each. */
export function labelIdsOf(document: Uint8Array): string[] {
  const entries = mapEntries(document);
  const cls = entries.get('_cls');
  const list = cls ? LABEL_CLASSES[readString(cls, 0)]?.list : undefined;
  const stored = list === undefined ? undefined : entries.get(list);
  const labels =
    list === undefined
      ? [entries]
      : arrayElements(stored ?? new Uint8Array([0x90])).map(label => mapEntries(label));
  return labels.flatMap(label => {
    const id = label.get('_id');
    return id ? [idToHex(readBinary(id, 0))] : [];
  });
}
