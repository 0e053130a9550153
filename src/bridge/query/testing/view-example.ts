/** Four samples that views are tried on: numbers, texts, dates, lists, labels, and what is missing. */
import type { INewSample } from '../../store/document-store';
import { makeSample } from '../../store/testing/sample-factory';
import { TestBench } from './test-bench';

const detection = (
  label: string | null,
  confidence: number | null,
  more: Record<string, unknown> = {}
): Record<string, unknown> => ({
  _cls: 'Detection',
  _id: crypto.getRandomValues(new Uint8Array(12)),
  label,
  confidence,
  bounding_box: [0.1, 0.2, 0.5, 0.25],
  tags: [],
  ...more
});
const detections = (...list: unknown[]): Record<string, unknown> => ({
  _cls: 'Detections',
  detections: list
});

/** The samples have the row ids 1 … 4. */
export async function openViewExample(): Promise<{ bench: TestBench; samples: INewSample[] }> {
  const bench = await TestBench.open([
    { name: 'split', type: 'string' },
    { name: 'score', type: 'float' },
    { name: 'ok', type: 'bool' },
    { name: 'words', type: 'list', subtype: 'string' },
    { name: 'extra', type: 'dict' },
    { name: 'taken_at', type: 'datetime' },
    { name: 'predictions', type: 'document', document: 'Detections' },
    { name: 'weather', type: 'document', document: 'Classification' }
  ]);
  const samples = [
    makeSample(
      {
        filepath: '/data/b.jpg',
        split: 'train',
        score: 3,
        ok: true,
        words: ['red', 'blue'],
        extra: { depth: 1 },
        taken_at: { $date: 1000 },
        metadata: { width: 640, height: 480 }
      },
      {
        predictions: detections(
          detection('cat', 0.9, { tags: ['good'] }),
          detection('dog', 0.4, { hidden: 2 })
        ),
        weather: { ...detection('sunny', 0.5), _cls: 'Classification' }
      },
      ['first', 'odd']
    ),
    makeSample(
      {
        filepath: '/data/a.jpg',
        split: 'test',
        score: 1,
        ok: false,
        words: [],
        extra: { depth: 5 }
      },
      { predictions: detections(detection('dog', 0.95), detection(null, null)) },
      ['second']
    ),
    makeSample({ filepath: '/data/c.PNG', split: 'train', score: NaN }, {}, ['odd']),
    makeSample(
      { filepath: '/data/d.jpg', score: 2, taken_at: { $date: 5000 } },
      {
        predictions: detections(),
        weather: { ...detection('rainy', null), _cls: 'Classification' }
      }
    )
  ];
  bench.add(samples);
  return { bench, samples };
}
