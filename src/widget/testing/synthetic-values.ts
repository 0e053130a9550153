/** Everything of a synthetic sample that is no label, and the schema of the dataset. */
import type { IFieldSpec } from '../../protocol';
import { generator, syntheticSample } from './synthetic-dataset';

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1, 9, 30);
const WEATHER = [
  'clear sky',
  'overcast',
  'light rain that had been falling since the early hours of the morning',
  '',
  '<img src=x onerror="document.title=1">',
  '雪 · снег · ثلج'
];

/** Fields of every synthetic dataset; `hard` adds what tests the layout. */
export function syntheticFields(hard: boolean): IFieldSpec[] {
  const fields: IFieldSpec[] = [
    { name: 'id', type: 'object_id' },
    { name: 'filepath', type: 'string' },
    { name: 'tags', type: 'list', subtype: 'string' },
    { name: 'split', type: 'string' },
    { name: 'approved', type: 'bool' },
    { name: 'captured_at', type: 'datetime' },
    { name: 'quality', type: 'int' },
    { name: 'metadata', type: 'document', document: 'ImageMetadata' },
    { name: 'ground_truth', type: 'document', document: 'Detections' },
    { name: 'predictions', type: 'document', document: 'Detections' },
    { name: 'scene', type: 'document', document: 'Classification' }
  ];
  return hard
    ? [
        ...fields,
        { name: HARD_FIELD, type: 'document', document: 'Detections' },
        { name: 'weather_as_described_by_the_photographer', type: 'string' },
        { name: 'notes', type: 'string' },
        { name: 'embedding_norm', type: 'float' }
      ]
    : fields;
}

/** A label field with 200 classes and a long name. */
export const HARD_FIELD = 'detections_of_the_second_annotation_round';

/** The values of a sample by path, without its labels. */
export function syntheticValues(index: number): Record<string, unknown> {
  const random = generator(index + 5000);
  random();
  const { width, height } = syntheticSample(index);
  return {
    id: index,
    filepath: `/data/photos of the summer/${String(index % 7)}/IMG_${String(index).padStart(6, '0')}.jpg`,
    split: random() < 0.8 ? 'train' : 'validation',
    approved: random() < 0.2 ? null : random() < 0.7,
    captured_at: { $date: Math.round(START + random() * 500 * DAY) },
    quality: Math.round(100 * random() ** 3),
    'metadata.width': width,
    'metadata.height': height,
    'metadata.num_channels': 3,
    'metadata.size_bytes': Math.round(width * height * (0.2 + random())),
    'metadata.mime_type': 'image/jpeg',
    weather_as_described_by_the_photographer: WEATHER[Math.floor(random() * WEATHER.length)]
  };
}

/** Tags of a sample before anybody tagged it. */
export const syntheticTags = (index: number): string[] => [
  ...(index % 3 === 0 ? ['checked'] : []),
  ...(index % 11 === 0 ? ['needs a second look'] : [])
];
