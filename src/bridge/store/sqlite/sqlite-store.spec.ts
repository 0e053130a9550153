import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IFieldSpec } from '../../../protocol';
import { decodeDocument, encodeDocument } from '../../datasets/documents/document-codec';
import { idToHex } from '../../datasets/documents/object-id';
import { makeDetections, makeSample } from '../testing/sample-factory';
import { SqliteReader } from './sqlite-reader';
import { SqliteStore } from './sqlite-store';

let folder: string;
let store: SqliteStore;
let reader: SqliteReader;
let dataset: string;

const everything = { core: true, tags: true, labels: null };
const rids = (...values: number[]): Uint32Array => Uint32Array.from(values);
const predictions: IFieldSpec = { name: 'predictions', type: 'document', document: 'Detections' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-store-'));
  store = SqliteStore.open(join(folder, 'store.db'));
  reader = SqliteReader.open(join(folder, 'store.db'));
  dataset = store.createDataset({
    name: 'first',
    slug: 'first',
    persistent: true,
    overwrite: false
  }).id;
});
afterEach(() => {
  reader.close();
  store.close();
  rmSync(folder, { recursive: true });
});

describe('datasets', () => {
  it('are found by id and by name, listed by name, from another connection', () => {
    store.createDataset({ name: 'a b', slug: 'a-b', persistent: false, overwrite: false });
    expect(reader.listDatasets().map(info => info.name)).toEqual(['a b', 'first']);
    expect(reader.findDataset('first')).toEqual(reader.findDataset(dataset));
    expect(reader.findDataset('third')).toBeNull();
    expect(reader.findDataset('first')).toMatchObject({
      persistent: true,
      media_type: null,
      count: 0,
      fields: [{ name: 'id' }, { name: 'filepath' }, {}, {}, {}, {}]
    });
  });

  it('refuse a name or an address that is taken, on creating and on renaming', () => {
    const create = { name: 'First', slug: 'first', persistent: false, overwrite: true };
    expect(() => store.createDataset(create)).toThrow(/too much like.*'first'/);
    const other = store.createDataset({ ...create, name: 'other', slug: 'other' });
    expect(() => store.updateDataset(other.id, { name: 'first', slug: 'first' })).toThrow(
      /A dataset named 'first' already exists/
    );
    expect(reader.findDataset('other')?.id).toBe(other.id);
  });

  it('are replaced with all their samples when overwritten', () => {
    store.addSamples(dataset, [makeSample({ filepath: '/a.jpg' }, {}, ['x'])]);
    const next = store.createDataset({
      name: 'first',
      slug: 'first',
      persistent: false,
      overwrite: true
    });
    expect(next.id).not.toBe(dataset);
    expect(next.count).toBe(0);
    expect(reader.findDataset(dataset)).toBeNull();
    expect(reader.operationsAfter(dataset, 0, 10)?.at(-1)).toMatchObject({ kind: 'dropped' });
    expect(() => reader.allRids(dataset)).toThrow(/does not exist/);
  });

  it('change their description, and note when', () => {
    const before = store.findDataset(dataset);
    const info = store.updateDataset(dataset, { description: 'Cats', tags: ['t'], info: { a: 1 } });
    expect(info).toMatchObject({ name: 'first', description: 'Cats', tags: ['t'], info: { a: 1 } });
    expect(info.seq).toBeGreaterThan(before?.seq ?? Infinity);
    expect(store.touchDataset(dataset).last_loaded_at).toBeGreaterThanOrEqual(info.created_at);
  });
});

