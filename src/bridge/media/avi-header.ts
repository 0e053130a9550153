/** The header of an AVI file (Microsoft, “AVI RIFF File Reference”: `avih`, `strh`, `strf`). */
import type { IVideoHeader } from './video-header';

const text = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

/** Where the content of a chunk begins, from `from` on; lists are entered. */
function findChunk(bytes: Uint8Array, name: string, from: number): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + 8 <= bytes.length;) {
    const id = text(bytes, at);
    if (id === name) {
      return at + 8;
    }
    const length = view.getUint32(at + 4, true);
    at += id === 'LIST' || id === 'RIFF' ? 12 : 8 + length + (length % 2);
  }
  return null;
}

/** @param bytes the beginning of the file @throws Error if there is no film in it */
export function readAviHeader(bytes: Uint8Array): IVideoHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const main = findChunk(bytes, 'avih', 0);
  for (let from = 0; main !== null;) {
    const stream = findChunk(bytes, 'strh', from);
    if (stream === null) {
      break;
    }
    const format = findChunk(bytes, 'strf', stream);
    if (text(bytes, stream) === 'vids' && format !== null && format + 20 <= bytes.length) {
      const scale = view.getUint32(stream + 20, true);
      const rate = scale > 0 ? view.getUint32(stream + 24, true) / scale : 0;
      const frames = view.getUint32(stream + 32, true) || view.getUint32(main + 16, true);
      return {
        width: view.getUint32(main + 32, true),
        height: view.getUint32(main + 36, true),
        rate,
        frames,
        duration: rate > 0 ? frames / rate : 0,
        coding: text(bytes, format + 16).replace(/[^ -~]/g, '') || 'raw'
      };
    }
    from = stream;
  }
  throw new Error('it holds no pictures');
}
