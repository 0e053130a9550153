/** Samples of a source as they are read to make others of them: bytes that can be passed through. */
import { LABEL_CLASSES } from '../../../protocol';
import { encodeDocument } from '../../datasets/documents/document-codec';
import {
  arrayHead,
  buildMap,
  concatBytes,
  mapEntries,
  mapEntry
} from '../../datasets/documents/messagepack-map';
import {
  readBinary,
  readHead,
  readString,
  skipValue
} from '../../datasets/documents/messagepack-walk';

export interface ISourceSample {
  /** 12 bytes. */
  id: Uint8Array;
  filepath: string;
  /** Fields that are not stored apart, without `tags`: name → MessagePack of the value. */
  core: ReadonlyMap<string, Uint8Array>;
  tags: string[];
  /** Fields stored apart: name → MessagePack of the document. */
  apart: ReadonlyMap<string, Uint8Array>;
}

/** The elements of an encoded array, as views; none if it is no array. */
export function arrayElements(bytes: Uint8Array): Uint8Array[] {
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

/** An entry `[id, core, documents stored apart]` of the answer to `view.documents`. */
export function sourceSample(
  id: Uint8Array,
  core: Uint8Array,
  documents: Uint8Array
): ISourceSample {
  const entries = mapEntries(core);
  const filepath = entries.get('filepath');
  const tags = entries.get('tags');
  entries.delete('tags');
  const apart = new Map<string, Uint8Array>();
  for (const [name, value] of mapEntries(documents)) {
    if (value[0] !== 0xc0) {
      apart.set(name, readBinary(value, 0));
    }
  }
  return {
    id,
    filepath: filepath ? readString(filepath, 0) : '',
    core: entries,
    tags: tags ? arrayElements(tags).map(tag => readString(tag, 0)) : [],
    apart
  };
}

/** Name of the list in a label document; undefined if it is a single label. */
function listOf(document: Uint8Array): string | undefined {
  const cls = mapEntry(document, '_cls');
  return cls ? LABEL_CLASSES[readString(cls, 0)]?.list : undefined;
}

/** The labels of a document, one or many, as views. */
export function labelElements(document: Uint8Array | undefined): Uint8Array[] {
  if (!document) {
    return [];
  }
  const list = listOf(document);
  if (list === undefined) {
    return [document];
  }
  const stored = mapEntry(document, list);
  return stored ? arrayElements(stored) : [];
}

/** The document with other labels in its list. */
export function withElements(document: Uint8Array, elements: readonly Uint8Array[]): Uint8Array {
  const list = listOf(document);
  if (list === undefined) {
    return elements[0] ?? document;
  }
  const entries = mapEntries(document);
  entries.set(list, concatBytes([arrayHead(elements.length), ...elements]));
  return buildMap(entries);
}

/** The 12 bytes of a label's id; null if it has none. */
export function labelId(label: Uint8Array): Uint8Array | null {
  const own = mapEntry(label, '_id');
  return own && readHead(own, 0).kind === 'binary' ? readBinary(own, 0) : null;
}

/** MessagePack of 12 bytes. */
export const encodedId = (id: Uint8Array): Uint8Array => concatBytes([[0xc4, id.length], id]);

/** MessagePack of the values that are there. */
export const encodedValues = (values: Record<string, unknown>): Map<string, Uint8Array> =>
  new Map(
    Object.entries(values).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, encodeDocument(value)] as const]
    )
  );
