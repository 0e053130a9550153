import { describe, expect, it } from 'vitest';
import type { IFieldSpec } from '../../../protocol';
import { encodeDocument } from '../documents/document-codec';
import { mediaTypeOf } from '../documents/media-type';
import { newObjectId } from '../documents/object-id';
import { FRAMES_FIELD, withMediaFields } from '../schema/media-fields';
import { checkFrames } from './frames-check';

const spec: IFieldSpec = {
  ...FRAMES_FIELD,
  fields: [
    { name: 'weather', type: 'string' },
    { name: 'objects', type: 'document', document: 'Detections' }
  ]
};
const frame = (frame_number: unknown, more: object = {}): object => ({
  _cls: 'Frame',
  _id: newObjectId(),
  frame_number,
  ...more
});
const check =
  (...frames: unknown[]) =>
  () =>
    checkFrames(encodeDocument(frames), spec);
const detection = { _cls: 'Detection', _id: newObjectId(), bounding_box: [0, 0, 1, 1] };

describe('the frames of a video', () => {
  it('are a list by number, with declared fields, any of them null', () => {
    expect(check()).not.toThrow();
    const objects = { _cls: 'Detections', detections: [detection] };
    expect(
      check(frame(1, { weather: 'rain' }), frame(7, { weather: null, objects }))
    ).not.toThrow();
    expect(check(frame(1, { created_at: { $date: 5 } }))).not.toThrow();
  });

  it.each<[string, unknown[], RegExp]>([
    ['a number from 0', [frame(0)], /frame_number/],
    ['a number that is none', [frame('1')], /frame_number.*string/],
    ['no number', [frame(undefined)], /frame_number/],
    ['the same number twice', [frame(2), frame(2)], /frames\[1\]\.frame_number/],
    ['numbers in another order', [frame(3), frame(2)], /frames\[1\]/],
    ['no id', [{ frame_number: 1 }], /frames\[0\].*_id/],
    ['no document', [5], /frames\[0\].*Frame/],
    ['a field nobody declared', [frame(1, { speed: 5 })], /frames\[0\]\.speed/],
    ['a value of another type', [frame(1, { weather: 5 })], /frames\[0\]\.weather.*string/],
    [
      'labels of another class',
      [frame(1, { objects: { _cls: 'Polylines', polylines: [] } })],
      /objects.*Detections/
    ],
    [
      'a label without an id',
      [frame(1, { objects: { _cls: 'Detections', detections: [{ _cls: 'Detection' }] } })],
      /objects.*_id/
    ]
  ])('are refused with %s', (_what, frames, message) => {
    expect(check(...frames)).toThrow(message);
  });

  it('are refused if they are no list or more than one', () => {
    expect(() => checkFrames(encodeDocument({}), spec)).toThrow(/list of Frame/);
    const twice = Uint8Array.of(...encodeDocument([]), ...encodeDocument([]));
    expect(() => checkFrames(twice, spec)).toThrow(/more data/);
  });
});

describe('the media of a dataset', () => {
  it.each([
    ['/a/b.PNG', 'image'],
    ['/a/b.mp4', 'video'],
    ['/a.mp4/b', 'image'],
    ['/a/b.pcd', 'point-cloud'],
    ['/a/b.fo3d', '3d'],
    ['/noending', 'image']
  ])('%s is %s by its name', (path, type) => {
    expect(mediaTypeOf(path)).toBe(type);
  });

  it('decide which fields it has', () => {
    const metadata: IFieldSpec = { name: 'metadata', type: 'document', document: 'ImageMetadata' };
    expect(withMediaFields([metadata], 'image')).toBeNull();
    const video = withMediaFields([metadata], 'video');
    expect(video).toEqual([{ ...metadata, document: 'VideoMetadata' }, FRAMES_FIELD]);
    expect(withMediaFields(video!, 'video')).toBeNull();
    expect(withMediaFields([metadata], 'point-cloud')).toEqual([
      { ...metadata, document: 'Metadata' }
    ]);
  });
});
