/** Sessions written into files for people without Lunette. Portable; who calls brings files and pictures. */
export { exportHtml, type IExportJob, type IFileInMaking } from './export-html';
export type { IExportPageFiles } from './page-frame-html';
