import { describe, expect, it } from 'vitest';
import { DEFAULT_FIELDS, type IFieldSpec } from '../../../protocol';
import { mergeFields } from './merge-fields';

const detections: IFieldSpec = { name: 'predictions', type: 'document', document: 'Detections' };
const split: IFieldSpec = { name: 'split', type: 'string' };
const add = (existing: IFieldSpec[], ...added: IFieldSpec[]): IFieldSpec[] | null =>
  mergeFields([...DEFAULT_FIELDS, ...existing], added)?.slice(DEFAULT_FIELDS.length) ?? null;

describe('adding fields to a schema', () => {
  it('appends new ones and is silent about those that are there', () => {
    expect(add([], split, detections)).toEqual([split, detections]);
    expect(add([split], split)).toBeNull();
    expect(add([], { name: 'filepath', type: 'string' })).toBeNull();
  });

  it.each<[string, IFieldSpec, IFieldSpec, RegExp]>([
    ['types', split, { ...split, type: 'int' }, /'split' is of type string, .* of type int/],
    ['int and float', { name: 'n', type: 'int' }, { name: 'n', type: 'float' }, /int.*float/],
    [
      'element types',
      { name: 'l', type: 'list', subtype: 'int' },
      { name: 'l', type: 'list', subtype: 'string' },
      /list of int.*list of string/
    ],
    ['classes', detections, { ...detections, document: 'Polylines' }, /Detections.*Polylines/]
  ])('refuses other %s', (_what, existing, added, message) => {
    expect(() => add([existing], added)).toThrow(message);
  });

  it('lets an untyped list and a typed one agree, and metadata classes', () => {
    const typed: IFieldSpec = { name: 'l', type: 'list', subtype: 'int' };
    expect(add([typed], { name: 'l', type: 'list' })).toBeNull();
    expect(add([{ name: 'l', type: 'list' }], typed)).toBeNull();
    expect(add([], { name: 'metadata', type: 'document', document: 'Metadata' })).toBeNull();
    expect(add([{ name: 'i', type: 'object_id' }], { name: 'i', type: 'string' })).toBeNull();
    expect(add([{ name: 'a', type: 'any' }], { name: 'a', type: 'string' })).toBeNull();
  });

  it('names the fields of a document', () => {
    const truncated: IFieldSpec = { name: 'truncated', type: 'bool' };
    const merged = [{ ...detections, fields: [truncated] }];
    expect(add([detections], { ...truncated, name: 'predictions.detections.truncated' })).toEqual(
      merged
    );
    expect(add([detections], { ...truncated, name: 'predictions.truncated' })).toEqual(merged);
    expect(add([detections], { ...detections, fields: [truncated] })).toEqual(merged);
    expect(() => add(merged, { name: 'predictions.truncated', type: 'int' })).toThrow(
      /'predictions.truncated' is of type bool/
    );
    expect(() => add([], { name: 'metadata.width', type: 'string' })).toThrow(/int.*string/);
    expect(() => add([split], { name: 'split.x', type: 'int' })).toThrow(
      /'split' is of type string/
    );
    expect(() => add([], { name: 'nothing.x', type: 'int' })).toThrow(/no field 'nothing'/);
    expect(() => add([], { name: 'd', type: 'document' })).toThrow(/not of which class/);
  });

  it.each(['_hidden', 'a..b', 'a.', 'co$t', 'predictions._id'])('refuses the name %s', name => {
    expect(() => add([detections], { name, type: 'int' })).toThrow(/is no name for a field/);
  });

  it('keeps read-only fields as they are', () => {
    const fixed: IFieldSpec = {
      ...detections,
      read_only: true,
      description: 'fixed',
      fields: [{ name: 'a', type: 'int' }]
    };
    expect(add([fixed], { ...detections, description: 'other' })).toBeNull();
    expect(() => add([fixed], { name: 'predictions.b', type: 'int' })).toThrow(
      "Cannot edit read-only field 'predictions'."
    );
    expect(add([split], { ...split, description: 'of the data' })).toEqual([
      { ...split, description: 'of the data' }
    ]);
  });
});
