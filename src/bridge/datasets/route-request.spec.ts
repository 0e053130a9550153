/** Writes on views, with the real store; the queries are answered by a few lines of this file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, field, literal, type View } from '../../protocol';
import { SqliteStore } from '../store/sqlite';
import { makeDetections, makeSample } from '../store/testing/sample-factory';
import type { IDataWorkers } from './data-workers';
import { decodeDocument, encodeDocument } from './documents/document-codec';
import { idToHex } from './documents/object-id';
import { answerStoreRequest } from './requests';
import { routeRequest } from './route-request';

interface IDetections {
  _cls: string;
  detections: { _id: Uint8Array; label: string; tags: string[] }[];
}

let folder: string;
let store: SqliteStore;
let dataset: string;
let abort: AbortController;
let queries: { method: string; params: unknown }[];

const match: View = [{ stage: 'match', filter: call('gt', field('number'), literal(1)) }];
/** Dogs that are not tagged `seen`: tagging them takes them out of the view. */
const unseenDogs: View = [
  {
    stage: 'filter_labels',
    field: 'predictions',
    filter: literal(true),
    only_matches: true
  }
];

function read(): { rid: number; id: Uint8Array; predictions: IDetections }[] {
  const selection = { core: false, tags: false, labels: null };
  return Array.from(store.read(dataset, store.allRids(dataset), selection), sample => ({
    rid: sample.rid,
    id: sample.id,
    predictions: decodeDocument(sample.labels['predictions'] ?? encodeDocument({})) as IDetections
  }));
}

/** Documents of the view `unseenDogs`, two per page. */
function documents(start: number): { result: unknown; payload: Uint8Array } {
  const shown = read()
    .map(({ id, predictions }) => ({
      id,
      detections: predictions.detections.filter(d => d.label === 'dog' && !d.tags.includes('seen'))
    }))
    .filter(sample => sample.detections.length > 0);
  const page = shown.slice(start, start + 2);
  return {
    result: { next: start + 2 < shown.length ? start + 2 : null },
    payload: encodeDocument(
      page.map(({ id, detections }) => [
        id,
        {},
        { predictions: encodeDocument({ _cls: 'Detections', detections }) }
      ])
    )
  };
}

const workers: IDataWorkers = {
  askStore: (method, params, payload = null) =>
    Promise.resolve(answerStoreRequest(store, method, params, payload)),
  askLookup: () => Promise.resolve(null),
  askQuery: (method, params) => {
    queries.push({ method, params });
    return Promise.resolve(
      method === 'view.documents'
        ? documents((params as { start: number }).start)
        : { result: Uint32Array.of(4, 2) }
    );
  }
};

const handle = async (method: Parameters<typeof routeRequest>[1], params: object) =>
  (
    await routeRequest(workers, method, { dataset, ...params }, null, {
      signal: abort.signal,
      progress: () => undefined
    })
  ).result as Record<string, unknown>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-route-'));
  store = SqliteStore.open(join(folder, 'store.db'));
  const options = { name: 'd', slug: 'd', persistent: true, overwrite: false };
  const info = store.createDataset(options);
  dataset = info.id;
  const spec = { name: 'predictions', type: 'document' as const, document: 'Detections' };
  store.setFields(dataset, [...info.fields, spec]);
  store.addSamples(
    dataset,
    Array.from({ length: 5 }, (_, i) =>
      makeSample({ filepath: `/${i}.jpg` }, { predictions: makeDetections(6) })
    )
  );
  abort = new AbortController();
  queries = [];
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

describe('a write on a view', () => {
  it('tags and deletes the rows that the query worker names', async () => {
    const tag = { view: match, tags: ['t'], remove: false, sample_ids: ['x'] };
    expect(await handle('samples.tag', tag)).toMatchObject({ count: 2 });
    expect(store.tagSets(dataset).get('t')).toEqual(Uint32Array.of(2, 4));
    expect(queries).toEqual([
      { method: 'internal.rids', params: { dataset, view: match, sample_ids: ['x'] } }
    ]);
    expect(await handle('samples.delete', { view: match })).toMatchObject({ count: 2 });
    expect([...store.allRids(dataset)]).toEqual([1, 3, 5]);
  });

  it('tags all labels of the rows if the view filters samples only', async () => {
    const tag = { view: match, tags: ['t'], remove: false };
    expect(await handle('labels.tag', tag)).toMatchObject({ count: 12 });
  });

  it('tags only the labels that the view shows, though tagging hides them', async () => {
    const tag = { view: unseenDogs, tags: ['seen'], remove: false };
    const tagged = await handle('labels.tag', tag);
    expect(tagged).toMatchObject({ count: 10 });
    const dogs = read().flatMap(({ predictions }) =>
      predictions.detections.filter(({ label }) => label === 'dog')
    );
    expect(tagged['changed']).toEqual(dogs.map(({ _id }) => idToHex(_id)));
    for (const { predictions } of read()) {
      for (const { label, tags } of predictions.detections) {
        expect(tags).toEqual(label === 'dog' ? ['seen'] : []);
      }
    }
    expect(await handle('labels.tag', tag)).toMatchObject({ count: 0 });
  });

  it('stops between pages when it is cancelled', async () => {
    abort.abort();
    const tag = { view: unseenDogs, tags: ['seen'], remove: false };
    await expect(handle('labels.tag', tag)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('everything else is asked of the query worker', async () => {
  await handle('view.count', { view: [] });
  await handle('grid.page', { view: [], start: 0, count: 10 });
  expect(queries.map(query => query.method)).toEqual(['view.count', 'grid.page']);
});
