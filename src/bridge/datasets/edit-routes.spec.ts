/** Edits of many samples, with the real store; queries are answered by a few lines of this file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DEFAULT_FIELDS,
  REQUESTS,
  type IDatasetChangeMessage,
  type IFieldSpec,
  type IResults,
  type Method,
  type Params
} from '../../protocol';
import { answerReadRequest } from './requests';
import { SqliteStore } from '../store/sqlite';
import { makeDetections, makeSample } from '../store/testing/sample-factory';
import type { IRequestContext } from './data-service';
import type { IDataWorkers } from './data-workers';
import { decodeDocument, encodeDocument } from './documents/document-codec';
import { answerStoreRequest, type ReadMethod } from './requests';
import { routeRequest } from './route-request';

/** More than one part of 1 000 samples. */
const COUNT = 2500;
const FIELDS: IFieldSpec[] = [
  ...DEFAULT_FIELDS,
  { name: 'score', type: 'float' },
  { name: 'predictions', type: 'document', document: 'Detections' }
];

let folder: string;
let store: SqliteStore;
let dataset: string;
let abort: AbortController;
let asked: string[];
let changes: IDatasetChangeMessage[];
let progress: [number, number | null][];
/** Called before each part is written. */
let between: (method: string) => void;

const workers: IDataWorkers = {
  askStore: (method, params, payload = null) => {
    between(method);
    asked.push(method);
    const answer = answerStoreRequest(store, method, params, payload);
    changes.push(...(answer.changes ?? []));
    return Promise.resolve(answer);
  },
  askLookup: (method, params) =>
    Promise.resolve(answerReadRequest(store, method as ReadMethod, params).result),
  askQuery: (_method, params) =>
    Promise.resolve({ result: store.allRids((params as { dataset: string }).dataset) })
};

async function ask<M extends Method>(
  method: M,
  params: Params<M>,
  payload: Uint8Array | null = null
): Promise<IResults[M]> {
  const context: IRequestContext = {
    signal: abort.signal,
    progress: (done, total) => progress.push([done, total])
  };
  const parsed: unknown = REQUESTS[method].parse(params);
  return (await routeRequest(workers, method, parsed, payload, context)).result as IResults[M];
}

/** Values of a field of all samples, in order. */
function values(id: string, name: string): unknown[] {
  const selection = { core: true, tags: true, labels: null };
  return Array.from(store.read(id, store.allRids(id), selection), sample => {
    const label = sample.labels[name];
    return label
      ? decodeDocument(label)
      : (decodeDocument(sample.core) as Record<string, unknown>)[name];
  });
}

const sampleNumber = (i: number): ReturnType<typeof makeSample> =>
  makeSample({ filepath: `/${i}.jpg`, score: i }, { predictions: makeDetections(2) }, ['new']);
const ridBytes = (rids: readonly number[]): Uint8Array =>
  new Uint8Array(Uint32Array.from(rids).buffer);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-edits-'));
  store = SqliteStore.open(join(folder, 'store.db'));
  const options = { name: 'birds', slug: 'birds', persistent: false, overwrite: false };
  dataset = store.createDataset(options).id;
  store.addSamples(
    dataset,
    Array.from({ length: COUNT }, (_, i) => sampleNumber(i)),
    FIELDS
  );
  abort = new AbortController();
  [asked, changes, progress] = [[], [], []];
  between = () => undefined;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

