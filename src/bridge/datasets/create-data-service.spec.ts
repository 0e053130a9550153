import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  DEFAULT_SPACES,
  REQUESTS,
  type IDatasetChangeMessage,
  type IDatasetInfo,
  type IFieldSpec,
  type IResults,
  type Method,
  type Params
} from '../../protocol';
import { makeDetections } from '../store/testing/sample-factory';
import { bundleWorkers } from '../workers/testing/bundle-workers';
import { createDataService } from './create-data-service';
import type { IDataService } from './data-service';
import { idToHex, newObjectId } from './documents/object-id';
import { samplesPayload, type IPayloadSample } from './testing/sample-payload';

let workers: URL;
let home: string;
let service: IDataService;
let changes: IDatasetChangeMessage[];

const context = { signal: new AbortController().signal, progress: () => undefined };
const predictions: IFieldSpec = { name: 'predictions', type: 'document', document: 'Detections' };

async function ask<M extends Method>(
  method: M,
  params: Params<M>,
  payload: Uint8Array | null = null
): Promise<IResults[M]> {
  const parsed: unknown = REQUESTS[method].parse(params);
  return (await service.handle(method, parsed, payload, context)).result as IResults[M];
}
const create = (name: string): Promise<IDatasetInfo> => ask('dataset.create', { name });

/** Adds samples and returns their ids. */
async function add(
  dataset: string,
  samples: IPayloadSample[],
  fields: IFieldSpec[] = []
): Promise<string[]> {
  const withIds = samples.map(sample => ({ ...sample, id: sample.id ?? newObjectId() }));
  await ask('samples.add', { dataset, fields }, samplesPayload(withIds));
  return withIds.map(sample => idToHex(sample.id));
}
const paths = (...names: string[]): IPayloadSample[] =>
  names.map(name => ({ core: { filepath: `/${name}.jpg` } }));

const open = (): Promise<IDataService> => createDataService({ home, workers });

beforeAll(async () => {
  const source = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  workers = await bundleWorkers([
    source('store.worker.ts'),
    source('lookup.worker.ts'),
    source('../query/query.worker.ts')
  ]);
});
beforeEach(async () => {
  home = join(mkdtempSync(join(tmpdir(), 'lunette-data-')), 'home');
  service = await open();
  changes = [];
  service.onChange(change => changes.push(change));
});
afterEach(async () => {
  await service.close();
  rmSync(join(home, '..'), { recursive: true });
});

