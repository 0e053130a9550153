/** Sample ids of an answer to `view.ids`: 12 bytes each in the payload, or a list. */
import { hexOf } from '../../protocol';

export function idsIn(result: unknown, payload: Uint8Array | null): string[] {
  if (payload) {
    return Array.from({ length: Math.floor(payload.length / 12) }, (_, i) =>
      hexOf(payload, 12 * i)
    );
  }
  return Array.isArray(result) ? result.map(String) : [];
}
