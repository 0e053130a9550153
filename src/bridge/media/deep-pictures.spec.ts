import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImages, type IPixelWindow } from '../../protocol';
import { fakeId } from '../testing/fake-data-service';
import { startTestBridge, temporaryHome, type ITestBridge } from '../testing/test-bridge';
import { httpGet, TestClient } from '../testing/test-client';
import { tiffFile, type ITiff } from '../testing/tiff-file';

const DATASET = fakeId(0xd);
let bridge: ITestBridge;
let client: TestClient;
let count = 0;

beforeAll(async () => {
  bridge = await startTestBridge({ home: temporaryHome() });
  bridge.data.add({ id: DATASET, name: 'deep', fields: [], samples: [] });
  mkdirSync(join(bridge.home, 'files'));
  client = await TestClient.connect(bridge.socket);
});
afterAll(async () => {
  await bridge.close();
  rmSync(bridge.home, { recursive: true, force: true });
});

/** Adds a file as a sample and returns the sample's id. */
function sampleOf(bytes: Uint8Array, suffix: string): string {
  const id = fakeId(0x100 + count++);
  const filepath = join(bridge.home, 'files', `${id}.${suffix}`);
  writeFileSync(filepath, bytes);
  bridge.data.datasets.get(DATASET)?.samples.push({ id, filepath, width: null, height: null });
  return id;
}
const tiff = (options: ITiff): string => sampleOf(tiffFile(options), 'tif');

type Rows = number[][][];
const rowsOf = (data: Uint8Array, width: number, channels: number): Rows =>
  Array.from({ length: data.length / width / channels }, (_row, y) =>
    Array.from({ length: width }, (_pixel, x) => [
      ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)
    ])
  );

/** The pixels that a page is sent in full size. */
async function shown(id: string): Promise<Rows> {
  const { status, headers, body } = await httpGet(bridge.socket, `/media/${DATASET}/${id}`);
  expect([status, headers['content-type']]).toEqual([200, 'image/png']);
  const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true });
  return rowsOf(data, info.width, info.channels);
}

async function thumbnail(id: string): Promise<{ rows: Rows; width: number; height: number }> {
  const answer = await client.ask('media.thumbnails', {
    dataset: DATASET,
    sample_ids: [id],
    size: 128
  });
  const [entry] = decodeImages(answer.payload as Uint8Array);
  expect(entry?.error).toBeUndefined();
  const { data, info } = await sharp(entry!.bytes).raw().toBuffer({ resolveWithObject: true });
  return {
    rows: rowsOf(data, info.width, info.channels),
    width: entry!.width,
    height: entry!.height
  };
}

const ARRAYS = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array
};

/** The numbers of a window, and how they are shown. */
async function pixels(
  id: string,
  window: [x: number, y: number, width: number, height: number]
): Promise<{ values: number[]; window: IPixelWindow }> {
  const [x, y, width, height] = window;
  const params = { dataset: DATASET, sample_id: id, x, y, width, height };
  const { result, payload, error } = await client.ask('media.pixels', params);
  expect(error).toBeUndefined();
  const { type } = result as IPixelWindow;
  const buffer = new Uint8Array(payload as Uint8Array).buffer;
  return { values: [...new ARRAYS[type](buffer)], window: result as IPixelWindow };
}

describe('pictures of more than 8 bits', () => {
  it('are stretched so that a narrow range of 16 bits fills the screen’s', async () => {
    const id = tiff({ width: 4, height: 2, type: 'uint16', value: (x, y) => 1000 + 100 * x + y });
    const rows = await shown(id);
    expect(rows[0]?.map(([grey]) => grey)).toEqual([0, 85, 169, 254]);
    expect(rows[1]?.[3]?.[0]).toBe(255);
    expect((await pixels(id, [0, 0, 4, 2])).values).toEqual([
      1000, 1100, 1200, 1300, 1001, 1101, 1201, 1301
    ]);
  });

  it('look the same as thumbnail and in full size, as TIFF and as PNG', async () => {
    const width = 100;
    const value = (x: number, y: number): number => 300 + 7 * x + (y > 50 ? 900 : 0);
    const one = tiff({ width, height: width, type: 'uint16', value });
    const data = Uint16Array.from({ length: width * width }, (_, i) =>
      value(i % width, Math.floor(i / width))
    );
    const png = await sharp(data, { raw: { width, height: width, channels: 1 } })
      .toColourspace('grey16')
      .png()
      .toBuffer();
    const other = sampleOf(png, 'png');
    for (const id of [one, other]) {
      const whole = await shown(id);
      const small = await thumbnail(id);
      for (const [x, y] of [
        [10, 10],
        [80, 20],
        [30, 80]
      ] as const) {
        const [a = 0, b = 0] = [whole[y]?.[x]?.[0], small.rows[y]?.[x]?.[0]];
        expect(Math.abs(a - b)).toBeLessThan(6);
      }
    }
    expect(await shown(one)).toEqual(await shown(other));
    expect((await pixels(other, [99, 99, 1, 1])).values).toEqual([300 + 7 * 99 + 900]);
  });

  it('are not darkened by a few outliers', async () => {
    const value = (x: number, y: number): number => (x === 0 && y === 0 ? 60_000 : 100 + x);
    const rows = await shown(tiff({ width: 100, height: 100, type: 'uint16', value }));
    expect(rows[50]?.[99]?.[0]).toBe(255);
    expect(rows[50]?.[50]?.[0]).toBeGreaterThan(110);
  });

  it('may be negative, floats of 32 and 64 bits, with numbers that are none', async () => {
    for (const type of ['int16', 'float32', 'float64'] as const) {
      const scale = type === 'int16' ? 10 : 0.001;
      const id = tiff({
        width: 3,
        height: 1,
        type,
        value: x => (type !== 'int16' && x === 1 ? NaN : scale * (x - 1))
      });
      const rows = await shown(id);
      expect([type, rows[0]?.[0]?.[0], rows[0]?.[2]?.[0]]).toEqual([type, 0, 255]);
      const { values, window } = await pixels(id, [2, 0, 9, 9]);
      expect(window).toMatchObject({ type, width: 1, height: 1 });
      expect(values[0]).toBeCloseTo(scale);
    }
  });

  it('keep the balance of their colours, and their opacity', async () => {
    const rows = await shown(
      tiff({
        width: 2,
        height: 1,
        bands: 4,
        type: 'uint16',
        photometric: 2,
        extra: [2],
        value: (x, _y, band) => (band === 3 ? 65_535 * x : [4000, 2000, 0][band]!)
      })
    );
    expect(rows[0]).toEqual([
      [255, 128, 0, 0],
      [255, 128, 0, 255]
    ]);
  });

  it('show nothing where nothing was measured', async () => {
    const rows = await shown(
      tiff({
        width: 4,
        height: 1,
        type: 'float32',
        nothing: '-9999',
        value: x => (x === 0 ? -9999 : x)
      })
    );
    expect(rows[0]?.map(pixel => pixel.at(-1))).toEqual([0, 255, 255, 255]);
    expect(rows[0]?.map(([grey]) => grey)).toEqual([0, 0, 128, 255]);
  });
});

