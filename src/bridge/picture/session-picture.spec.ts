import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeId, type IFakeDataset } from '../testing/fake-data-service';
import { LABEL_FIELDS } from '../testing/labelled-page';
import { startChildBridge } from '../testing/start-child-bridge';
import { startTestBridge, temporaryHome, type ITestBridge } from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';

const DATASET = fakeId(0xd);
let bridge: ITestBridge;
let client: TestClient;
let dataset: IFakeDataset;

beforeEach(async () => {
  bridge = await startTestBridge();
  client = await TestClient.connect(bridge.socket);
  dataset = bridge.data.add({ id: DATASET, name: 'quickstart', fields: [], samples: [] });
});
afterEach(() => bridge.close());

/** Adds `count` pictures of one green each. */
async function addPictures(count: number, width = 300, height = 200): Promise<void> {
  const folder = join(bridge.home, 'pictures');
  mkdirSync(folder, { recursive: true });
  const green = { width, height, channels: 3 as const, background: '#20a040' };
  const bytes = await sharp({ create: green }).jpeg().toBuffer();
  for (let i = 0; i < count; i++) {
    const filepath = join(folder, `p${i}.jpg`);
    writeFileSync(filepath, bytes);
    dataset.samples.push({ id: fakeId(i + 1), filepath, width, height });
  }
}

interface IPicture {
  text: string;
  png: Uint8Array;
  width: number;
  height: number;
  at(x: number, y: number): [number, number, number];
  /** How many pixels of the rectangle have about this colour. */
  count(rect: [number, number, number, number], color: [number, number, number]): number;
}

async function picture(state: object, params: object = {}): Promise<IPicture> {
  const { session } = await client.create(state);
  const { result, error, payload } = await client.ask('session.picture', { session, ...params });
  expect(error).toBeUndefined();
  const png = payload as Uint8Array;
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): [number, number, number] => {
    const i = (y * info.width + x) * 3;
    return [data[i] as number, data[i + 1] as number, data[i + 2] as number];
  };
  return {
    text: (result as { text: string }).text,
    png,
    width: info.width,
    height: info.height,
    at,
    count: ([x0, y0, x1, y1], color) => {
      let sum = 0;
      for (let y = y0; y < y1; y++) {
        for (let x = x0; x < x1; x++) {
          sum += Number(at(x, y).every((v, c) => Math.abs(v - (color[c] as number)) < 24));
        }
      }
      return sum;
    }
  };
}

const GREEN: [number, number, number] = [32, 160, 64];
const WHITE: [number, number, number] = [255, 255, 255];

