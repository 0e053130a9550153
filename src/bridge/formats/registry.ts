/** The formats by name. */
import type { Format } from '../../protocol';
import { RequestError } from '../request-error';
import { arrowDataset } from './arrow/arrow';
import { imageTree, videoTree } from './classification-tree/classification-tree';
import { coco } from './coco/coco';
import { csv } from './csv/csv';
import { cvat } from './cvat/cvat';
import { fiftyone } from './fiftyone/fiftyone';
import { legacyFiftyOne } from './fiftyone/import-legacy';
import { imageClassification, imageDetection } from './fiftyone-labels/fiftyone-labels';
import type { ExportRequest, IFormat, ImportRequest, MakeExporter, MakeImporter } from './format';
import { geojson } from './geojson/geojson';
import { imageDirectory, mediaDirectory, videoDirectory } from './image-directory/image-directory';
import { kitti } from './kitti/kitti';
import { parquetDataset } from './parquet/parquet';
import { segmentationDirectory } from './segmentation/segmentation';
import { voc } from './voc/voc';
import { exportYoloV4, exportYoloV5 } from './yolo/export-yolo';
import { importYoloV4, importYoloV5 } from './yolo/import-yolo';

const FORMATS: Partial<Record<Format, IFormat>> = {
  ArrowDataset: arrowDataset,
  COCODetectionDataset: coco,
  CSVDataset: csv,
  CVATImageDataset: cvat,
  FiftyOneDataset: fiftyone,
  FiftyOneImageClassificationDataset: imageClassification,
  FiftyOneImageDetectionDataset: imageDetection,
  GeoJSONDataset: geojson,
  ImageClassificationDirectoryTree: imageTree,
  ImageDirectory: imageDirectory,
  ImageSegmentationDirectory: segmentationDirectory,
  KITTIDetectionDataset: kitti,
  LegacyFiftyOneDataset: legacyFiftyOne,
  MediaDirectory: mediaDirectory,
  ParquetDataset: parquetDataset,
  VideoClassificationDirectoryTree: videoTree,
  VideoDirectory: videoDirectory,
  VOCDetectionDataset: voc,
  YOLOv4Dataset: { importer: importYoloV4, exporter: exportYoloV4 },
  YOLOv5Dataset: { importer: importYoloV5, exporter: exportYoloV5 }
};

/** @throws RequestError if the format can only be written */
export function importerOf({ format }: ImportRequest): MakeImporter {
  const found = FORMATS[format]?.importer;
  if (!found) {
    throw new RequestError('invalid', `${format} can be written, not read.`);
  }
  return found;
}

/** @throws RequestError if the format can only be read */
export function exporterOf({ format }: ExportRequest): MakeExporter {
  const found = FORMATS[format]?.exporter;
  if (!found) {
    throw new RequestError('invalid', `${format} can be read, not written.`);
  }
  return found;
}
