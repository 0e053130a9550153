/** Masks and maps as the small rasters of a page: from documents (query worker) or files (media worker). */
export * from './make-raster';
export * from './page-files';
