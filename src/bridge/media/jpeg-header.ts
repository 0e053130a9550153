/** How many components a JPEG has (ITU-T T.81, annex B): 1 grey, 3 colours, 4 the inks of print. */
import type { FileHandle } from 'node:fs/promises';

const MARKER = 0xff;
/** Start of frame; the other markers between are tables and coding conditions. */
const isFrame = (code: number): boolean =>
  code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
/** Segments before the frame; more than that is no picture. */
const MAX_SEGMENTS = 1000;

/** Components of a pixel; null if the file does not say so. */
export async function jpegComponents(handle: FileHandle, size: number): Promise<number | null> {
  const bytes = new Uint8Array(10);
  let at = 2;
  for (let segment = 0; segment < MAX_SEGMENTS && at + bytes.length <= size; segment++) {
    await handle.read(bytes, 0, bytes.length, at);
    const code = bytes[1] as number;
    if (bytes[0] !== MARKER) {
      return null;
    }
    if (isFrame(code)) {
      return bytes[9] as number;
    }
    // Fill bytes may stand before a marker.
    at += code === MARKER ? 1 : 2 + (((bytes[2] as number) << 8) | (bytes[3] as number));
  }
  return null;
}
