import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bmp24 } from '../testing/sample-images';
import { decodeBmp } from './bmp';

function header(bits: number, options: Partial<Record<'size' | 'compression' | 'height', number>>) {
  const bytes = new Uint8Array(200);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(10, 120, true);
  view.setUint32(14, options.size ?? 40, true);
  view.setInt32(18, 2, true);
  view.setInt32(22, options.height ?? 2, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, options.compression ?? 0, true);
  return { bytes, view };
}

it('reads 24 bits per pixel from the lowest row up', () => {
  const image = decodeBmp(
    bmp24([
      [
        [1, 2, 3],
        [4, 5, 6]
      ],
      [
        [7, 8, 9],
        [10, 11, 12]
      ]
    ])
  );
  expect(image).toEqual({
    width: 2,
    height: 2,
    channels: 3,
    data: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  });
});

it('reads palettes', () => {
  const { bytes, view } = header(4, {});
  view.setUint32(46, 3, true);
  bytes.set([0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0], 54);
  bytes.set([0x20], 120);
  bytes.set([0x01], 124);
  expect([...decodeBmp(bytes).data]).toEqual([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 0, 0]);
});

it('reads masks of 32 and 16 bits, also from the top down', () => {
  const deep = header(32, { size: 56, compression: 3, height: -2 });
  [0xff, 0xff00, 0xff0000, 0xff000000].forEach((mask, i) =>
    deep.view.setUint32(54 + 4 * i, mask, true)
  );
  deep.bytes.set([1, 2, 3, 4], 120);
  expect([...decodeBmp(deep.bytes).data.subarray(0, 4)]).toEqual([1, 2, 3, 4]);
  const { bytes, view } = header(16, { height: -2 });
  view.setUint16(120, 0x7c00, true);
  view.setUint16(122, 0x001f, true);
  expect([...decodeBmp(bytes).data.subarray(0, 6)]).toEqual([255, 0, 0, 0, 0, 255]);
});

it('refuses everything else with a reason, and never reads beyond the file', () => {
  expect(() => decodeBmp(header(8, { compression: 1 }).bytes)).toThrow('compressed');
  expect(() => decodeBmp(header(7, {}).bytes)).toThrow('7 bits');
  expect(() => decodeBmp(header(24, { height: 30_000 }).bytes)).toThrow('too early');
  const start = Uint8Array.from(header(24, {}).bytes);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(120), (noise, at) => {
      const bytes = Uint8Array.from(start);
      bytes.set(noise.subarray(0, bytes.length - at), at);
      try {
        const { width, height, channels, data } = decodeBmp(bytes);
        expect(data.length).toBe(width * height * channels);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect(error).not.toBeInstanceOf(TypeError);
        expect(error).not.toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 500 }
  );
});