describe('edits of many samples', () => {
  it('are made in parts, say how far they are, and tell everybody', async () => {
    const info = await ask('dataset.clear_fields', { dataset, fields: ['score'] });
    expect(info.fields.map(field => field.name)).toContain('score');
    expect(values(dataset, 'score').every(value => value === undefined)).toBe(true);
    expect(asked.filter(method => method === 'internal.edit_fields')).toHaveLength(3);
    expect(progress).toEqual([
      [1000, COUNT],
      [2000, COUNT],
      [COUNT, COUNT]
    ]);
    expect(changes).toHaveLength(3);
    expect(changes[0]).toMatchObject({ change: 'samples', fields: ['score'] });
  });

  it('stop between two parts when they are cancelled, and keep what was done', async () => {
    between = () => asked.includes('internal.edit_fields') && abort.abort();
    await expect(ask('dataset.clear_fields', { dataset, fields: ['score'] })).rejects.toMatchObject(
      { code: 'cancelled' }
    );
    const left = values(dataset, 'score').filter(value => value !== undefined);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(COUNT);
  });

  it('check everything before the first part', async () => {
    await expect(
      ask('dataset.delete_fields', { dataset, fields: ['score', 'filepath'] })
    ).rejects.toThrow('cannot be renamed or deleted');
    await expect(
      ask('dataset.clone_fields', { dataset, fields: { score: 'predictions' } })
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(values(dataset, 'score')[0]).toBe(0);
  });

  it('of a field that is deleted take also what was written meanwhile', async () => {
    let written = false;
    between = method => {
      if (method === 'internal.remove_fields' && !written) {
        written = true;
        store.addSamples(dataset, [sampleNumber(COUNT)]);
      }
    };
    const info = await ask('dataset.delete_fields', {
      dataset,
      fields: ['score', 'predictions']
    });
    expect(info.fields).toHaveLength(DEFAULT_FIELDS.length);
    expect(info.count).toBe(COUNT + 1);
    for (const name of ['score', 'predictions']) {
      expect(values(dataset, name).every(value => value === undefined)).toBe(true);
    }
  });
});

describe('values', () => {
  const set = (rids: number[], list: unknown[]): Promise<{ count: number }> =>
    ask('samples.set_values', { dataset, field: 'score' }, encodeDocument([ridBytes(rids), list]));

  it('are set by row number, all or none', async () => {
    expect(await set([1, 3], [7, null])).toMatchObject({ count: 2 });
    expect(values(dataset, 'score').slice(0, 3)).toEqual([7, 1, undefined]);
    await expect(set([1, 2], [8, 'x'])).rejects.toMatchObject({ code: 'wrong_type' });
    await expect(set([1, COUNT + 5], [8, 8])).rejects.toMatchObject({ code: 'not_found' });
    await expect(set([1, 2], [8])).rejects.toThrow('1 values were sent for 2 places');
    expect(values(dataset, 'score')[0]).toBe(7);
  });

  it('are refused in requests that are too long for one transaction', async () => {
    const rids = Array.from({ length: 1001 }, (_, i) => i + 1);
    await expect(set(rids, rids)).rejects.toThrow('At most 1000');
  });

  it('are refused if the payload is damaged', async () => {
    for (const payload of [null, new Uint8Array([0x92, 0xc4]), encodeDocument([1, 2])]) {
      await expect(
        ask('samples.set_values', { dataset, field: 'score' }, payload)
      ).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});

describe('a clone', () => {
  it('is hidden until it is whole', async () => {
    const listed: number[] = [];
    between = () => listed.push(store.listDatasets().length);
    const clone = await ask('dataset.clone', { dataset, name: 'twin' });
    expect(new Set(listed)).toEqual(new Set([1]));
    expect(store.listDatasets().map(info => info.name)).toEqual(['birds', 'twin']);
    expect(clone).toMatchObject({ name: 'twin', count: COUNT, source: null });
    expect(values(clone.id, 'predictions')).toEqual(values(dataset, 'predictions'));
    expect([...store.tagSets(clone.id)]).toEqual([...store.tagSets(dataset)]);
  });

  it('has what was written to the dataset meanwhile', async () => {
    const written = new Set<string>();
    between = method => {
      if (method === 'internal.copy_rest' && !written.has(method)) {
        written.add(method);
        store.addSamples(dataset, [sampleNumber(COUNT)]);
        store.deleteSamples(dataset, Uint32Array.of(1));
        store.updateSamples(dataset, [
          { rid: 2, set: new Map([['score', encodeDocument(99)]]), labels: {}, tags: ['late'] }
        ]);
      }
    };
    const clone = await ask('dataset.clone', { dataset, name: 'twin' });
    expect(clone.count).toBe(COUNT);
    expect(values(clone.id, 'score')).toEqual(values(dataset, 'score'));
    expect(values(clone.id, 'score')[0]).toBe(99);
    expect(store.tagSets(clone.id).get('late')).toEqual(Uint32Array.of(2));
    // New samples do not get row numbers that were given before.
    store.addSamples(clone.id, [sampleNumber(COUNT + 1)]);
    expect(store.allRids(clone.id)).toHaveLength(COUNT + 1);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    between = method => method === 'internal.copy_rows' && abort.abort();
    await expect(ask('dataset.clone', { dataset, name: 'twin' })).rejects.toMatchObject({
      code: 'cancelled'
    });
    expect(store.findDataset('twin')).toBeNull();
    expect(store.listDerived()).toEqual([]);
  });
});

describe('renaming', () => {
  it('is one transaction: all fields or none', async () => {
    await expect(
      ask('dataset.rename_fields', { dataset, fields: { score: 'points', predictions: 'tags' } })
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(values(dataset, 'score')[5]).toBe(5);
    const info = await ask('dataset.rename_fields', {
      dataset,
      fields: { score: 'points', predictions: 'found' }
    });
    expect(info.fields.map(field => field.name).slice(-2)).toEqual(['points', 'found']);
    expect(values(dataset, 'points')[5]).toBe(5);
    expect(values(dataset, 'score')[5]).toBeUndefined();
    expect(values(dataset, 'found')[5]).toMatchObject({ _cls: 'Detections' });
  });
});
