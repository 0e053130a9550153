/** Labels in the form that a format has: single ones as lists, classes as boxes of the whole image. */
import {
  labelsOf,
  type IClassification,
  type IDetection,
  type LabelDocument
} from '../../../protocol';

/** Classes whose labels `toDetections` takes. */
export const AS_DETECTIONS = ['Detections', 'Detection', 'Classifications', 'Classification'];
/** Classes whose labels `toClassifications` takes. */
export const AS_CLASSIFICATIONS = ['Classification', 'Classifications'];
/** Classes that are cut out of their pictures for formats of one class per picture. */
export const AS_PATCHES = ['Detections', 'Detection'];

export function toDetections(document: LabelDocument | undefined): IDetection[] {
  return labelsOf(document).map(label =>
    label._cls === 'Detection'
      ? (label as IDetection)
      : ({ ...label, _cls: 'Detection', bounding_box: [0, 0, 1, 1] } as unknown as IDetection)
  );
}

/** The label of a format with one class per picture: of several, the surest, else the first. */
export function toClassification(document: LabelDocument | undefined): IClassification | null {
  const all = labelsOf(document) as IClassification[];
  return all.reduce<IClassification | null>(
    (best, one) => (best === null || (one.confidence ?? 0) > (best.confidence ?? 0) ? one : best),
    null
  );
}
