/** Samples for tests of stores. */
import { encodeDocument } from '../../datasets/documents/document-codec';
import { newObjectId } from '../../datasets/documents/object-id';
import type { INewSample } from '../document-store';

/** A sample with the given core fields, label documents and tags. */
export function makeSample(
  core: Record<string, unknown> & { filepath: string },
  labels: Record<string, unknown> = {},
  tags: string[] = [],
  id: Uint8Array = newObjectId()
): INewSample {
  return {
    id,
    filepath: core.filepath,
    core: encodeDocument(core),
    labels: Object.fromEntries(
      Object.entries(labels).map(([name, document]) => [name, encodeDocument(document)])
    ),
    tags
  };
}

/** A label document of `count` detections. */
export const makeDetections = (count: number): Record<string, unknown> => ({
  _cls: 'Detections',
  detections: Array.from({ length: count }, (_, i) => ({
    _id: newObjectId(),
    _cls: 'Detection',
    label: ['cat', 'dog', 'bird'][i % 3],
    bounding_box: [0.1 * (i % 8), 0.1, 0.25, 0.5],
    confidence: (i % 10) / 10 + 0.05,
    tags: []
  }))
});
