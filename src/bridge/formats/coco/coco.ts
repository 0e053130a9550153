import type { IFormat } from '../format';
import { exportCoco } from './export-coco';
import { importCoco } from './import-coco';

export const coco: IFormat = { importer: importCoco, exporter: exportCoco };
