/**
 * A small PNG of a picture with photographs in it. PNG keeps every pixel, which makes photographs
 * large; here a pixel may differ by a few steps in busy places, where that is cheaper to store and
 * is not seen. Flat areas (controls, grounds) stay exact.
 */
import { crc32 } from './crc32';
import { filteredRows } from './filtered-rows';

/** RGBA bytes, row by row. */
export interface IRgba {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** Greatest difference per channel, of 255. */
const TOLERANCE = 15;
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Encodes RGB (alpha is dropped) as a data: address.
 * @param tolerance greatest difference of a stored pixel per channel; 0 stores all exactly
 */
export async function encodePng(picture: IRgba, tolerance = TOLERANCE): Promise<string> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, picture.width);
  view.setUint32(4, picture.height);
  // 8 bits, RGB, deflate, adaptive filters, not interlaced.
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', await deflate(filteredRows(picture, tolerance))),
    chunk('IEND', new Uint8Array())
  ];
  return `data:image/png;base64,${base64(parts)}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Base64 of the parts one after the other. */
function base64(parts: readonly Uint8Array[]): string {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  // In pieces, because a function takes only so many arguments.
  const piece = 0x8000;
  let binary = '';
  for (let i = 0; i < all.length; i += piece) {
    binary += String.fromCharCode(...all.subarray(i, i + piece));
  }
  return btoa(binary);
}
