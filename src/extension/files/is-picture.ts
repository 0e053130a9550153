/** Suffixes of files that the Python package takes for images. */
const SUFFIXES = new Set(
  'apng avif bmp dib gif heic heif jfif jp2 jpe jpeg jpg pbm pgm png pnm ppm svg tif tiff webp'.split(
    ' '
  )
);

/** Whether a file may be opened as a picture, by its name. */
export const isPicture = (path: string): boolean =>
  SUFFIXES.has(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '');
