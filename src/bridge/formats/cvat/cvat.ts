import type { IFormat } from '../format';
import { exportCvat } from './export-cvat';
import { importCvat } from './import-cvat';

export const cvat: IFormat = { importer: importCvat, exporter: exportCvat };
