import { describe, expect, it } from 'vitest';
import { DEFAULT_FIELDS, type IFieldSpec } from '../../../protocol';
import { RequestError } from '../../request-error';
import { makeDetections } from '../../store/testing/sample-factory';
import { decodeDocument, encodeDocument } from '../documents/document-codec';
import { idToHex, newObjectId } from '../documents/object-id';
import { samplesPayload, type IPayloadSample } from '../testing/sample-payload';
import { parseNewSamples, parseUpdates } from './sample-batch';
import { batchSchema } from './sample-payload';

const fields: IFieldSpec[] = [
  ...DEFAULT_FIELDS,
  { name: 'split', type: 'string' },
  { name: 'number', type: 'int' },
  { name: 'score', type: 'float' },
  { name: 'good', type: 'bool' },
  { name: 'day', type: 'date' },
  { name: 'scene', type: 'object_id' },
  { name: 'words', type: 'list', subtype: 'string' },
  { name: 'anything', type: 'list' },
  { name: 'sizes', type: 'dict', subtype: 'int' },
  { name: 'embedding', type: 'vector' },
  { name: 'depth', type: 'array' },
  { name: 'fixed', type: 'string', read_only: true },
  { name: 'predictions', type: 'document', document: 'Detections' },
  { name: 'weather', type: 'document', document: 'Classification' }
];
const schema = batchSchema('d', fields);
const vector = { _cls: 'ndarray', dtype: '<f4', shape: [2], zlib: new Uint8Array(8) };

function errorOf(action: () => unknown): RequestError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(RequestError);
    return error as RequestError;
  }
  throw new Error('No error was thrown.');
}

const addOne = (sample: IPayloadSample) => parseNewSamples(samplesPayload([sample]), schema)[0];
const addError = (core: Record<string, unknown>, labels: Record<string, unknown> = {}) =>
  errorOf(() => addOne({ core: { filepath: '/a.jpg', ...core }, labels }));

describe('new samples', () => {
  it('are taken apart: labels untouched, tags apart, null values and what the store keeps left out', () => {
    const id = newObjectId();
    const predictions = encodeDocument(makeDetections(2));
    const core = {
      filepath: '/a.jpg',
      split: 'train',
      number: 3,
      score: 1.5,
      good: true,
      day: { $date: 0 },
      scene: newObjectId(),
      words: ['a', 'b', null],
      anything: ['a', 1, { b: [true] }],
      sizes: { a: 1 },
      embedding: vector,
      depth: vector,
      metadata: { _cls: 'ImageMetadata', width: 4, height: 3, size_bytes: 12, camera: 'x' }
    };
    const sample = addOne({
      id,
      core: { ...core, id: 'x', tags: ['t', 'u'], fixed: null, created_at: { $date: 5 } },
      labels: { predictions, weather: null }
    });
    expect(sample).toMatchObject({
      id,
      filepath: '/a.jpg',
      tags: ['t', 'u'],
      labels: { predictions }
    });
    expect(Object.keys(sample?.labels ?? {})).toEqual(['predictions']);
    expect(decodeDocument(sample?.core ?? new Uint8Array())).toEqual(core);
  });

  it('may have whole numbers where floats are declared and the other way round', () => {
    const double = Uint8Array.of(0xcb, 0x40, 0x08, 0, 0, 0, 0, 0, 0);
    const payload = samplesPayload([
      { core: { filepath: '/a.jpg', score: 3, number: 7777777777.5 } }
    ]);
    expect(() => parseNewSamples(payload, schema)).toThrow(/'number'.*int.*float/);
    const at = Buffer.from(payload).indexOf(encodeDocument(7777777777.5));
    payload.set(double, at);
    expect(parseNewSamples(payload, schema).length).toBe(1);
  });

  it.each<[Record<string, unknown>, string, string, string]>([
    [{ split: 5 }, 'split', 'string', 'int'],
    [{ number: 'x' }, 'number', 'int', 'string'],
    [{ number: true }, 'number', 'int', 'bool'],
    [{ good: 1 }, 'good', 'bool', 'int'],
    [{ day: '2020-01-01' }, 'day', 'date', 'string'],
    [{ scene: new Uint8Array(5) }, 'scene', 'object_id', 'binary'],
    [{ words: ['a', 2] }, 'words[1]', 'string', 'int'],
    [{ words: 'a' }, 'words', 'list of string', 'string'],
    [{ sizes: { a: 'b' } }, 'sizes.a', 'int', 'string'],
    [{ depth: [1, 2] }, 'depth', 'array', 'list'],
    [{ embedding: 3 }, 'embedding', 'vector', 'int'],
    [{ tags: ['a', 5] }, 'tags[1]', 'string', 'int'],
    [{ metadata: { width: 'wide' } }, 'metadata.width', 'int', 'string'],
    [{ metadata: { _cls: 'Detection' } }, 'metadata', 'ImageMetadata', 'Detection'],
    [{ predictions: makeDetections(1) }, 'predictions', 'Detections', 'Detections']
  ])(
    'with a wrong type are refused, naming sample, field and types: %o',
    (core, field, expected, found) => {
      const error = addError(core);
      expect(error).toMatchObject({
        code: 'wrong_type',
        details: { field, sample: '/a.jpg', expected, found }
      });
      expect(error.message).toContain(`field '${field}' of sample /a.jpg`);
      expect(error.message).toContain('Nothing was saved.');
    }
  );

  it.each([
    [{ color: 'red' }, {}],
    [{}, { truth: makeDetections(1) }]
  ])('with an unknown field are refused: %o %o', (core, labels) => {
    const error = addError(core, labels);
    expect(error.code).toBe('unknown_field');
    expect(error.message).toMatch(/no field '(color|truth)', which sample \/a.jpg has/);
  });

  it.each([
    [{}, 'has no filepath'],
    [{ filepath: 7 }, 'has no filepath'],
    [{ filepath: '' }, 'no absolute path'],
    [{ filepath: 'a.jpg' }, "'a.jpg' is no absolute path"],
    [{ filepath: '/a\0.jpg' }, 'no absolute path']
  ])('need an absolute file path: %o', (core, message) => {
    expect(errorOf(() => addOne({ core })).message).toContain(message);
  });

  it.each<[string, unknown, string]>([
    ['no map', Uint8Array.of(0x01), 'Detections'],
    ['nothing', new Uint8Array(0), 'cut off'],
    ['random bytes', Uint8Array.of(0xc1, 5, 6), 'begins no value'],
    ['a cut-off document', encodeDocument(makeDetections(2)).subarray(0, -3), 'cut off'],
    ['more than a document', Uint8Array.of(...encodeDocument(makeDetections(1)), 0), 'more data'],
    ['another class', { _cls: 'Polylines', polylines: [] }, 'Polylines'],
    ['no class', { detections: [] }, 'without a class'],
    ['a class that is no text', { _cls: 5, detections: [] }, 'without a class'],
    ['no list', { _cls: 'Detections' }, 'is missing'],
    ['no list but a number', { _cls: 'Detections', detections: 5 }, 'list of Detection'],
    [
      'elements that are no labels',
      { _cls: 'Detections', detections: [5] },
      'predictions.detections[0]'
    ],
    [
      'a label without id',
      { _cls: 'Detections', detections: [{ _cls: 'Detection', label: 'cat' }] },
      'has no _id'
    ],
    ['endless nesting', new Uint8Array(1000).fill(0x81), 'predictions']
  ])('with a label field of %s are refused, naming sample and field', (_what, label, message) => {
    const error = addError({}, { predictions: label });
    expect(['invalid', 'wrong_type']).toContain(error.code);
    expect(error.message).toContain('/a.jpg');
    expect(error.message).toContain("'predictions");
    expect(error.message).toContain(message);
  });

  it('with a non-finite box are taken: the page says that it cannot be drawn', () => {
    const detections = makeDetections(1) as { detections: { bounding_box: number[] }[] };
    (detections.detections[0] as { bounding_box: number[] }).bounding_box = [NaN, 0, Infinity, 1];
    expect(
      addOne({ core: { filepath: '/a.jpg' }, labels: { predictions: detections } })
    ).toBeDefined();
  });

  it.each([
    ['no list', encodeDocument({ a: 1 }), 'not a list'],
    ['no samples', encodeDocument([1]), 'is not [id, fields, labels]'],
    ['a short id', encodeDocument([[new Uint8Array(3), {}, {}]]), 'no 12 bytes'],
    ['cut off', samplesPayload([{ core: { filepath: '/a.jpg' } }]).subarray(0, -1), 'cut off'],
    ['an unbelievable length', Uint8Array.of(0xdd, 255, 255, 255, 255), 'cut off']
  ])('in a payload that is damaged (%s) are refused', (_what, payload, message) => {
    expect(errorOf(() => parseNewSamples(payload, schema)).message).toContain(message);
  });
});

