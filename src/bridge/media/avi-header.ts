/** The header of an AVI file (Microsoft, “AVI RIFF File Reference”: `avih`, `strh`, `strf`). */
import type { IVideoHeader } from './video-header';

const text = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

/** Where the content of a chunk begins and the next one does, from `from` on; lists are entered. */
function findChunk(
  bytes: Uint8Array,
  name: string,
  from: number
): { start: number; end: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + 8 <= bytes.length;) {
    const id = text(bytes, at);
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (id === name) {
      return { start: at + 8, end };
    }
    at = id === 'LIST' || id === 'RIFF' ? at + 12 : end;
  }
  return null;
}

/** @param bytes the beginning of the file @throws Error if there is no film in it */
export function readAviHeader(bytes: Uint8Array): IVideoHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const main = findChunk(bytes, 'avih', 0);
  let stream = main && findChunk(bytes, 'strh', main.end);
  while (main && stream) {
    const format = findChunk(bytes, 'strf', stream.end);
    const at = stream.start;
    if (text(bytes, at) === 'vids' && format !== null && format.start + 20 <= bytes.length) {
      const scale = view.getUint32(at + 20, true);
      const rate = scale > 0 ? view.getUint32(at + 24, true) / scale : 0;
      const frames = view.getUint32(at + 32, true) || view.getUint32(main.start + 16, true);
      return {
        width: view.getUint32(main.start + 32, true),
        height: view.getUint32(main.start + 36, true),
        rate,
        frames,
        duration: rate > 0 ? frames / rate : 0,
        coding: text(bytes, format.start + 16).replace(/[^ -~]/g, '') || 'raw'
      };
    }
    stream = findChunk(bytes, 'strh', stream.end);
  }
  throw new Error('it holds no pictures');
}
