import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { CaptureError } from './capture-types';
import type { IRgba } from './encode-png';
import { generator } from '../testing/synthetic-dataset';
import { encodePalettePng } from './encode-palette-png';
import { encodePicture, type IPictureSource } from './encode-picture';

const bytesOf = (uri: string): Buffer => Buffer.from(uri.split(',')[1]!, 'base64');

/** A grid of squares of `colors` different greens and reds. */
function squares(colors: number): IRgba {
  const side = 64;
  const data = new Uint8ClampedArray(4 * side * side);
  const random = generator(3);
  for (let i = 0; i < side * side; i++) {
    const color = Math.floor(random() * colors);
    data.set([(color * 8) % 256, Math.floor(color / 32) * 8, 40, 255], 4 * i);
  }
  return { data, width: side, height: side };
}

/** JPEG files take 40 kB at full size, whatever is in them. */
function source(picture: IRgba): IPictureSource & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    pixels: () => picture,
    jpeg: async (_quality, factor) => {
      asked.push(factor);
      return new Uint8Array(Math.round(40_000 * factor * factor));
    }
  };
}

describe('a picture of few colours', () => {
  it('keeps each colour exactly if there are enough', async () => {
    const picture = squares(200);
    const stored = PNG.sync.read(Buffer.from(await encodePalettePng(picture, 256)));
    expect(Buffer.from(stored.data).equals(Buffer.from(picture.data.buffer))).toBe(true);
  });

  it('takes near colours if there are not', async () => {
    const picture = squares(200);
    const stored = PNG.sync.read(Buffer.from(await encodePalettePng(picture, 32)));
    const colors = new Set<number>();
    let off = 0;
    for (let i = 0; i < stored.data.length; i += 4) {
      colors.add(stored.data.readUInt32LE(i));
      off = Math.max(off, Math.abs(stored.data[i]! - picture.data[i]!));
    }
    expect(colors.size).toBeLessThanOrEqual(32);
    expect(off).toBeLessThan(64);
  });

  it('is of one colour if the picture is', async () => {
    const picture = squares(1);
    const stored = PNG.sync.read(Buffer.from(await encodePalettePng(picture, 256)));
    expect([...stored.data.subarray(0, 3)]).toEqual([0, 0, 40]);
  });
});

describe('a picture that must not be larger', () => {
  it('gives nothing up if it fits', async () => {
    const encoded = await encodePicture(source(squares(200)), 'png', 1_000_000);
    expect(encoded).toMatchObject({ type: 'image/png', reduced: null });
    expect(PNG.sync.read(bytesOf(encoded.dataUri))).toMatchObject({ width: 64, height: 64 });
  });

  it('gives up colours first', async () => {
    const whole = await encodePicture(source(squares(700)), 'png', 1_000_000);
    const small = await encodePicture(
      source(squares(700)),
      'png',
      bytesOf(whole.dataUri).length - 1
    );
    expect(small.type).toBe('image/png');
    expect(small.reduced).toMatch(/^(256|64) colours$/);
  });

  it('then becomes JPEG, then loses pixels, and says so', async () => {
    const picture = source(squares(1024));
    const encoded = await encodePicture(picture, 'jpeg', 20_000);
    expect(encoded).toMatchObject({
      type: 'image/jpeg',
      reduced: 'JPEG with 56 % of the resolution'
    });
    expect(picture.asked).toEqual([1, 1, 0.75, 0.5625]);
    expect(bytesOf(encoded.dataUri).length).toBeLessThanOrEqual(20_000);
  });

  it('of a format that notebooks do not show is JPEG', async () => {
    expect((await encodePicture(source(squares(9)), 'webp', 50_000)).type).toBe('image/jpeg');
  });

  it('fails with a sentence if nothing is as small', async () => {
    const attempt = encodePicture(source(squares(1024)), 'jpeg', 100);
    await expect(attempt).rejects.toThrow(CaptureError);
    await expect(attempt).rejects.toThrow(/at least \d+ bytes.*max_bytes/);
  });
});
