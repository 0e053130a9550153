/** The schema of a dataset: which fields its samples have and what each may hold. */
import { z } from 'zod';

/** Field types; the Python classes are `StringField`, `IntField`, … of the same names. */
export const fieldTypeSchema = z.enum([
  'string',
  'int',
  'float',
  'bool',
  'date',
  'datetime',
  'object_id',
  'list',
  'dict',
  'vector',
  'array',
  /** An embedded document; `document` names its class (`Detections`, `ImageMetadata` …). */
  'document',
  /** Values of any types, not the same for every sample. */
  'any'
]);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/**
 * What is special about the values of a field. Values are stored, checked and queried as `type`
 * says; clients check the rest and show them accordingly.
 */
export const fieldFormSchema = z.enum([
  /** `string`: a UUID. */
  'uuid',
  /** `string`: a CSS colour. */
  'color',
  /** `int`: the number of a frame, from 1. */
  'frame_number',
  /** `list`: first and last frame, from 1. */
  'frame_support',
  /** `list`: smallest and largest value of a heat map. */
  'heatmap_range',
  /** `list`: points `[x, y]`. */
  'keypoints',
  /** `list`: shapes of points `[x, y]`. */
  'polyline_points',
  /** `list`: names of classes. */
  'classes',
  /** `dict`: names of classes by mask value (as text) or colour `#rrggbb`. */
  'mask_targets',
  /** `list`: coordinates of GeoJSON geometries, longitude first. */
  'geo_point',
  'geo_line_string',
  'geo_polygon',
  'geo_multi_point',
  'geo_multi_line_string',
  'geo_multi_polygon',
  /** `list`: documents. */
  'document_list',
  /** `object_id`: an id of something outside of the dataset. */
  'reference'
]);
export type FieldForm = z.infer<typeof fieldFormSchema>;

export interface IFieldSpec {
  name: string;
  type: FieldType;
  form?: FieldForm;
  /** Element type of a `list` (or value type of a `dict`), absent if unknown or mixed. */
  subtype?: FieldType;
  /** Class of the embedded document, or of the elements of a list of documents. */
  document?: string;
  /** Declared dynamic attributes of the document (beyond those its class always has). */
  fields?: IFieldSpec[];
  description?: string | null;
  info?: Record<string, unknown> | null;
  read_only?: boolean;
  /** When it was declared, in ms since the epoch; fields without it are as old as the dataset. */
  created_at?: number;
}

export const fieldSpecSchema: z.ZodType<IFieldSpec> = z.lazy(() =>
  z.strictObject({
    name: z.string().min(1).max(200),
    type: fieldTypeSchema,
    form: fieldFormSchema.optional(),
    subtype: fieldTypeSchema.optional(),
    document: z.string().optional(),
    fields: z.array(fieldSpecSchema).optional(),
    description: z.string().nullish(),
    info: z.record(z.string(), z.unknown()).nullish(),
    read_only: z.boolean().optional(),
    created_at: z.number().optional()
  })
);

/** Whether the field holds the frames of videos: a list of documents, stored beside the sample. */
export const isFramesField = (spec: IFieldSpec): boolean =>
  spec.type === 'list' && spec.document === 'Frame';

/** Fields that every sample has, in the order of the reference system. */
export const DEFAULT_FIELDS: readonly IFieldSpec[] = [
  { name: 'id', type: 'object_id', read_only: true },
  { name: 'filepath', type: 'string' },
  { name: 'tags', type: 'list', subtype: 'string' },
  { name: 'metadata', type: 'document', document: 'ImageMetadata' },
  { name: 'created_at', type: 'datetime', read_only: true },
  { name: 'last_modified_at', type: 'datetime', read_only: true }
];
