import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { generator } from '../testing/synthetic-dataset';
import { encodePng, type IRgba } from './encode-png';

function picture(width: number, height: number, rgb: (x: number, y: number) => number[]): IRgba {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set([...rgb(x, y), 255], 4 * (y * width + x));
    }
  }
  return { data, width, height };
}

/** A photograph as far as storing it goes: slopes, edges and noise. */
function photograph(): IRgba {
  const random = generator(5);
  return picture(200, 150, (x, y) => {
    const hill = y > 70 + 30 * Math.sin(x / 20) ? 60 : 190;
    return [0, 1, 2].map(c => Math.max(0, Math.min(255, hill + c * 15 + (random() - 0.5) * 70)));
  });
}

const read = (file: Uint8Array) => PNG.sync.read(Buffer.from(file));

function greatestDifference(a: IRgba, b: PNG): number {
  let greatest = 0;
  for (let i = 0; i < a.data.length; i++) {
    greatest = Math.max(greatest, Math.abs(a.data[i]! - b.data[i]!));
  }
  return greatest;
}

describe('a captured picture', () => {
  it('is a PNG of the same size', async () => {
    expect(read(await encodePng(photograph()))).toMatchObject({ width: 200, height: 150 });
  });

  it('keeps every pixel if nothing is tolerated', async () => {
    const source = photograph();
    expect(greatestDifference(source, read(await encodePng(source, 0)))).toBe(0);
  });

  it('differs by no more than the tolerance, and is much smaller', async () => {
    const source = photograph();
    const exact = await encodePng(source, 0);
    const small = await encodePng(source, 15);
    expect(greatestDifference(source, read(small))).toBeLessThanOrEqual(15);
    expect(small.length).toBeLessThan(exact.length * 0.7);
  });

  it('keeps flat areas exact also beside busy ones', async () => {
    const random = generator(9);
    const source = picture(120, 60, x =>
      x < 60 ? [0, 1, 2].map(() => random() * 255) : [33, 66, 99]
    );
    const stored = read(await encodePng(source, 15));
    for (let y = 1; y < 60; y++) {
      for (let x = 62; x < 120; x++) {
        const at = 4 * (y * 120 + x);
        expect([...stored.data.subarray(at, at + 3)]).toEqual([33, 66, 99]);
      }
    }
  });
});
