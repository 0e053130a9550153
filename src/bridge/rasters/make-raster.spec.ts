import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RASTER_COLORS } from '../../protocol';
import { makeRaster, type IPlane } from './make-raster';

const options = { mode: 'classes', range: null, maxRaster: 128 } as const;
const plane = (values: number[], columns: number, color = false): IPlane => ({
  rows: values.length / columns,
  columns,
  float: false,
  color,
  at: (row, column) => values[row * columns + column] as number
});

describe('a raster', () => {
  it('has its size and a byte per pixel', () => {
    expect([...makeRaster(plane([0, 1, 2, 256], 2), options)]).toEqual([2, 0, 2, 0, 0, 1, 2, 1]);
  });

  it('is reduced to its longest side', () => {
    const large = plane(
      Array.from({ length: 400 * 200 }, () => 1),
      400
    );
    const view = new DataView(makeRaster(large, options).buffer);
    expect([view.getUint16(0, true), view.getUint16(2, true)]).toEqual([128, 64]);
  });

  it('of a heat map goes from 0 to what the numbers can be, unless somebody says', () => {
    const heat = { ...options, mode: 'heat' } as const;
    const numbers = plane([0, 0.5, 1, 2], 4);
    const last = (raster: Uint8Array): number[] => [...raster.subarray(4)];
    expect(last(makeRaster({ ...numbers, float: true }, heat))).toEqual([0, 128, 255, 255]);
    expect(last(makeRaster({ ...numbers, limit: 2 }, heat))).toEqual([0, 64, 128, 255]);
    expect(last(makeRaster(numbers, { ...heat, range: [1, 2] }))).toEqual([0, 0, 0, 255]);
    expect(last(makeRaster(plane([0, 255], 2), heat))).toEqual([0, 255]);
  });

  it('of colours brings them along', () => {
    const raster = makeRaster(plane([0xff6d04, 0, 0x0000ff, 0xff6d04], 4, true), options);
    expect([...raster]).toEqual([
      ...[4, RASTER_COLORS >> 8, 1, 0],
      ...[1, 0, 2, 1],
      ...[2, 255, 109, 4, 0, 0, 255]
    ]);
  });

  it('of more colours than a byte tells apart has fewer, near to them', () => {
    const values = Array.from({ length: 64 * 64 }, (_, i) => (i * 4099) & 0xffffff);
    const raster = makeRaster(plane(values, 64, true), options);
    const count = raster[4 + values.length] as number;
    expect(count).toBeLessThan(256);
    values.forEach((value, i) => {
      const number = raster[4 + i] as number;
      const at = 4 + values.length + 1 + 3 * (number - 1);
      const red = number === 0 ? 0 : (raster[at] as number);
      expect(Math.abs(red - (value >> 16))).toBeLessThan(32);
    });
  });
});

it('is the same whether elements are bytes or read one by one', () => {
  const plane = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    .chain(([rows, columns]) =>
      fc.record({
        rows: fc.constant(rows),
        columns: fc.constant(columns),
        bytes: fc.uint8Array({ minLength: rows * columns, maxLength: rows * columns })
      })
    );
  const mode = fc.constantFrom('mask' as const, 'classes' as const);
  fc.assert(
    fc.property(plane, mode, fc.integer({ min: 1, max: 50 }), (made, how, maxRaster) => {
      const { rows, columns, bytes } = made;
      const at = (row: number, column: number): number => bytes[row * columns + column] as number;
      const slow = { rows, columns, float: false, at };
      const options = { mode: how, range: null, maxRaster };
      expect(makeRaster({ ...slow, bytes }, options)).toEqual(makeRaster(slow, options));
    })
  );
});
