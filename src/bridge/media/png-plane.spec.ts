import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { IPlane } from '../rasters';
import { readPngPlane } from './png-plane';

const numbers = (plane: IPlane | null): number[][] =>
  Array.from({ length: plane?.rows ?? 0 }, (_, row) =>
    Array.from({ length: plane?.columns ?? 0 }, (_unused, column) => plane!.at(row, column))
  );

const chunk = (type: string, body: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
};

/** A PNG of these filtered rows, each with its filter in front. */
function png(width: number, height: number, depth: number, kind: number, rows: number[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, kind], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    chunk('IEND', Buffer.alloc(0))
  ]);
}

describe('the numbers of a PNG', () => {
  it('of grey are those that were written, whatever its filters', async () => {
    const [width, height] = [37, 23];
    const values = Uint8Array.from({ length: width * height }, (_, i) => (i * i * 7 + i) % 251);
    const bytes = await sharp(values, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png({ adaptiveFiltering: true })
      .toBuffer();
    expect(numbers(readPngPlane(bytes)).flat()).toEqual([...values]);
  });

  it('of 16 bits are whole', async () => {
    const values = Uint16Array.of(0, 1, 300, 65535);
    const bytes = await sharp(values, { raw: { width: 2, height: 2, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    expect(numbers(readPngPlane(bytes))).toEqual([
      [0, 1],
      [300, 65535]
    ]);
    expect(readPngPlane(bytes)?.limit).toBe(65535);
  });

  it('of a palette are the indices, also of fewer than 8 bits', () => {
    expect(numbers(readPngPlane(png(3, 2, 8, 3, [0, 7, 8, 9, 2, 1, 1, 1])))).toEqual([
      [7, 8, 9],
      [8, 9, 10]
    ]);
    expect(numbers(readPngPlane(png(3, 2, 2, 3, [0, 0b00011000, 0, 0b11100100])))).toEqual([
      [0, 1, 2],
      [3, 2, 1]
    ]);
    expect(numbers(readPngPlane(png(9, 1, 1, 0, [0, 0b10100001, 0b10000000])))).toEqual([
      [1, 0, 1, 0, 0, 0, 0, 1, 1]
    ]);
  });

  it('are not read from colours', async () => {
    const create = { width: 2, height: 2, channels: 3 as const, background: 'red' };
    expect(readPngPlane(await sharp({ create }).png().toBuffer())).toBeNull();
  });

  it('of a damaged file are an error', () => {
    const whole = png(3, 2, 8, 0, [0, 7, 8, 9, 0, 1, 1, 1]);
    expect(() => readPngPlane(whole.subarray(0, 45))).toThrow();
    expect(() => readPngPlane(png(3, 3, 8, 0, [0, 7, 8, 9]))).toThrow('ends early');
    expect(() => readPngPlane(whole.subarray(0, 8))).toThrow('no header');
  });
});
