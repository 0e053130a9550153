/** Sample ids of an answer to `view.ids`, 12 bytes each. */
import { hexOf } from '../../protocol';

export function idsIn(payload: Uint8Array | null): string[] {
  const bytes = payload ?? new Uint8Array();
  return Array.from({ length: Math.floor(bytes.length / 12) }, (_, i) => hexOf(bytes, 12 * i));
}
