/** Fields that a dataset has by what its samples are. */
import { isFramesField, type IFieldSpec, type MediaType } from '../../../protocol';

/** The field of the frames of videos. */
export const FRAMES_FIELD: IFieldSpec = {
  name: 'frames',
  type: 'list',
  subtype: 'document',
  document: 'Frame'
};

const METADATA: Partial<Record<MediaType, string>> = {
  image: 'ImageMetadata',
  video: 'VideoMetadata'
};

/**
 * The schema of a dataset whose samples are of a type from now on: videos have frames, and metadata
 * is of the class of the media. Null if that changes nothing.
 */
export function withMediaFields(
  fields: readonly IFieldSpec[],
  mediaType: MediaType
): IFieldSpec[] | null {
  const document = METADATA[mediaType] ?? 'Metadata';
  const next = fields.map(field =>
    field.name === 'metadata' && field.document !== document ? { ...field, document } : field
  );
  if (mediaType === 'video' && !fields.some(isFramesField)) {
    next.push(FRAMES_FIELD);
  }
  return next.length > fields.length || next.some((field, i) => field !== fields[i]) ? next : null;
}

/** The schema with a field for frames, for datasets of several kinds of media; null if it has it. */
export const withFrames = (fields: readonly IFieldSpec[]): IFieldSpec[] | null =>
  fields.some(isFramesField) ? null : [...fields, FRAMES_FIELD];
