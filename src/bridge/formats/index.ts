/** Datasets from files and into files. */
export { exportDataset } from './export-dataset';
export { importDataset } from './import-dataset';
export type { AskFormats, IFormatServices } from './import-dataset';
