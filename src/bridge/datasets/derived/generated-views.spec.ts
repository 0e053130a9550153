import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  call,
  field,
  literal,
  REQUESTS,
  type IDatasetChangeMessage,
  type IDatasetInfo,
  type IFieldSpec,
  type IResults,
  type Method,
  type Params,
  type Stage,
  type View
} from '../../../protocol';
import { SqliteStore } from '../../store/sqlite';
import { bundleWorkers } from '../../workers/testing/bundle-workers';
import { createDataService } from '../create-data-service';
import type { IDataService } from '../data-service';
import { removeDerivedDatasets } from './remove-derived';
import { decodeDocument, encodeDocument } from '../documents/document-codec';
import { idFromHex, idToHex, newObjectId } from '../documents/object-id';
import { samplesPayload } from '../testing/sample-payload';

interface ILabel {
  _id: Uint8Array;
  label: string;
  confidence: number;
  tags: string[];
}
interface IDocument {
  id: string;
  core: Record<string, unknown>;
  labels: Record<string, ILabel & { detections: ILabel[] }>;
}

const FIELDS: IFieldSpec[] = [
  {
    name: 'predictions',
    type: 'document',
    document: 'Detections',
    fields: [{ name: 'iscrowd', type: 'bool' }]
  },
  { name: 'ground_truth', type: 'document', document: 'Detections' },
  { name: 'weather', type: 'document', document: 'Classification' },
  { name: 'split', type: 'string' }
];
const context = { signal: new AbortController().signal, progress: () => undefined };
const patches: Stage = {
  stage: 'to_patches',
  field: 'predictions',
  other_fields: null,
  keep_label_lists: false
};

let workers: URL;
let home: string;
let service: IDataService;
let dataset: string;
let samples: string[];
let changes: IDatasetChangeMessage[];

const label = (name: string, confidence: number, more: object = {}): object => ({
  _cls: 'Detection',
  _id: newObjectId(),
  label: name,
  confidence,
  bounding_box: [0.1, 0.2, 0.3, 0.4],
  ...more
});
const detections = (...labels: object[]): object => ({ _cls: 'Detections', detections: labels });

async function ask<M extends Method>(
  method: M,
  params: Params<M>,
  payload: Uint8Array | null = null
): Promise<{ result: IResults[M]; payload: Uint8Array }> {
  const parsed: unknown = REQUESTS[method].parse(params);
  const answer = await service.handle(method, parsed, payload, context);
  return { result: answer.result as IResults[M], payload: answer.payload ?? new Uint8Array(0) };
}

async function documents(view: View, of = dataset): Promise<IDocument[]> {
  const { payload } = await ask('view.documents', { dataset: of, view });
  type Triple = [Uint8Array, Record<string, unknown>, Record<string, Uint8Array>];
  return (decodeDocument(payload) as Triple[]).map(([id, core, labels]) => ({
    id: idToHex(id),
    core,
    labels: Object.fromEntries(
      Object.entries(labels).map(([name, bytes]) => [name, decodeDocument(bytes) as never])
    )
  }));
}
const count = async (view: View): Promise<number> =>
  (await ask('view.count', { dataset, view })).result.count;
/** Names of the labels of the source, sample by sample. */
const inSource = async (): Promise<string[][]> =>
  (await documents([])).map(({ labels }) =>
    (labels['predictions']?.detections ?? []).map(one => one.label)
  );

beforeAll(async () => {
  const source = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  workers = await bundleWorkers([
    source('../store.worker.ts'),
    source('../lookup.worker.ts'),
    source('../../query/query.worker.ts')
  ]);
});
beforeEach(async () => {
  home = join(mkdtempSync(join(tmpdir(), 'lunette-derived-')), 'home');
  service = await createDataService({ home, workers });
  changes = [];
  service.onChange(change => changes.push(change));
  dataset = (await ask('dataset.create', { name: 'birds' })).result.id;
  const rows = [
    {
      id: newObjectId(),
      core: {
        filepath: '/a.jpg',
        split: 'train',
        tags: ['day'],
        metadata: { _cls: 'ImageMetadata', width: 40, height: 20 }
      },
      labels: {
        predictions: detections(label('cat', 0.9), label('dog', 0.4)),
        weather: { _cls: 'Classification', _id: newObjectId(), label: 'sun' }
      }
    },
    { id: newObjectId(), core: { filepath: '/b.jpg', split: 'test' }, labels: {} },
    {
      id: newObjectId(),
      core: { filepath: '/c.jpg', split: 'test' },
      labels: { predictions: detections(label('cat', 0.7)) }
    }
  ];
  await ask('samples.add', { dataset, fields: FIELDS }, samplesPayload(rows));
  samples = rows.map(row => idToHex(row.id));
});
afterEach(async () => {
  await service.close();
  rmSync(join(home, '..'), { recursive: true });
});

