/** Which sample of the source a derived sample is of. */
import type { IStoredSample } from '../../store/document-store';
import { mapEntry } from '../documents/messagepack-map';
import { readBinary, readHead } from '../documents/messagepack-walk';
import { idToHex } from '../documents/object-id';

/** In hexadecimal digits; null if it says none. The sample must have been read with its core. */
export function sourceIdOf(sample: IStoredSample): string | null {
  const value = mapEntry(sample.core, 'sample_id');
  return value && readHead(value, 0).kind === 'binary' ? idToHex(readBinary(value, 0)) : null;
}
