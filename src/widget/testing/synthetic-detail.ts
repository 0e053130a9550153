/** One whole synthetic sample, as the viewer asks for it. */
import type { ISampleDetail } from '../../protocol';
import { idOf, syntheticLabels, syntheticSample } from './synthetic-dataset';
import { HARD_FIELD, syntheticValues } from './synthetic-values';

export function syntheticDetail(
  index: number,
  at: number | null,
  tags: readonly string[],
  hard: boolean
): ISampleDetail {
  const { width, height, broken } = syntheticSample(index);
  const detections = (field: string) => ({
    _cls: 'Detections',
    detections: syntheticLabels(index, field).map(({ id, box, ...rest }) => ({
      _id: id,
      _cls: 'Detection',
      bounding_box: box,
      ...rest
    }))
  });
  const [scene] = syntheticLabels(index, 'scene');
  const values = Object.entries(syntheticValues(index));
  const metadata = values
    .filter(([path]) => path.startsWith('metadata.'))
    .map(([path, value]) => [path.slice('metadata.'.length), value]);
  return {
    id: idOf(index),
    index: at,
    fields: {
      ...Object.fromEntries(values.filter(([path]) => !path.includes('.'))),
      id: idOf(index),
      tags,
      metadata: { _cls: 'ImageMetadata', ...Object.fromEntries(metadata) },
      ground_truth: detections('ground_truth'),
      predictions: detections('predictions'),
      scene: { _id: scene?.id, _cls: 'Classification', label: scene?.label, confidence: 0.9 },
      ...(hard ? { [HARD_FIELD]: detections(HARD_FIELD), notes: null } : {})
    },
    width: broken ? null : width,
    height: broken ? null : height,
    ...(broken ? { media_error: `IMG_${index}.jpg is no image that can be read.` } : {})
  };
}
