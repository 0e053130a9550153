/** Edits of single labels inside an encoded document; the others keep their bytes. */
import { LABEL_CLASSES } from '../../../protocol';
import { labelElements, labelId, withElements } from '../../query/generated';
import { encodeDocument } from './document-codec';
import { idToHex } from './object-id';

export interface ILabelEdits {
  /** Id in hexadecimal digits → the new label. */
  changed: Map<string, Uint8Array>;
  removed: Set<string>;
  added: Uint8Array[];
}

export const noEdits = (): ILabelEdits => ({ changed: new Map(), removed: new Set(), added: [] });

/** The labels of a document by id, in order; those without an id are left out. */
export function labelsById(document: Uint8Array | undefined): Map<string, Uint8Array> {
  return new Map(
    labelElements(document).flatMap(label => {
      const id = labelId(label);
      return id ? [[idToHex(id), label] as const] : [];
    })
  );
}

/** Notes what makes the labels of `before` those of `after`. */
export function noteEdits(
  edits: ILabelEdits,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined
): void {
  const old = labelsById(before);
  const now = labelsById(after);
  for (const [id, label] of now) {
    const was = old.get(id);
    if (!was) {
      edits.added.push(label);
    } else if (!sameBytes(was, label)) {
      edits.changed.set(id, label);
    }
  }
  for (const id of old.keys()) {
    if (!now.has(id)) {
      edits.removed.add(id);
    }
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/**
 * The document with the edits made: undefined if nothing changes, null if its one label is gone.
 * `cls` is the class of the document, should there be none yet.
 */
export function editLabels(
  document: Uint8Array | undefined,
  edits: ILabelEdits,
  cls: string
): Uint8Array | null | undefined {
  const list = LABEL_CLASSES[cls]?.list;
  let touched = edits.added.length > 0;
  const labels = labelElements(document).flatMap(label => {
    const own = labelId(label);
    const id = own ? idToHex(own) : '';
    if (edits.removed.has(id)) {
      touched = true;
      return [];
    }
    const next = edits.changed.get(id);
    touched ||= next !== undefined;
    return [next ?? label];
  });
  if (!touched) {
    return undefined;
  }
  const next = [...labels, ...edits.added];
  if (list === undefined) {
    return next[0] ?? null;
  }
  return withElements(document ?? encodeDocument({ _cls: cls, [list]: [] }), next);
}