describe('pictures of many bands', () => {
  it('show the first three, and say which, with all numbers at hand', async () => {
    const id = tiff({
      width: 2,
      height: 2,
      bands: 7,
      type: 'uint16',
      photometric: 2,
      extra: [0, 0, 0, 0],
      value: (x, y, band) => 1000 * band + 10 * x + y
    });
    const { values, window } = await pixels(id, [1, 1, 1, 1]);
    expect(values).toEqual([11, 1011, 2011, 3011, 4011, 5011, 6011]);
    expect(window).toMatchObject({ bands: 7, shown: [0, 1, 2], range: [0, 2011] });
    expect((await shown(id))[0]?.[0]).toEqual([0, 127, 254]);
  });

  it('of 8 bits are shown as they are; two bands are one in grey', async () => {
    const value = (x: number, _y: number, band: number): number => 40 * band + x;
    const five = tiff({
      width: 2,
      height: 1,
      bands: 5,
      type: 'uint8',
      extra: [0, 0, 0, 0],
      value
    });
    expect((await shown(five))[0]?.[1]).toEqual([1, 41, 81]);
    const two = tiff({ width: 2, height: 1, bands: 2, type: 'uint8', extra: [0], value });
    const { window } = await pixels(two, [0, 0, 1, 1]);
    expect(window).toMatchObject({ bands: 2, shown: [0], range: null });
  });
});

describe('pictures on their side', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stand upright: orientation %i', async orientation => {
    const deep = tiff({
      width: 3,
      height: 2,
      type: 'uint16',
      orientation,
      value: (x, y) => 100 * y + 10 * x
    });
    const plain = tiff({
      width: 3,
      height: 2,
      type: 'uint8',
      orientation,
      value: (x, y) => 100 * y + 10 * x
    });
    const sides = orientation >= 5 ? { width: 2, height: 3 } : { width: 3, height: 2 };
    expect(await thumbnail(deep)).toMatchObject(sides);
    // libvips turns the one of 8 bits: both have to agree.
    const numbers = await pixels(deep, [0, 0, 3, 3]);
    expect(numbers.values).toEqual((await pixels(plain, [0, 0, 3, 3])).values);
    expect((await shown(plain)).flat().map(([grey]) => grey)).toEqual(numbers.values);
  });
});

describe('the numbers of a picture', () => {
  it('are those of the file for 8 bits too, upright', async () => {
    const data = Uint8Array.from({ length: 4 * 2 * 3 }, (_, i) => i);
    const png = await sharp(data, { raw: { width: 4, height: 2, channels: 3 } })
      .png()
      .toBuffer();
    const { values, window } = await pixels(sampleOf(png, 'png'), [1, 1, 2, 5]);
    expect(values).toEqual([15, 16, 17, 18, 19, 20]);
    expect(window).toEqual({
      x: 1,
      y: 1,
      width: 2,
      height: 1,
      type: 'uint8',
      bands: 3,
      shown: [0, 1, 2],
      range: null
    });
  });

  it('outside of the picture there are none, and the answer says how large it is', async () => {
    const id = tiff({ width: 3, height: 2, type: 'uint8', value: () => 1 });
    const params = { dataset: DATASET, sample_id: id, x: 3, y: 0, width: 1, height: 1 };
    const { error } = await client.ask('media.pixels', params);
    expect(error?.message).toBe('The picture has 3 × 2 pixels; there is none at 3, 0.');
  });

  it('a JPEG made for print is converted, for browsers show its inks otherwise', async () => {
    const image = sharp({ create: { width: 8, height: 8, channels: 3, background: '#3080c0' } });
    const jpeg = await image.toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    const id = sampleOf(jpeg, 'jpg');
    const whole = (await shown(id))[4]?.[4] ?? [];
    const small = (await thumbnail(id)).rows[4]?.[4] ?? [];
    whole.forEach((value, i) => expect(Math.abs(value - (small[i] ?? 0))).toBeLessThan(8));
    expect((await pixels(id, [0, 0, 1, 1])).window).toMatchObject({ bands: 4 });
  });
});