describe('datasets', () => {
  it('are created, listed by pattern, loaded by name and id, changed and deleted', async () => {
    const cats = await create('Cats 1');
    await create('dogs');
    expect(cats).toMatchObject({ name: 'Cats 1', slug: 'cats-1', persistent: false, count: 0 });
    const names = async (pattern?: string): Promise<string[]> =>
      (await ask('dataset.list', { pattern })).map(info => info.name);
    expect(await names()).toEqual(['Cats 1', 'dogs']);
    expect(await names('C*')).toEqual(['Cats 1']);
    expect((await ask('dataset.load', { name: 'Cats 1' })).id).toBe(cats.id);
    expect((await ask('dataset.load', { name: cats.id })).name).toBe('Cats 1');
    const updated = await ask('dataset.update', {
      dataset: cats.id,
      name: 'cats',
      description: 'Small',
      color_scheme: { color_pool: ['#fff'] }
    });
    expect(updated).toMatchObject({
      name: 'cats',
      slug: 'cats',
      description: 'Small',
      app_config: { color_scheme: { color_pool: ['#fff'] } }
    });
    await ask('dataset.delete', { dataset: cats.id });
    expect(await names()).toEqual(['dogs']);
    expect(await service.describe(cats.id)).toBeNull();
    expect(changes.map(({ change, dataset }) => [change, dataset])).toEqual([
      ['renamed', cats.id],
      ['deleted', cats.id]
    ]);
  });

  it('that do not exist or cannot be named so are errors', async () => {
    await create('cats');
    await expect(ask('dataset.load', { name: 'dogs' })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining("no dataset 'dogs'")
    });
    await expect(create('Cats!')).rejects.toMatchObject({ code: 'conflict' });
    await expect(create('+++')).rejects.toMatchObject({ code: 'invalid' });
    await expect(create('cats')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('get a name from the time if they have none', async () => {
    const names = [await ask('dataset.create', {}), await ask('dataset.create', {})];
    expect(new Set(names.map(info => info.name)).size).toBe(2);
  });

  it('that are not persistent go after a day without use, when the bridge starts', async () => {
    const [old, fresh, kept] = [await create('old'), await create('fresh'), await create('kept')];
    await ask('dataset.update', { dataset: kept.id, persistent: true });
    await service.close();
    const db = new DatabaseSync(join(home, 'store.db'));
    const yesterday = Date.now() - 25 * 3600 * 1000;
    db.exec(
      `UPDATE datasets SET last_loaded_at = ${yesterday}, created_at = ${yesterday} WHERE name <> 'fresh'`
    );
    db.close();
    service = await open();
    const names = (await ask('dataset.list', {})).map(info => info.name);
    expect(names).toEqual(['fresh', 'kept']);
    expect(await service.describe(old.id)).toBeNull();
    expect(await service.describe(fresh.id)).toMatchObject({ name: 'fresh' });
  });
});

describe('samples', () => {
  it('are added together with the fields they need, and everybody hears of it', async () => {
    const { id: dataset } = await create('d');
    const [first] = await add(
      dataset,
      [{ core: { filepath: '/a.jpg' }, labels: { predictions: makeDetections(2) } }],
      [predictions]
    );
    expect(await service.describe('d')).toMatchObject({ id: dataset, name: 'd', count: 1 });
    expect(changes).toMatchObject([
      { change: 'fields', dataset, fields: ['predictions'] },
      { change: 'samples', dataset, sample_ids: [first] }
    ]);
    expect(changes[1]?.seq).toBe((await ask('dataset.load', { name: 'd' })).seq);
  });

  it('of a batch with one mistake are all refused, and the fields too', async () => {
    const { id: dataset } = await create('d');
    const wrong = [...paths('a'), { core: { filepath: '/b.jpg', tags: 5 } }];
    await expect(add(dataset, wrong, [predictions])).rejects.toMatchObject({ code: 'wrong_type' });
    const info = await ask('dataset.load', { name: 'd' });
    expect(info).toMatchObject({ count: 0 });
    expect(info.fields.map(field => field.name)).not.toContain('predictions');
    expect(changes).toEqual([]);
  });

  it('are updated by id; unknown ids are named', async () => {
    const { id: dataset } = await create('d');
    const [first = ''] = await add(dataset, paths('a'));
    const id = Uint8Array.from(Buffer.from(first, 'hex'));
    const split: IFieldSpec = { name: 'split', type: 'string' };
    await ask(
      'samples.update',
      { dataset, fields: [split] },
      samplesPayload([{ id, core: { split: 'x', tags: ['t'] } }])
    );
    expect(changes.slice(1)).toMatchObject([
      { change: 'fields', fields: ['split'] },
      { change: 'samples', fields: ['split', 'tags'], sample_ids: [first] }
    ]);
    const unknown = newObjectId();
    const payload = samplesPayload([{ id: unknown, core: { split: 'y' } }]);
    await expect(ask('samples.update', { dataset }, payload)).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining(idToHex(unknown))
    });
  });

  it('are tagged and deleted by id or all, saying which changed', async () => {
    const { id: dataset } = await create('d');
    const [a = '', b = '', c = ''] = await add(dataset, paths('a', 'b', 'c'));
    changes = [];
    const tag = { dataset, tags: ['x', 'y'] };
    const tagged = await ask('samples.tag', { ...tag, sample_ids: [b, idToHex(newObjectId())] });
    expect(tagged).toMatchObject({ count: 1, changed: [b] });
    expect(await ask('samples.tag', tag)).toMatchObject({ count: 2, changed: [a, c] });
    expect(await ask('samples.tag', tag)).toMatchObject({ count: 0, changed: [] });
    expect(await ask('samples.tag', { ...tag, remove: true })).toMatchObject({ count: 3 });
    expect(changes.map(change => [change.change, change.sample_ids])).toEqual([
      ['tags', [b]],
      ['tags', [a, c]],
      ['tags', [a, b, c]]
    ]);
    expect(await ask('samples.delete', { dataset, sample_ids: [a, a] })).toMatchObject({
      count: 1
    });
    expect(await ask('samples.delete', { dataset })).toMatchObject({ count: 2 });
    expect((await service.describe(dataset))?.count).toBe(0);
    expect(changes.slice(3)).toMatchObject([
      { change: 'samples', sample_ids: [a] },
      { change: 'samples', sample_ids: [b, c] }
    ]);
  });

  it('have their labels tagged by field and id', async () => {
    const { id: dataset } = await create('d');
    const document = makeDetections(3) as { detections: { _id: Uint8Array }[] };
    const labels = { predictions: document };
    const [a] = await add(dataset, [{ core: { filepath: '/a.jpg' }, labels }], [predictions]);
    changes = [];
    const tag = { dataset, tags: ['wrong'] };
    const second = idToHex((document.detections[1] as { _id: Uint8Array })._id);
    expect(await ask('labels.tag', { ...tag, label_ids: [second] })).toMatchObject({
      count: 1,
      changed: [second]
    });
    const rest = document.detections.map(({ _id }) => idToHex(_id)).filter(id => id !== second);
    expect(await ask('labels.tag', { ...tag, fields: ['predictions'] })).toMatchObject({
      count: 2,
      changed: rest
    });
    expect(changes).toMatchObject([
      { change: 'labels', fields: ['predictions'], sample_ids: [a] },
      { change: 'labels', fields: ['predictions'], sample_ids: [a] }
    ]);
    await expect(ask('labels.tag', { ...tag, fields: ['tags'] })).rejects.toMatchObject({
      code: 'unknown_field'
    });
  });
});