describe('patches', () => {
  it('are one sample per label, with its id, the file of the source and where it is from', async () => {
    const found = await documents([patches]);
    expect(found.map(({ labels }) => labels['predictions']?.label)).toEqual(['cat', 'dog', 'cat']);
    const [first] = found;
    expect(first?.id).toBe(idToHex(first?.labels['predictions']?._id as Uint8Array));
    expect(first?.core).toMatchObject({
      filepath: '/a.jpg',
      tags: ['day'],
      metadata: { width: 40, height: 20 }
    });
    expect(found.map(({ core }) => idToHex(core['sample_id'] as Uint8Array))).toEqual([
      samples[0],
      samples[0],
      samples[2]
    ]);
    expect(first?.core).not.toHaveProperty('split');
  });

  it('take other fields along, and keep lists of labels if that is asked', async () => {
    const more = { ...patches, other_fields: ['split', 'weather'], keep_label_lists: true };
    const [first] = await documents([more as Stage]);
    expect(first?.core['split']).toBe('train');
    expect(first?.labels['weather']?.label).toBe('sun');
    expect(first?.labels['predictions']?.detections.map(one => one.label)).toEqual(['cat']);
    const all = await documents([{ ...patches, other_fields: true } as Stage]);
    expect(Object.keys(all[0]?.labels ?? {}).sort()).toEqual(['predictions', 'weather']);
  });

  it('are of the samples and labels that the stages before leave, and go through those behind', async () => {
    const confident: Stage = {
      stage: 'filter_labels',
      field: 'predictions',
      filter: call('gt', field('confidence'), literal(0.5)),
      only_matches: true
    };
    expect(await count([confident, patches])).toBe(2);
    const cats = call('eq', field('predictions.label'), literal('cat'));
    expect(await count([patches, { stage: 'match', filter: cats }])).toBe(2);
    const { result } = await ask('view.aggregate', {
      dataset,
      view: [patches],
      aggregations: [{ name: 'count_values', field: 'predictions.label' }]
    });
    expect(result[0]).toEqual([
      ['cat', 2],
      ['dog', 1]
    ]);
  });

  it('are checked by the schema alone, and errors name stage, field and dataset', async () => {
    const check = (view: View): Promise<unknown> => ask('view.check', { dataset, view });
    await check([patches, { stage: 'exists', field: 'predictions.label', bool: true }]);
    await expect(check([{ ...patches, field: 'weather' } as Stage])).rejects.toMatchObject({
      code: 'wrong_type'
    });
    const unknown: View = [patches, { stage: 'exists', field: 'split', bool: true }];
    const wrong = { code: 'unknown_field', details: { stage_index: 1 } };
    await expect(check(unknown)).rejects.toMatchObject(wrong);
    await expect(count(unknown)).rejects.toMatchObject({
      ...wrong,
      message: expect.stringContaining("Dataset 'birds' has no field 'split'") as string
    });
  });

  it('are kept while nothing they show changes, and made anew when it does', async () => {
    const where = async (): Promise<number> =>
      (await ask('view.generate', { dataset, view: [patches] })).result.info.created_at;
    const before = await where();
    await new Promise(resolve => setTimeout(resolve, 5));
    const core = (set: object): Uint8Array =>
      encodeDocument([[idFromHex(samples[1] as string), set, {}]]);
    await ask('samples.update', { dataset, fields: [] }, core({ split: 'val' }));
    expect(await where()).toBe(before);
    await ask('samples.delete', { dataset, view: [], sample_ids: [samples[2] as string] });
    expect(await count([patches])).toBe(2);
    expect(await where()).toBeGreaterThan(before);
  });

  it('are hidden from lists, and the App is told where their pictures are', async () => {
    const { result: opening } = await ask('grid.open', { dataset, view: [patches] });
    expect(opening).toMatchObject({ count: 3, generated: { stage: 'to_patches', stages: 1 } });
    const hidden = opening.generated?.dataset as string;
    const { result: list } = await ask('dataset.list', {});
    expect(list.map(({ id }) => id)).toEqual([dataset]);
    const [id = ''] = (await documents([patches])).map(one => one.id);
    expect(await service.mediaSources(hidden, [id])).toMatchObject([{ filepath: '/a.jpg' }]);
    await ask('dataset.delete', { dataset });
    expect(await service.mediaSources(hidden, [id]).catch(() => [])).toEqual([]);
  });
});

