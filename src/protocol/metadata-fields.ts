/** What the metadata of media files say, by their class. */
import type { IFieldSpec } from './fields';

const FILE: readonly IFieldSpec[] = [
  { name: 'size_bytes', type: 'int' },
  { name: 'mime_type', type: 'string' }
];
const IMAGE: readonly IFieldSpec[] = [
  { name: 'width', type: 'int' },
  { name: 'height', type: 'int' },
  { name: 'num_channels', type: 'int' }
];
const VIDEO: readonly IFieldSpec[] = [
  { name: 'frame_width', type: 'int' },
  { name: 'frame_height', type: 'int' },
  { name: 'frame_rate', type: 'float' },
  { name: 'total_frame_count', type: 'int' },
  { name: 'duration', type: 'float' },
  { name: 'encoding_str', type: 'string' }
];

/** Fields of the documents of each class. */
export const METADATA_CLASSES: Readonly<Record<string, readonly IFieldSpec[]>> = {
  Metadata: FILE,
  ImageMetadata: [...IMAGE, ...FILE],
  VideoMetadata: [...VIDEO, ...FILE]
};

/**
 * Fields that the metadata of a dataset's samples may have: of samples of several kinds of media
 * (class `Metadata`), those of pictures and of videos.
 */
export const metadataFields = (document: string | undefined): readonly IFieldSpec[] =>
  document === 'Metadata'
    ? [...IMAGE, ...VIDEO, ...FILE]
    : (METADATA_CLASSES[document ?? ''] ?? METADATA_CLASSES['ImageMetadata'] ?? FILE);
