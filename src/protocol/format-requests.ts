/**
 * Requests that read datasets from files and write them into files. For kernels only: they name
 * places in the file system. Progress counts samples.
 */
import { z } from 'zod';
import { viewSchema } from './stages';

export const FORMATS = [
  'ArrowDataset',
  'CSVDataset',
  'COCODetectionDataset',
  'CVATImageDataset',
  'FiftyOneDataset',
  'FiftyOneImageClassificationDataset',
  'FiftyOneImageDetectionDataset',
  'GeoJSONDataset',
  'ImageClassificationDirectoryTree',
  'ImageDirectory',
  'ImageSegmentationDirectory',
  'KITTIDetectionDataset',
  'LegacyFiftyOneDataset',
  'MediaDirectory',
  'ParquetDataset',
  'VideoClassificationDirectoryTree',
  'VideoDirectory',
  'VOCDetectionDataset',
  'YOLOv4Dataset',
  'YOLOv5Dataset'
] as const;
export const formatSchema = z.enum(FORMATS);
export type Format = z.infer<typeof formatSchema>;

const dataset = z.string().length(24);
const path = z.string().min(1).max(4096);
const options = z.record(z.string(), z.unknown()).default({});

export const FORMAT_REQUESTS = {
  /**
   * Adds samples from files, at most 1 000 per transaction; after an error those before it stay, and
   * the message says how many. Payload of the answer: the ids of the new samples, 12 bytes each.
   */
  'dataset.import': z.object({
    dataset,
    format: formatSchema,
    dataset_dir: path.nullish(),
    /** A folder or a manifest, in `dataset_dir` or absolute, or a map of name → absolute path. */
    data_path: z.union([path, z.record(z.string(), path)]).nullish(),
    labels_path: path.nullish(),
    /** A field, a prefix, or fields by key, as the format has one kind of label or several. */
    label_field: z.union([z.string(), z.record(z.string(), z.string())]).nullish(),
    tags: z.array(z.string().min(1).max(200)).default([]),
    dynamic: z.boolean().default(false),
    expand_schema: z.boolean().default(true),
    /** Whether classes, info and the like become the dataset's. */
    add_info: z.boolean().default(true),
    /** What the format offers besides. */
    options
  }),
  'dataset.export': z.object({
    dataset,
    view: viewSchema.default([]),
    format: formatSchema,
    export_dir: path.nullish(),
    data_path: path.nullish(),
    labels_path: path.nullish(),
    export_media: z.union([z.boolean(), z.enum(['move', 'symlink', 'manifest'])]).nullish(),
    rel_dir: path.nullish(),
    /** A field, several (with `*`), or keys by field; null: those that fit the format. */
    label_field: z
      .union([z.string(), z.array(z.string()), z.record(z.string(), z.string())])
      .nullish(),
    overwrite: z.boolean().default(false),
    options
  })
} as const;

export interface IFormatResults {
  /** `notices`: sentences about what was left out or changed, for the person. */
  'dataset.import': { count: number; notices: string[] };
  'dataset.export': { count: number; notices: string[] };
}
