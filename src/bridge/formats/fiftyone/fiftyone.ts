import type { IFormat } from '../format';
import { exportFiftyOne } from './export-fiftyone';
import { importFiftyOne } from './import-fiftyone';

export const fiftyone: IFormat = { importer: importFiftyOne, exporter: exportFiftyOne };
