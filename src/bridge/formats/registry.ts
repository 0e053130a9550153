/** The formats by name. */
import type { Format } from '../../protocol';
import { RequestError } from '../request-error';
import { imageTree, videoTree } from './classification-tree/classification-tree';
import { coco } from './coco/coco';
import type { ExportRequest, IFormat, ImportRequest, MakeExporter, MakeImporter } from './format';
import { imageDirectory, mediaDirectory, videoDirectory } from './image-directory/image-directory';

const FORMATS: Partial<Record<Format, IFormat>> = {
  COCODetectionDataset: coco,
  ImageClassificationDirectoryTree: imageTree,
  ImageDirectory: imageDirectory,
  MediaDirectory: mediaDirectory,
  VideoClassificationDirectoryTree: videoTree,
  VideoDirectory: videoDirectory
};

export function importerOf({ format }: ImportRequest): MakeImporter {
  const found = FORMATS[format]?.importer;
  if (!found) {
    throw new RequestError('invalid', `${format} can be written, not read.`);
  }
  return found;
}

export function exporterOf({ format }: ExportRequest): MakeExporter {
  const found = FORMATS[format]?.exporter;
  if (!found) {
    throw new RequestError('invalid', `${format} can be read, not written.`);
  }
  return found;
}
