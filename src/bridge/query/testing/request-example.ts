/** Three samples with labels of every class, some of them broken. */
import { deflateSync } from 'node:zlib';
import { call, field, literal, type Stage } from '../../../protocol';
import type { INewSample } from '../../store/document-store';
import { makeSample } from '../../store/testing/sample-factory';
import { TestBench } from './test-bench';
import { TestQueries } from './test-queries';

export const box = (label: string | null, confidence: number, more: object = {}): object => ({
  _cls: 'Detection',
  _id: crypto.getRandomValues(new Uint8Array(12)),
  label,
  confidence,
  bounding_box: [0.25, 0.5, 0.25, 0.125],
  tags: [],
  ...more
});
export const boxes = (...detections: object[]): object => ({ _cls: 'Detections', detections });
const array = (dtype: string, shape: number[], bytes: Uint8Array): object => ({
  _cls: 'ndarray',
  dtype,
  shape,
  zlib: new Uint8Array(deflateSync(bytes))
});
const own = (cls: string, more: object): object => ({
  _cls: cls,
  _id: crypto.getRandomValues(new Uint8Array(12)),
  tags: [],
  ...more
});
/** Predictions of at least this confidence. */
export const confident = (least: number): Stage => ({
  stage: 'filter_labels',
  field: 'predictions',
  filter: call('ge', field('confidence'), literal(least)),
  only_matches: true
});

export interface IRequestExample {
  bench: TestBench;
  queries: TestQueries;
  samples: INewSample[];
}

export async function openRequestExample(): Promise<IRequestExample> {
  const bench = await TestBench.open([
    { name: 'split', type: 'string' },
    { name: 'score', type: 'float' },
    { name: 'many', type: 'int' },
    { name: 'ok', type: 'bool' },
    { name: 'seen', type: 'datetime' },
    { name: 'never', type: 'float' },
    { name: 'extra', type: 'dict' },
    { name: 'predictions', type: 'document', document: 'Detections' },
    { name: 'outlines', type: 'document', document: 'Polylines' },
    { name: 'points', type: 'document', document: 'Keypoints' },
    { name: 'classes', type: 'document', document: 'Segmentation' },
    { name: 'heat', type: 'document', document: 'Heatmap' },
    { name: 'weather', type: 'document', document: 'Classification' }
  ]);
  const mask = array('|b1', [2, 3], Uint8Array.of(1, 0, 0, 0, 1, 1));
  const big = new Uint8Array(300 * 600).fill(2);
  const samples = [
    makeSample(
      {
        filepath: '/data/a.jpg',
        split: 'train',
        score: 0.5,
        many: 1,
        ok: true,
        seen: { $date: 0 },
        extra: { a: [1, { $date: 5 }] },
        metadata: { width: 400, height: 200 }
      },
      {
        predictions: boxes(box('cat', 0.9, { mask, index: 7, tags: ['hard'] }), box('dog', 0.4)),
        outlines: {
          _cls: 'Polylines',
          polylines: [
            own('Polyline', {
              label: 'road',
              points: [
                [
                  [0, 0],
                  [1, 0.5]
                ],
                [[0.5, 1]]
              ],
              closed: true,
              filled: false
            })
          ]
        },
        points: {
          _cls: 'Keypoints',
          keypoints: [
            own('Keypoint', {
              label: 'hand',
              points: [
                [0.5, 0.25],
                [NaN, NaN]
              ],
              confidence: [1, 0]
            })
          ]
        },
        classes: own('Segmentation', { mask: array('|u1', [300, 600], big) }),
        heat: own('Heatmap', {
          map: array('<f4', [1, 2], new Uint8Array(Float32Array.of(0, 5).buffer)),
          range: [0, 10]
        }),
        weather: own('Classification', { label: 'sunny', confidence: 1 })
      },
      ['x', 'y']
    ),
    makeSample(
      {
        filepath: '/data/b.jpg',
        split: 'test',
        score: 1,
        many: 3,
        ok: false,
        seen: { $date: 86_400_000 }
      },
      {
        predictions: boxes(
          box('dog', 0.8, { bounding_box: [0, 0, Infinity, 1] }),
          box('bird', 0.2, {
            mask: { _cls: 'ndarray', dtype: '|b1', shape: [2, 2], zlib: new Uint8Array([1, 2, 3]) }
          })
        )
      },
      ['x']
    ),
    makeSample({ filepath: '/data/c.jpg', split: 'train', score: 0, many: 3 }, {}, [])
  ];
  bench.add(samples);
  const size = {
    rids: Uint32Array.of(2),
    widths: Uint32Array.of(100),
    heights: Uint32Array.of(400),
    mark: 0
  };
  bench.store.rememberSizes(bench.dataset, size);
  return { bench, queries: new TestQueries(bench), samples };
}