describe('the picture of a session', () => {
  it('has the toolbar, then the pictures of the view in justified rows', async () => {
    await addPictures(40);
    const view = [{ stage: 'limit', limit: 8 }];
    const { text, png, width, height, count, at } = await picture({ dataset: 'quickstart', view });
    expect(text).toBe('Lunette: quickstart, 8 of 40 samples');
    expect([width, height]).toEqual([1000, 600]);
    expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
    // Text in the toolbar, nothing but the ground at its lower edge, then green tiles.
    expect(count([0, 0, 400, 34], WHITE)).toBeLessThan(400 * 34 - 100);
    expect(at(500, 38)).toEqual(WHITE);
    expect(count([4, 40, 984, 130], GREEN)).toBeGreaterThan(0.9 * 980 * 90);
    // 8 tiles of 3 : 2 at a row height near 152 px fill two rows, and nothing below them.
    expect(count([0, 400, 1000, 600], GREEN)).toBe(0);
  });

  it('has the size and scale asked for, light or dark', async () => {
    await addPictures(3);
    const dark = await picture(
      { dataset: 'quickstart' },
      { width: 500, height: 300, scale: 2, theme: 'dark' }
    );
    expect([dark.width, dark.height]).toEqual([1000, 600]);
    expect(dark.at(990, 590).every(v => v < 40)).toBe(true);
    expect(dark.count([20, 100, 400, 300], GREEN)).toBeGreaterThan(70_000);
  });

  it('has the format asked for; one that notebooks do not show is JPEG', async () => {
    await addPictures(3);
    const { session } = await client.create({ dataset: 'quickstart' });
    for (const format of ['jpeg', 'webp']) {
      const { result, payload } = await client.ask('session.picture', { session, format });
      expect(result).toMatchObject({ type: 'image/jpeg', text: 'Lunette: quickstart, 3 samples' });
      expect((await sharp(payload as Uint8Array).metadata()).format).toBe('jpeg');
    }
  });

  it('is not larger than it may be, and its text says what that cost', async () => {
    const folder = join(bridge.home, 'pictures');
    mkdirSync(folder, { recursive: true });
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
    const create = { width: 400, height: 300, channels: 3 as const, background: '#000', noise };
    const filepath = join(folder, 'noise.png');
    writeFileSync(filepath, await sharp({ create }).png().toBuffer());
    for (let i = 0; i < 12; i++) {
      dataset.samples.push({ id: fakeId(i + 1), filepath, width: 400, height: 300 });
    }
    const { session } = await client.create({ dataset: 'quickstart' });
    const draw = async (max_bytes: number): Promise<{ text: string; size: number }> => {
      const { result, payload } = await client.ask('session.picture', { session, max_bytes });
      return { text: (result as { text: string }).text, size: (payload as Uint8Array).length };
    };
    const whole = await draw(2_000_000);
    expect(whole.text).not.toContain('reduced');
    const less = await draw(whole.size - 1);
    expect(less.size).toBeLessThan(whole.size);
    expect(less.text).toMatch(/\(picture reduced: (64 colours|JPEG.*)\)$/);
    const little = await draw(20_000);
    expect(little.size).toBeLessThanOrEqual(20_000);
    expect(little.text).toMatch(/\(picture reduced: JPEG with \d+ % of the resolution\)$/);
  });

  it('is refused if it would be enormous', async () => {
    const { session } = await client.create({});
    const size = { width: 4000, height: 4000, scale: 3 };
    const { error } = await client.ask('session.picture', { session, ...size });
    expect(error?.message).toContain('144 million pixels; at most 40');
  });

  it('shows every class of label, and only fields that are visible', async () => {
    await addPictures(1, 600, 600);
    dataset.fields = LABEL_FIELDS;
    const state = { dataset: 'quickstart', config: { grid_zoom: 10 } };
    const all = await picture(state);
    const stage = { stage: 'exclude_fields', field_names: LABEL_FIELDS.map(({ name }) => name) };
    const none = await picture({ ...state, field_visibility_stage: stage });
    const area: [number, number, number, number] = [4, 40, 480, 516];
    expect(none.count(area, GREEN)).toBeGreaterThan(0.99 * 476 * 476);
    for (const { name } of LABEL_FIELDS) {
      const one = await picture({
        ...state,
        field_visibility_stage: { stage: 'select_fields', field_names: [name] }
      });
      expect.soft(one.count(area, GREEN), name).toBeLessThan(none.count(area, GREEN) - 150);
      expect.soft(one.count(area, GREEN), name).toBeGreaterThan(all.count(area, GREEN));
    }
  });

  it('marks selected tiles and samples with labels that cannot be drawn', async () => {
    await addPictures(2);
    const plain = await picture({ dataset: 'quickstart' });
    bridge.data.invalidSample = 1;
    const marked = await picture({
      dataset: 'quickstart',
      selected_samples: [{ id: fakeId(1), type: 'default' }]
    });
    const accent: [number, number, number] = [25, 118, 210];
    const warning: [number, number, number] = [245, 124, 0];
    const area: [number, number, number, number] = [4, 40, 470, 192];
    expect(plain.count(area, accent) + plain.count(area, warning)).toBe(0);
    expect(marked.count(area, accent)).toBeGreaterThan(500);
    expect(marked.count(area, warning)).toBeGreaterThan(30);
  });

  it('shows hostile texts as text', async () => {
    await addPictures(2);
    dataset.name = `</text><script>alert(1)</script>&amp; \u0000\u001b[31m ]]> ${'W'.repeat(500)} \ud800`;
    dataset.fields = LABEL_FIELDS;
    bridge.data.labelText = `"/><image href="file:///etc/passwd"/>\u0007`;
    const { width, text } = await picture({
      dataset: dataset.name,
      view: [{ stage: 'match_tags', tags: ['</svg><svg>&bad;'] }]
    });
    expect(width).toBe(1000);
    expect(text).toMatch(/^Lunette: .* 2 samples$/s);
  });

  it('stays small enough to live in a notebook', async () => {
    const folder = join(bridge.home, 'pictures');
    mkdirSync(folder, { recursive: true });
    for (let i = 0; i < 30; i++) {
      const noise = { type: 'gaussian' as const, mean: 90 + 4 * i, sigma: 25 };
      const filepath = join(folder, `n${i}.jpg`);
      const create = { width: 400, height: 300, channels: 3 as const, background: '#000', noise };
      writeFileSync(filepath, await sharp({ create }).blur(2.5).jpeg().toBuffer());
      dataset.samples.push({ id: fakeId(i + 1), filepath, width: 400, height: 300 });
    }
    const { png } = await picture({ dataset: 'quickstart' });
    expect(png.length).toBeLessThan(300_000);
    const again = await picture({ dataset: 'quickstart' });
    expect(Buffer.compare(again.png, png)).toBe(0);
  });
});

