/** Picture files for tests: good ones of every kind, broken ones, hostile ones. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

const COLOR = { r: 200, g: 40, b: 60 };

/** One colour, with a white square in the upper left quarter so that its orientation shows. */
export async function marked(width: number, height: number): Promise<Sharp> {
  const square = {
    width: width >> 1,
    height: height >> 1,
    channels: 3 as const,
    background: '#fff'
  };
  const input = await sharp({ create: square }).png().toBuffer();
  const base = sharp({ create: { width, height, channels: 3, background: COLOR } });
  const flat = await base
    .composite([{ input, left: 0, top: 0 }])
    .png()
    .toBuffer();
  return sharp(flat);
}

/** A bitmap of 24 bits per pixel from the colours of its rows, upper left first. */
export function bmp24(rows: readonly (readonly [number, number, number][])[]): Uint8Array {
  const height = rows.length;
  const width = rows[0]?.length ?? 0;
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  rows.forEach((row, y) =>
    row.forEach(([r, g, b], x) => bytes.set([b, g, r], 54 + stride * (height - 1 - y) + 3 * x))
  );
  return bytes;
}

/** An uncompressed TIFF of one channel of 32-bit floats. */
function floatTiff(values: Float32Array, width: number, height: number): Uint8Array {
  const entries: [tag: number, value: number][] = [
    [256, width],
    [257, height],
    [258, 32],
    [259, 1],
    [262, 1],
    [273, 256],
    [277, 1],
    [278, height],
    [279, values.byteLength],
    [339, 3]
  ];
  const bytes = new Uint8Array(256 + values.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  view.setUint16(8, entries.length, true);
  entries.forEach(([tag, value], i) => {
    view.setUint16(10 + 12 * i, tag, true);
    view.setUint16(12 + 12 * i, 4, true);
    view.setUint32(14 + 12 * i, 1, true);
    view.setUint32(18 + 12 * i, value, true);
  });
  bytes.set(new Uint8Array(values.buffer), 256);
  return bytes;
}

export const HOSTILE_SVG = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20" onload="alert(1)">
<script>alert(document.cookie)</script>
<image xlink:href="file:///etc/passwd" width="5" height="5"/>
<image xlink:href="http://127.0.0.1:9/x.png" width="5" height="5"/>
<rect width="40" height="20" fill="#00ff00"/></svg>`;

/** Writes a folder full of pictures; name → path. */
export async function writeSampleImages(folder: string): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  const put = (name: string, bytes: Uint8Array | string): void => {
    paths[name] = join(folder, name);
    writeFileSync(paths[name], bytes);
  };
  const image = await marked(64, 32);
  const jpeg = await image.clone().jpeg().toBuffer();
  put('plain.jpg', jpeg);
  put('turned.jpg', await image.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer());
  put('alpha.png', await image.clone().ensureAlpha(0.5).png().toBuffer());
  put('grey.png', await image.clone().greyscale().png().toBuffer());
  put('deep.png', await image.clone().toColourspace('rgb16').png().toBuffer());
  put('plain.webp', await image.clone().webp().toBuffer());
  put('plain.gif', await image.clone().gif().toBuffer());
  put('plain.avif', await image.clone().avif({ effort: 0 }).toBuffer());
  put('plain.tif', await image.clone().tiff().toBuffer());
  put('cmyk.tif', await image.clone().toColourspace('cmyk').tiff().toBuffer());
  put('deep.tif', await image.clone().toColourspace('rgb16').tiff().toBuffer());
  const floats = Float32Array.from({ length: 64 * 32 }, (_, i) => (i % 64) / 6400);
  put('float.tif', floatTiff(floats, 64, 32));
  put(
    'plain.bmp',
    bmp24([
      [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255]
      ],
      [
        [255, 255, 255],
        [0, 0, 0],
        [9, 9, 9]
      ]
    ])
  );
  put('hostile.svg', HOSTILE_SVG);
  put('renamed.png', jpeg);
  put('cut.jpg', jpeg.subarray(0, jpeg.length >> 1));
  put(
    'cut.bmp',
    bmp24([
      [
        [1, 2, 3],
        [4, 5, 6]
      ]
    ]).subarray(0, 56)
  );
  put('empty.png', '');
  put('page.html', '<html><script>alert(1)</script></html>');
  put('page.jpg', '<html><script>alert(1)</script></html>');
  put('text.txt', 'no picture at all, and long enough to look at');
  put(
    'noise.png',
    Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(200, 7)])
  );
  return paths;
}
