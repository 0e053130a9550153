/** Ids of labels as they pass between workers: 12 bytes each. */
import { idToHex, OBJECT_ID_BYTES } from '../documents/object-id';

/** The ids of a payload, in hexadecimal digits. */
export function idsOfPayload(payload: Uint8Array | null): Set<string> {
  const ids = new Set<string>();
  for (let at = 0; payload && at < payload.length; at += OBJECT_ID_BYTES) {
    ids.add(idToHex(payload, at));
  }
  return ids;
}