describe('where there is nothing to show, the picture says so', () => {
  const isMessage = ({ count }: IPicture): void => {
    expect(count([200, 250, 800, 400], WHITE)).toBeLessThan(600 * 150 - 300);
    expect(count([0, 40, 1000, 200], WHITE)).toBe(1000 * 160);
  };

  it('no dataset', async () => {
    const result = await picture({});
    isMessage(result);
    expect(result.text).toBe('Lunette: no dataset');
  });

  it('a deleted dataset', async () => {
    const { session } = await client.create({ dataset: 'quickstart' });
    bridge.data.datasets.delete(DATASET);
    const { result } = await client.ask('session.picture', { session });
    expect(result).toMatchObject({
      text: 'Lunette: quickstart, the dataset is not there any more'
    });
  });

  it('an empty dataset', async () => {
    const result = await picture({ dataset: 'quickstart' });
    isMessage(result);
    expect(result.text).toBe('Lunette: quickstart, 0 samples');
  });

  it('an empty view', async () => {
    await addPictures(5);
    const result = await picture({ dataset: 'quickstart', view: [{ stage: 'limit', limit: 0 }] });
    isMessage(result);
    expect(result.text).toBe('Lunette: quickstart, 0 of 5 samples');
  });

  it('a view that became impossible', async () => {
    await addPictures(5);
    const { session } = await client.create({
      dataset: 'quickstart',
      view: [{ stage: 'limit', limit: 1 }]
    });
    const handle = bridge.data.handle.bind(bridge.data);
    bridge.data.handle = (method, params, payload, context) =>
      handle(
        method,
        method === 'grid.open'
          ? { ...(params as object), view: [{ stage: 'exists', field: 'bad' }] }
          : params,
        payload,
        context
      );
    const { result } = await client.ask('session.picture', { session });
    expect(result).toMatchObject({ text: 'Lunette: quickstart, the view cannot be shown' });
  });

  it('broken pictures among good ones', async () => {
    await addPictures(2);
    dataset.samples.push({
      id: fakeId(99),
      filepath: '/nowhere/gone.jpg',
      width: 300,
      height: 200
    });
    const { count } = await picture({ dataset: 'quickstart' });
    expect(count([4, 40, 460, 190], GREEN)).toBeGreaterThan(60_000);
    // The third tile has the tile's ground and text on it.
    const ground: [number, number, number] = [238, 238, 238];
    expect(count([470, 40, 690, 190], ground)).toBeGreaterThan(25_000);
    expect(count([470, 40, 690, 190], ground)).toBeLessThan(220 * 150 - 200);
  });
});

it('has its texts on a machine without any font, the same as on others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lunette-no-fonts-'));
  const config = join(folder, 'fonts.conf');
  writeFileSync(
    config,
    `<fontconfig><dir>${folder}</dir><cachedir>${folder}</cachedir></fontconfig>`
  );
  const pictures: Uint8Array[] = [];
  const environments: Record<string, string>[] = [{}, { FONTCONFIG_FILE: config }];
  for (const env of environments) {
    const home = temporaryHome();
    const socket = join(home, 'run/bridge.sock');
    const child = await startChildBridge(home, socket, env);
    const asker = await TestClient.connect(socket);
    const { session } = await asker.create({ dataset: 'birds' });
    const { payload } = await asker.ask('session.picture', { session });
    pictures.push(payload as Uint8Array);
    await child.kill();
    rmSync(home, { recursive: true });
  }
  rmSync(folder, { recursive: true });
  const [usual, bare] = await Promise.all(
    pictures.map(png => sharp(png).removeAlpha().raw().toBuffer())
  );
  expect(bare?.equals(usual as Buffer)).toBe(true);
  expect(bare?.filter(value => value < 100).length).toBeGreaterThan(1000);
});