describe('updates', () => {
  const id = newObjectId();
  const parse = (core: Record<string, unknown>, labels: Record<string, unknown> = {}) =>
    parseUpdates(samplesPayload([{ id, core, labels }]), schema)[0];

  it('set fields, parts of documents, tags and labels, and clear by null', () => {
    const update = parse(
      { split: null, 'metadata.width': 5, 'metadata.lens': 'x', 'sizes.b': 2, tags: ['t'] },
      { predictions: makeDetections(1), weather: null }
    );
    expect([...(update?.set.keys() ?? [])]).toEqual([
      'split',
      'metadata.width',
      'metadata.lens',
      'sizes.b'
    ]);
    expect(update).toMatchObject({ id, tags: ['t'], labels: { weather: null } });
    expect(parse({ tags: null })?.tags).toEqual([]);
    expect(parse({ split: 'x' })?.tags).toBeNull();
  });

  it.each([
    [{ 'metadata.width': 'wide' }, /'metadata.width'.*int.*string/],
    [{ 'sizes.b': 'x' }, /'sizes.b'.*int.*string/],
    [{ 'split.x': 1 }, /'split.x' cannot be set: 'split' is of type string/],
    [{ 'words.0': 'x' }, /'words.0' cannot be set/],
    [{ 'predictions.detections': [] }, /labels of a field are saved together/],
    [{ predictions: 5 }, /'predictions'.*holds Detections labels/],
    [{ created_at: { $date: 1 } }, /read-only field 'created_at'/],
    [{ fixed: 'x' }, /read-only field 'fixed'/],
    [{ id: 'x' }, /read-only field 'id'/],
    [{ filepath: null }, /has no filepath/],
    [{ filepath: 'relative.jpg' }, /no absolute path/],
    [{ color: 1 }, /no field 'color'/]
  ])('that cannot be are refused, naming the sample: %o', (core, message) => {
    const error = errorOf(() => parse(core));
    expect(error.message).toMatch(message);
    if (!error.message.includes('read-only')) {
      expect(error.message + JSON.stringify(error.details)).toContain(idToHex(id));
    }
  });
});
