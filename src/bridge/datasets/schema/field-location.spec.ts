import { describe, expect, it } from 'vitest';
import { DEFAULT_FIELDS, type IFieldSpec } from '../../../protocol';
import { locateField, requireEditable } from './field-location';

const fields: IFieldSpec[] = [
  ...DEFAULT_FIELDS,
  {
    name: 'predictions',
    type: 'document',
    document: 'Detections',
    fields: [{ name: 'mood', type: 'string', read_only: true }]
  },
  { name: 'kind', type: 'document', document: 'Classification' },
  {
    name: 'visits',
    type: 'list',
    subtype: 'document',
    document: 'Visit',
    fields: [{ name: 'at', type: 'datetime' }]
  },
  { name: 'score', type: 'float', read_only: true },
  {
    name: 'frames',
    type: 'list',
    subtype: 'document',
    document: 'Frame',
    fields: [{ name: 'objects', type: 'document', document: 'Detections' }]
  }
];
const at = (path: string): ReturnType<typeof locateField> => locateField('test', fields, path);

describe('a path leads to', () => {
  it('a field of samples', () => {
    expect(at('score')).toMatchObject({ inner: [], isLabel: false, isListed: false, isOwn: false });
    expect(at('filepath').isOwn).toBe(true);
  });

  it('an attribute of every label of a list, with or without the name of the list', () => {
    const mood = { inner: ['detections', 'mood'], isLabel: true, isListed: true, isOwn: false };
    expect(at('predictions.detections.mood')).toMatchObject(mood);
    expect(at('predictions.mood')).toMatchObject({ ...mood, path: 'predictions.detections.mood' });
    expect(at('predictions.detections.label')).toMatchObject({ isOwn: true });
    expect(at('predictions.detections')).toMatchObject({ inner: ['detections'], isOwn: true });
  });

  it('an attribute that nobody declared', () => {
    expect(at('kind.note')).toMatchObject({ inner: ['note'], spec: null, isListed: false });
    expect(at('visits.reason')).toMatchObject({ inner: ['reason'], isListed: true });
    expect(at('visits.at').spec?.type).toBe('datetime');
  });

  it('what frames hold', () => {
    const inner = ['objects', 'detections', 'mood'];
    const names = ['frames', 'objects', 'mood'];
    const found = { inner, names, isLabel: false, isApart: true, isListed: true, isOwn: false };
    expect(at('frames.objects.detections.mood')).toMatchObject(found);
    expect(at('frames.objects.mood')).toMatchObject(found);
    expect(at('frames.objects.detections.label').isOwn).toBe(true);
    expect(at('frames.objects')).toMatchObject({ inner: ['objects'], isOwn: false });
    expect(at('frames.frame_number').isOwn).toBe(true);
  });

  it('nothing, where there is no such field or it has no parts', () => {
    expect(() => at('rank')).toThrow("no field 'rank'");
    expect(() => at('score.part')).toThrow("no field 'score.part'");
    expect(() => at('visits.at.year')).toThrow("no field 'visits.at.year'");
  });
});

it('what is read-only cannot be edited, nor anything inside it', () => {
  expect(() => requireEditable(at('score'))).toThrow("read-only field 'score'");
  expect(() => requireEditable(at('predictions.mood'))).toThrow(
    "read-only field 'predictions.detections.mood'"
  );
  expect(() => requireEditable(at('predictions'))).not.toThrow();
});
