/** Fields that embedded documents have by their class, besides those declared in the schema. */
import { LABEL_CLASSES, type IFieldSpec } from '../../../protocol';

const METADATA: readonly IFieldSpec[] = [
  { name: 'size_bytes', type: 'int' },
  { name: 'mime_type', type: 'string' }
];

const BY_CLASS: Readonly<Record<string, readonly IFieldSpec[]>> = {
  Metadata: METADATA,
  ImageMetadata: [
    ...METADATA,
    { name: 'width', type: 'int' },
    { name: 'height', type: 'int' },
    { name: 'num_channels', type: 'int' }
  ],
  VideoMetadata: [
    ...METADATA,
    { name: 'frame_width', type: 'int' },
    { name: 'frame_height', type: 'int' },
    { name: 'frame_rate', type: 'float' },
    { name: 'total_frame_count', type: 'int' },
    { name: 'duration', type: 'float' },
    { name: 'encoding_str', type: 'string' }
  ]
};

/** Fields of a document of this class: those of the class, then those declared. */
export function documentFields(spec: Pick<IFieldSpec, 'document' | 'fields'>): IFieldSpec[] {
  const own = (spec.document !== undefined && BY_CLASS[spec.document]) || [];
  const declared = spec.fields ?? [];
  return [...own.filter(field => !declared.some(d => d.name === field.name)), ...declared];
}

const isOurs = (name: string): boolean => name in BY_CLASS || name in LABEL_CLASSES;

/**
 * Whether a document of class `found` may stand where `declared` was declared. How classes that
 * users wrote are related is known to their programs only, which check it.
 */
export const isRelatedClass = (declared: string, found: string): boolean =>
  declared === found ||
  (declared in BY_CLASS && found in BY_CLASS) ||
  (!isOurs(declared) && !isOurs(found));
