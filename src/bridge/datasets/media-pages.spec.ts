/** What the App is sent of patches and of the frames of videos. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeAspect,
  decodePage,
  pageLabels,
  REQUESTS,
  type IDatasetInfo,
  type IFieldSpec,
  type IPageFrame,
  type IViewOpening,
  type Method,
  type Stage
} from '../../protocol';
import { bundleWorkers } from '../workers/testing/bundle-workers';
import { createDataService } from './create-data-service';
import type { IDataService, IResponse } from './data-service';
import { idToHex, newObjectId } from './documents/object-id';
import { samplesPayload } from './testing/sample-payload';

let home: string;
let service: IDataService;

beforeAll(async () => {
  const source = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const workers = await bundleWorkers([
    source('store.worker.ts'),
    source('lookup.worker.ts'),
    source('../query/query.worker.ts')
  ]);
  home = mkdtempSync(join(tmpdir(), 'lunette-test-'));
  service = await createDataService({ home, workers });
}, 60_000);
afterAll(async () => {
  await service.close();
  rmSync(home, { recursive: true, force: true });
});

const ask = (
  method: Method,
  params: object,
  payload: Uint8Array | null = null
): Promise<IResponse> => {
  const context = { signal: new AbortController().signal, progress: () => undefined };
  return service.handle(method, REQUESTS[method].parse(params), payload, context);
};

const pageOf = ({ payload }: IResponse): IPageFrame => decodePage(payload ?? new Uint8Array());
const box = (label: string, ...bounding_box: number[]): object => ({
  _cls: 'Detection',
  _id: newObjectId(),
  label,
  bounding_box
});
const boxes = (...detections: object[]): object => ({ _cls: 'Detections', detections });

/** A dataset of one sample; its id and the sample's. */
async function dataset(
  filepath: string,
  metadata: object,
  fields: IFieldSpec[],
  labels: Record<string, unknown>
): Promise<{ id: string; sample: string }> {
  const { id } = (await ask('dataset.create', {})).result as IDatasetInfo;
  const sample = newObjectId();
  const payload = samplesPayload([{ id: sample, core: { filepath, metadata }, labels }]);
  await ask('samples.add', { dataset: id, fields }, payload);
  return { id, sample: idToHex(sample) };
}

describe('a page of patches', () => {
  const view: Stage[] = [
    { stage: 'to_patches', field: 'objects', other_fields: null, keep_label_lists: false }
  ];
  let id: string;
  beforeAll(async () => {
    const metadata = { _cls: 'ImageMetadata', width: 1000, height: 500 };
    const fields: IFieldSpec[] = [{ name: 'objects', type: 'document', document: 'Detections' }];
    const labels = { objects: boxes(box('a', 0.5, 0.2, 0.1, 0.5), box('b', 0, 0, 1, 1)) };
    ({ id } = await dataset('/pictures/a.png', metadata, fields, labels));
  });

  it('has the shape and the size of what is cut out', async () => {
    const opened = await ask('grid.open', { dataset: id, view });
    const aspects = [...(opened.payload ?? [])].map(decodeAspect);
    // 12 % of 1000 pixels by 60 % of 500.
    expect(aspects[0]).toBeCloseTo(0.4, 1);
    expect(aspects[1]).toBeCloseTo(2, 1);
    const { columns } = pageOf(
      await ask('grid.page', { dataset: id, view, start: 0, count: 10, fields: ['objects'] })
    );
    expect([...columns['width']!]).toEqual([120, 1000]);
    expect([...columns['height']!]).toEqual([300, 500]);
  });

  it('draws the label where it is in the cut-out, or with `whole` in the picture', async () => {
    const params = { dataset: id, view, start: 0, count: 1, fields: ['objects'] };
    const boxOf = async (whole: boolean): Promise<number[]> =>
      (pageLabels(pageOf(await ask('grid.page', { ...params, whole })), 0)[0]?.box ?? []).map(
        side => Math.round(side * 1000) / 1000
      );
    expect(await boxOf(false)).toEqual([0.083, 0.083, 0.833, 0.833]);
    expect(await boxOf(true)).toEqual([0.5, 0.2, 0.1, 0.5]);
  });

  it('comes with where its pictures are cut', async () => {
    const opened = await ask('grid.open', { dataset: id, view });
    const made = (opened.result as IViewOpening).generated?.dataset ?? '';
    const { payload } = await ask('view.ids', { dataset: id, view, binary: true });
    const [source] = await service.mediaSources(made, [idToHex(payload ?? new Uint8Array())]);
    expect(source?.filepath).toBe('/pictures/a.png');
    expect(source?.crop?.map(side => Math.round(side * 100) / 100)).toEqual([
      0.49, 0.15, 0.12, 0.6
    ]);
  });
});

describe('the frames of a video', () => {
  const spec: IFieldSpec = {
    name: 'frames',
    type: 'list',
    subtype: 'document',
    document: 'Frame',
    fields: [{ name: 'objects', type: 'document', document: 'Detections' }]
  };
  const frame = (frame_number: number, ...labels: object[]): object => ({
    _cls: 'Frame',
    _id: newObjectId(),
    frame_number,
    objects: boxes(...labels)
  });
  let video: { id: string; sample: string };
  beforeAll(async () => {
    const metadata = { _cls: 'VideoMetadata', frame_width: 640, frame_height: 320 };
    video = await dataset('/films/a.mp4', metadata, [spec], {
      frames: [
        frame(1, box('a', 0, 0, 0.5, 0.5)),
        frame(4, box('b', 0.1, 0, 0.5, 0.5), box('c', 0, 0, 1, 1)),
        frame(90)
      ]
    });
  });

  it('come in parts, each with its number and its labels', async () => {
    const response = await ask('sample.frames', {
      dataset: video.id,
      sample_id: video.sample,
      first: 2,
      count: 50,
      fields: ['frames.objects']
    });
    expect(response.result).toEqual({ total: 3, numbers: [1, 4, 90] });
    const page = pageOf(response);
    expect([...page.columns['frame']!]).toEqual([4]);
    expect(pageLabels(page, 0).map(({ field, label }) => [field, label])).toEqual([
      ['frames.objects', 'b'],
      ['frames.objects', 'c']
    ]);
  });

  it('are no part of the detail of a sample; tiles have the shape of the frames', async () => {
    const target = { dataset: video.id, sample_id: video.sample };
    const { result } = await ask('sample.detail', target);
    expect(result).toMatchObject({ width: 640, height: 320 });
    expect((result as { fields: object }).fields).not.toHaveProperty('frames');
    const { payload } = await ask('grid.open', { dataset: video.id });
    expect(decodeAspect(payload?.[0] ?? 0)).toBeCloseTo(2, 1);
  });

  it('of a sample that is not there are an error', async () => {
    const target = { dataset: video.id, sample_id: 'f'.repeat(24), count: 5 };
    await expect(ask('sample.frames', target)).rejects.toMatchObject({ code: 'not_found' });
  });
});