describe('samples', () => {
  it('come back as they were written, their labels byte by byte', () => {
    const sample = makeSample(
      { filepath: '/a.jpg', split: 'train', metadata: { width: 4, height: 3 } },
      { predictions: makeDetections(13) },
      ['b', 'a']
    );
    const result = store.addSamples(dataset, [sample]);
    expect(result).toEqual({ seq: reader.latestSeq(dataset), count: 1 });
    const [stored] = [...reader.read(dataset, reader.allRids(dataset), everything)];
    expect(stored).toMatchObject({
      rid: 1,
      id: sample.id,
      labels: sample.labels,
      tags: ['b', 'a']
    });
    const core = decodeDocument(stored?.core ?? new Uint8Array()) as Record<string, unknown>;
    expect(core).toEqual({
      filepath: '/a.jpg',
      split: 'train',
      metadata: { width: 4, height: 3 },
      created_at: { $date: expect.any(Number) },
      last_modified_at: core['created_at']
    });
    expect(reader.findDataset(dataset)).toMatchObject({ count: 1, media_type: 'image' });
  });

  it('are read in the order asked, deleted and unknown ones left out', () => {
    const samples = Array.from({ length: 600 }, (_, i) => makeSample({ filepath: `/${i}.jpg` }));
    store.addSamples(dataset, samples);
    store.deleteSamples(dataset, rids(5, 300));
    const read = (asked: Uint32Array): number[] =>
      Array.from(reader.read(dataset, asked, everything), sample => sample.rid);
    expect(read(rids(7, 3, 5, 900, 4))).toEqual([7, 3, 4]);
    expect(read(rids(3, 4, 5, 6))).toEqual([3, 4, 6]);
    expect(read(reader.allRids(dataset))).toEqual([...reader.allRids(dataset)]);
    expect(reader.allRids(dataset).length).toBe(598);
    expect(read(rids())).toEqual([]);
  });

  it('give only what was selected', () => {
    store.addSamples(dataset, [
      makeSample({ filepath: '/a.jpg' }, { x: makeDetections(1), y: makeDetections(2) }, ['t']),
      makeSample({ filepath: '/b.jpg' }, { y: makeDetections(2) }, ['t'])
    ]);
    const only = { core: false, tags: false, labels: ['x', 'unknown'] };
    for (const asked of [rids(1, 2), rids(2, 1)]) {
      for (const sample of reader.read(dataset, asked, only)) {
        expect(sample.core.length).toBe(0);
        expect(sample.tags).toEqual([]);
        expect(Object.keys(sample.labels)).toEqual(sample.rid === 1 ? ['x'] : []);
      }
    }
  });

  it('are found by id and by file path', () => {
    const samples = ['/a.jpg', '/b.jpg', '/a.jpg'].map(filepath => makeSample({ filepath }));
    store.addSamples(dataset, samples);
    const ids = samples.map(sample => sample.id);
    expect([...reader.ridsOfIds(dataset, [...ids.toReversed(), new Uint8Array(12)])]).toEqual([
      3, 2, 1, -1
    ]);
    expect([...reader.ridsOfFilepaths(dataset, ['/b.jpg', '/a.jpg', '/c.jpg'])]).toEqual([
      2, 1, -1
    ]);
    expect(reader.idsOfRids(dataset, rids(2, 9))).toEqual(
      Uint8Array.from([...(ids[1] as Uint8Array), ...new Uint8Array(12)])
    );
  });

  it('with an id that is taken are refused, all of the batch', () => {
    const sample = makeSample({ filepath: '/a.jpg' });
    store.addSamples(dataset, [sample]);
    const batch = [makeSample({ filepath: '/b.jpg' }), { ...sample, filepath: '/c.jpg' }];
    expect(() => store.addSamples(dataset, batch)).toThrow(
      `already has a sample with the id ${idToHex(sample.id)} (/c.jpg)`
    );
    expect(reader.findDataset(dataset)?.count).toBe(1);
    expect([...reader.ridsOfFilepaths(dataset, ['/b.jpg'])]).toEqual([-1]);
  });

  it('never get the row id of a deleted one', () => {
    store.addSamples(dataset, [
      makeSample({ filepath: '/a.jpg' }),
      makeSample({ filepath: '/b.jpg' })
    ]);
    expect(store.deleteSamples(dataset, rids(2, 2, 77)).count).toBe(1);
    store.addSamples(dataset, [makeSample({ filepath: '/c.jpg' })]);
    expect([...reader.allRids(dataset)]).toEqual([1, 3]);
    expect(reader.findDataset(dataset)?.count).toBe(2);
  });
});

describe('an update', () => {
  const bytes = (value: unknown): Uint8Array => encodeDocument(value);

  it('changes what it names and leaves the bytes of the rest', () => {
    // 1.0 as a float: decoding and encoding it in JavaScript would make it an integer.
    const one = new Uint8Array([0xca, 0x3f, 0x80, 0, 0]);
    const sample = makeSample({ filepath: '/a.jpg' }, { predictions: makeDetections(1) }, ['old']);
    store.addSamples(dataset, [sample]);
    store.updateSamples(dataset, [
      { rid: 1, set: new Map([['uniqueness', one]]), labels: {}, tags: null }
    ]);
    const { seq } = store.updateSamples(dataset, [
      {
        rid: 1,
        set: new Map([
          ['filepath', bytes('/b.jpg')],
          ['metadata.width', bytes(640)],
          ['split', bytes(null)]
        ]),
        labels: { predictions: null, truth: bytes(makeDetections(2)) },
        tags: ['new', 'old']
      }
    ]);
    const [stored] = [...reader.read(dataset, rids(1), everything)];
    expect(Buffer.from(stored?.core ?? []).includes(Buffer.from(one))).toBe(true);
    expect(decodeDocument(stored?.core ?? bytes({}))).toMatchObject({
      filepath: '/b.jpg',
      uniqueness: 1,
      metadata: { width: 640 }
    });
    expect(Object.keys(stored?.labels ?? {})).toEqual(['truth']);
    expect(stored?.tags).toEqual(['old', 'new']);
    expect([...reader.ridsOfFilepaths(dataset, ['/a.jpg', '/b.jpg'])]).toEqual([-1, 1]);
    expect(reader.operationsAfter(dataset, seq - 1, 10)).toEqual([
      {
        seq,
        dataset,
        at: expect.any(Number),
        kind: 'updated',
        rids: rids(1),
        fields: ['filepath', 'metadata', 'split', 'predictions', 'truth', 'tags']
      }
    ]);
  });

  it('of a deleted sample fails and saves nothing', () => {
    store.addSamples(dataset, [makeSample({ filepath: '/a.jpg' })]);
    const set = new Map([['split', bytes('x')]]);
    expect(() =>
      store.updateSamples(dataset, [
        { rid: 1, set, labels: {}, tags: null },
        { rid: 2, set, labels: {}, tags: null }
      ])
    ).toThrow(/deleted in the meantime; nothing was saved/);
    const [stored] = [...reader.read(dataset, rids(1), everything)];
    expect(decodeDocument(stored?.core ?? bytes({}))).not.toHaveProperty('split');
  });
});