describe('making patches', () => {
  const listDerived = (): Promise<IDatasetInfo[]> => {
    const store = SqliteStore.open(join(home, 'store.db'));
    const found = store.listDerived();
    store.close();
    return Promise.resolve(found);
  };

  it('is shared by requests that come together, and ends when nobody waits any more', async () => {
    const ask = (signal: AbortSignal): Promise<unknown> =>
      service.handle(
        'view.count',
        REQUESTS['view.count'].parse({ dataset, view: [patches] }),
        null,
        { signal, progress: () => undefined }
      );
    const leaving = new AbortController();
    const both = [ask(leaving.signal), ask(leaving.signal)].map(one => one.catch(e => e as Error));
    leaving.abort();
    for (const error of await Promise.all(both)) {
      expect(error).toMatchObject({ code: 'cancelled' });
    }
    const staying = new AbortController().signal;
    await Promise.all([ask(staying), ask(staying), ask(staying)]);
    expect(await listDerived()).toHaveLength(1);
  });

  it('that was interrupted, and what nobody used for a day, is removed at the next start', async () => {
    const { result } = await ask('view.generate', { dataset, view: [patches] });
    await service.close();
    const store = SqliteStore.open(join(home, 'store.db'));
    const half = store.createDataset({
      name: 'derived-half',
      slug: 'derived-half',
      persistent: true,
      overwrite: false,
      source: dataset
    });
    removeDerivedDatasets(store, Date.now());
    expect(store.listDerived().map(({ id }) => id)).toEqual([result.dataset]);
    expect(store.findDataset(half.id)).toBeNull();
    removeDerivedDatasets(store, Date.now() + 25 * 3600 * 1000);
    expect(store.listDerived()).toEqual([]);
    expect(store.findDataset(dataset)?.count).toBe(3);
    store.close();
    service = await createDataService({ home, workers });
    expect(await count([patches])).toBe(3);
  });
});

describe('writes to patches', () => {
  it('delete and tag labels of the source, and tag its samples', async () => {
    const [cat, dog] = await documents([patches]);
    await ask('labels.tag', {
      dataset,
      view: [patches],
      label_ids: [dog?.id as string],
      tags: ['wrong']
    });
    const tagged = (await documents([]))[0]?.labels['predictions']?.detections;
    expect(tagged?.map(one => one.tags ?? [])).toEqual([[], ['wrong']]);

    await ask('samples.tag', {
      dataset,
      view: [patches],
      sample_ids: [cat?.id as string],
      tags: ['seen']
    });
    expect((await documents([])).map(({ core }) => core['tags'])).toEqual([
      ['day', 'seen'],
      [],
      []
    ]);
    const shared = (await documents([patches])).map(({ core }) => core['tags']);
    expect(shared).toEqual([['day', 'seen'], ['day', 'seen'], []]);

    changes.length = 0;
    await ask('samples.delete', { dataset, view: [patches], sample_ids: [cat?.id as string] });
    expect(await inSource()).toEqual([['dog'], [], ['cat']]);
    expect(changes).toContainEqual(
      expect.objectContaining({ dataset, change: 'labels', sample_ids: [samples[0]] })
    );
    expect(await count([patches])).toBe(2);
  });

  it('edit labels of the source by their ids, and leave the other labels alone', async () => {
    const { result } = await ask('view.generate', { dataset, view: [patches] });
    const [, dog] = await documents([patches]);
    const edited = encodeDocument({ ...dog?.labels['predictions'], label: 'wolf' });
    const rows = encodeDocument([[idFromHex(dog?.id as string), {}, { predictions: edited }]]);
    await ask('samples.update', { dataset: result.dataset, fields: [] }, rows);
    expect(await inSource()).toEqual([['cat', 'wolf'], [], ['cat']]);
    // The patches show it already: nothing is made anew.
    const after = await ask('view.generate', { dataset, view: [patches] });
    expect(after.result.info.created_at).toBe(result.info.created_at);
  });
});

describe('evaluation patches', () => {
  it('pair what belongs together and show alone what was missed or wrong', async () => {
    const truth = newObjectId();
    const found = newObjectId();
    const mark = (type: string, match: string, iou?: number): object => ({
      eval: type,
      eval_id: match,
      ...(iou === undefined ? {} : { eval_iou: iou })
    });
    const labels = {
      ground_truth: encodeDocument(
        detections(
          { ...label('cat', 1, mark('tp', idToHex(found), 0.8)), _id: truth },
          label('dog', 1, mark('fn', ''))
        )
      ),
      predictions: encodeDocument(
        detections(
          label('bird', 0.2, mark('fp', '')),
          { ...label('cat', 0.9, mark('tp', idToHex(truth), 0.8)), _id: found },
          label('owl', 0.1)
        )
      )
    };
    const rows = encodeDocument([[idFromHex(samples[0] as string), {}, labels]]);
    await ask('samples.update', { dataset, fields: [] }, rows);
    const stage: Stage = {
      stage: 'to_evaluation_patches',
      eval_key: 'eval',
      gt_field: 'ground_truth',
      pred_field: 'predictions',
      other_fields: null
    };
    const made = await documents([stage]);
    const names = (one: IDocument, name: string): string[] | undefined =>
      one.labels[name]?.detections.map(({ label: text }) => text);
    expect(
      made.map(one => [
        one.core['type'],
        one.core['iou'] ?? null,
        names(one, 'ground_truth'),
        names(one, 'predictions')
      ])
    ).toEqual([
      ['tp', 0.8, ['cat'], ['cat']],
      ['fn', null, ['dog'], undefined],
      ['fp', null, undefined, ['bird']]
    ]);
    await expect(
      ask('view.check', {
        dataset,
        view: [{ stage: 'to_evaluation_patches', eval_key: 'other' }]
      })
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
