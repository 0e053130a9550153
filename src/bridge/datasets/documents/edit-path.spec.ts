import { describe, expect, it } from 'vitest';
import { decodeDocument, encodeDocument } from './document-codec';
import { editMaps, LengthError, setAligned, type IAlignedOptions } from './edit-path';

const detections = {
  _cls: 'Detections',
  detections: [
    { label: 'cat', box: { x: 1 } },
    { label: 'dog', confidence: 0.5 }
  ]
};
const options: IAlignedOptions = {
  skipNone: false,
  check: () => undefined
};
const set = (
  document: unknown,
  path: string[],
  given: unknown,
  more: Partial<IAlignedOptions> = {}
): unknown =>
  decodeDocument(
    setAligned(encodeDocument(document), path, encodeDocument(given), { ...options, ...more })
  );

describe('editing the maps at a path', () => {
  it('enters lists', () => {
    const edited = editMaps(encodeDocument(detections), ['detections'], entries =>
      entries.delete('label')
    );
    expect(decodeDocument(edited)).toEqual({
      _cls: 'Detections',
      detections: [{ box: { x: 1 } }, { confidence: 0.5 }]
    });
  });

  it('gives back the very bytes if nothing changes', () => {
    const bytes = encodeDocument(detections);
    expect(editMaps(bytes, ['detections'], entries => entries.delete('mask'))).toBe(bytes);
    expect(editMaps(bytes, ['nothing', 'here'], () => true)).toBe(bytes);
    expect(editMaps(bytes, ['_cls', 'here'], () => true)).toBe(bytes);
  });
});

describe('setting values at a path', () => {
  it('gives each element of a list its own', () => {
    expect(set(detections, ['detections', 'rating'], [1, 2])).toEqual({
      _cls: 'Detections',
      detections: [
        { label: 'cat', box: { x: 1 }, rating: 1 },
        { label: 'dog', confidence: 0.5, rating: 2 }
      ]
    });
    expect(set({ a: [[{ b: 1 }], []] }, ['a', 'b'], [[7], []])).toEqual({ a: [[{ b: 7 }], []] });
  });

  it('takes null for no value, or leaves what is there', () => {
    const path = ['detections', 'label'];
    expect(set(detections, path, null)).toEqual({
      _cls: 'Detections',
      detections: [{ box: { x: 1 } }, { confidence: 0.5 }]
    });
    expect(set(detections, path, [null, 'wolf'], { skipNone: true })).toMatchObject({
      detections: [{ label: 'cat' }, { label: 'wolf' }]
    });
  });

  it('makes documents that are missing on the way, unless there is nothing to put there', () => {
    expect(set({}, ['a', 'b'], 1)).toEqual({ a: { b: 1 } });
    expect(set({}, ['a', 'b'], null)).toEqual({});
    expect(set({}, ['a', 'b'], [])).toEqual({});
  });

  it('refuses another number of values', () => {
    expect(() => set(detections, ['detections', 'label'], ['a'])).toThrow(LengthError);
  });

  it('checks values that are set', () => {
    const check = (): never => {
      throw new TypeError('no');
    };
    expect(() => set(detections, ['detections', 'label'], ['a', 'b'], { check })).toThrow('no');
    expect(set(detections, ['detections', 'mask'], [null, null], { check })).toEqual(detections);
  });
});