describe('tags', () => {
  it('are set and removed where that is a change, with the time of the change', async () => {
    store.addSamples(
      dataset,
      Array.from({ length: 70_000 }, (_, i) => makeSample({ filepath: `/${i}.jpg` }))
    );
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(store.tagSamples(dataset, rids(9, 70_000, 9, 99_999), 't', false).changed).toEqual(
      rids(9, 70_000)
    );
    const all = reader.allRids(dataset);
    expect(store.tagSamples(dataset, all, 't', false).count).toBe(69_998);
    const { changed, seq } = store.tagSamples(dataset, rids(8, 9), 't', true);
    expect(changed).toEqual(rids(8, 9));
    expect(reader.operationsAfter(dataset, seq - 1, 1)).toMatchObject([
      { kind: 'tagged', rids: rids(8, 9), tag: 't', remove: true }
    ]);
    expect(reader.tagSets(dataset).get('t')).toEqual(all.filter(rid => rid !== 8 && rid !== 9));
    const [sample] = [...reader.read(dataset, rids(8), everything)];
    const core = decodeDocument(sample?.core ?? encodeDocument({})) as Record<
      string,
      { $date: number }
    >;
    expect(core['last_modified_at']?.$date).toBeGreaterThan(core['created_at']?.$date ?? Infinity);
  });

  it('that change nothing are no operation', () => {
    store.addSamples(dataset, [makeSample({ filepath: '/a.jpg' }, {}, ['t'])]);
    const seq = reader.latestSeq(dataset);
    expect(store.tagSamples(dataset, rids(1), 't', false)).toMatchObject({ seq, count: 0 });
    expect(store.tagSamples(dataset, rids(1), 'unknown', true)).toMatchObject({ seq, count: 0 });
    expect(reader.latestSeq(dataset)).toBe(seq);
    expect([...reader.tagSets(dataset).keys()]).toEqual(['t']);
  });

  it('of labels are changed inside their documents, all else untouched', () => {
    store.setFields(dataset, [...(store.findDataset(dataset)?.fields ?? []), predictions]);
    const detections = makeDetections(3);
    const ids = (detections['detections'] as { _id: Uint8Array }[]).map(d => idToHex(d._id));
    store.addSamples(dataset, [
      makeSample({ filepath: '/a.jpg' }, { predictions: detections }),
      makeSample({ filepath: '/b.jpg' })
    ]);
    const one = { fields: null, labelIds: new Set([ids[1] as string]) };
    const result = store.tagLabels(dataset, rids(1, 2), one, ['wrong'], false);
    expect(result).toMatchObject({ count: 1, changed: rids(1), fields: ['predictions'] });
    expect(store.tagLabels(dataset, rids(1, 2), one, ['wrong'], false).count).toBe(0);
    const all = { fields: ['predictions'], labelIds: null };
    expect(store.tagLabels(dataset, rids(1, 2), all, ['seen'], false).count).toBe(3);
    expect(store.tagLabels(dataset, rids(1), all, ['seen', 'other'], true).count).toBe(3);
    const [sample] = [...reader.read(dataset, rids(1), everything)];
    const stored = decodeDocument(sample?.labels['predictions'] ?? encodeDocument({}));
    const expected = structuredClone(detections) as { detections: { tags: string[] }[] };
    (expected.detections[1] as { tags: string[] }).tags = ['wrong'];
    expect(stored).toEqual(expected);
  });
});

describe('sizes of pictures', () => {
  it('are remembered beside the samples and can be asked for since last time', () => {
    store.addSamples(dataset, [
      makeSample({ filepath: '/a.jpg' }),
      makeSample({ filepath: '/b.jpg' })
    ]);
    const seq = reader.latestSeq(dataset);
    store.rememberSizes(dataset, { rids: rids(1), widths: rids(640), heights: rids(480), mark: 0 });
    const first = reader.mediaSizes(dataset, 0);
    expect(first).toMatchObject({ rids: rids(1), widths: rids(640), heights: rids(480) });
    store.rememberSizes(dataset, { rids: rids(2), widths: rids(10), heights: rids(20), mark: 0 });
    expect(reader.mediaSizes(dataset, first.mark).rids).toEqual(rids(2));
    expect(reader.latestSeq(dataset)).toBe(seq);
  });
});