describe('media', () => {
  it('has a path, and a size from the metadata or else as remembered', async () => {
    const { id: dataset } = await create('d');
    const metadata = { width: 40, height: 30 };
    const [a = '', b = '', c = ''] = await add(dataset, [
      { core: { filepath: '/a.jpg', metadata } },
      ...paths('b', 'c')
    ]);
    const seq = (await ask('dataset.load', { name: 'd' })).seq;
    await service.rememberSizes(dataset, [
      { sample_id: a, width: 1, height: 1 },
      { sample_id: b, width: 640, height: 480 },
      { sample_id: idToHex(newObjectId()), width: 5, height: 5 },
      { sample_id: c, width: NaN, height: 5 }
    ]);
    const unknown = idToHex(newObjectId());
    expect(await service.mediaSources(dataset, [c, unknown, b, a])).toEqual([
      { sample_id: c, filepath: '/c.jpg', width: null, height: null },
      { sample_id: b, filepath: '/b.jpg', width: 640, height: 480 },
      { sample_id: a, filepath: '/a.jpg', width: 40, height: 30 }
    ]);
    expect((await ask('dataset.load', { name: 'd' })).seq).toBe(seq);
  });
});

describe('the service', () => {
  it('does not start on a file that is no store', async () => {
    await service.close();
    writeFileSync(join(home, 'store.db'), 'no database '.repeat(1000));
    await expect(open()).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('store.db is no Lunette store')
    });
    rmSync(join(home, 'store.db'));
    service = await open();
  });

  it('finds everything again after it was closed', async () => {
    const { id: dataset } = await create('d');
    await add(dataset, paths('a', 'b'));
    await service.close();
    service = await open();
    expect(await service.describe('d')).toMatchObject({ id: dataset, count: 2 });
  });

  it('answers methods of the data side only', async () => {
    expect(service.methods.has('samples.add')).toBe(true);
    expect(service.methods.has('dataset.watch')).toBe(false);
    expect(service.methods.has('session.join')).toBe(false);
    await expect(ask('session.list', {})).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('workspaces', () => {
  const spaces = DEFAULT_SPACES;

  it('are saved with a dataset, listed by name, loaded, and outlive the bridge', async () => {
    const { id } = await create('cats');
    await ask('workspace.save', { dataset: id, name: 'Side by side', spaces, color: '#f00' });
    await ask('workspace.save', { dataset: id, name: 'Alone', spaces, description: 'the grid' });
    expect(await ask('workspace.list', { dataset: id })).toMatchObject([
      { name: 'Alone', slug: 'alone', description: 'the grid', color: null, last_loaded_at: null },
      { name: 'Side by side', slug: 'side-by-side', description: null, color: '#f00' }
    ]);
    await service.close();
    service = await open();
    const loaded = await ask('workspace.load', { dataset: id, name: 'Side by side' });
    expect(loaded).toMatchObject({ name: 'Side by side', spaces });
    expect(loaded.last_loaded_at).toBeGreaterThanOrEqual(loaded.created_at);
    expect(await ask('workspace.load', { dataset: id, name: 'alone' })).toMatchObject({ spaces });
  });

  it('keep their time of creation when they are overwritten', async () => {
    const { id } = await create('cats');
    const first = await ask('workspace.save', { dataset: id, name: 'mine', spaces });
    const again = { dataset: id, name: 'mine', spaces, description: 'new' };
    await expect(ask('workspace.save', again)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining("'mine' already exists") as string
    });
    const second = await ask('workspace.save', { ...again, overwrite: true });
    expect(second).toMatchObject({ created_at: first.created_at, description: 'new' });
    await expect(
      ask('workspace.save', { dataset: id, name: 'Mine', spaces, overwrite: true })
    ).rejects.toMatchObject({ message: expect.stringContaining('too much like') as string });
    await expect(ask('workspace.save', { ...again, name: '!!' })).rejects.toMatchObject({
      code: 'invalid'
    });
  });

  it('are renamed and described without losing the layout', async () => {
    const { id } = await create('cats');
    await ask('workspace.save', { dataset: id, name: 'a', spaces, color: 'red' });
    await ask('workspace.save', { dataset: id, name: 'b', spaces });
    await ask('workspace.update', { dataset: id, name: 'a', to: { name: 'c', description: 'x' } });
    expect(await ask('workspace.load', { dataset: id, name: 'c' })).toMatchObject({
      description: 'x',
      color: 'red',
      spaces
    });
    await expect(
      ask('workspace.update', { dataset: id, name: 'c', to: { name: 'b' } })
    ).rejects.toMatchObject({ code: 'conflict' });
    await ask('workspace.update', { dataset: id, name: 'c', to: { color: null } });
    expect(await ask('workspace.list', { dataset: id })).toMatchObject([
      { name: 'b' },
      { name: 'c', color: null, description: 'x' }
    ]);
  });

  it('are deleted one by one, all at once, and with their dataset', async () => {
    const { id } = await create('cats');
    const other = await create('dogs');
    for (const name of ['a', 'b', 'c']) {
      await ask('workspace.save', { dataset: id, name, spaces });
    }
    await ask('workspace.save', { dataset: other.id, name: 'a', spaces });
    expect(await ask('workspace.delete', { dataset: id, name: 'a' })).toEqual({ count: 1 });
    await expect(ask('workspace.load', { dataset: id, name: 'a' })).rejects.toMatchObject({
      code: 'not_found',
      message: "The dataset 'cats' has no workspace 'a'; it has 'b', 'c'."
    });
    expect(await ask('workspace.delete', { dataset: id })).toEqual({ count: 2 });
    await ask('dataset.delete', { dataset: id });
    const again = await create('cats');
    expect(await ask('workspace.list', { dataset: again.id })).toEqual([]);
    expect(await ask('workspace.list', { dataset: other.id })).toHaveLength(1);
  });
});
