/** What kind of picture a file is, by its first bytes. Nothing is believed of its name. */

/** Raster types and how they reach a page: as they are, or converted. */
export const IMAGE_TYPES = {
  jpeg: { mime: 'image/jpeg', browser: true },
  png: { mime: 'image/png', browser: true },
  webp: { mime: 'image/webp', browser: true },
  gif: { mime: 'image/gif', browser: true },
  avif: { mime: 'image/avif', browser: true },
  tiff: { mime: 'image/tiff', browser: false },
  bmp: { mime: 'image/bmp', browser: false },
  /** Never sent as it is: it can hold scripts. */
  svg: { mime: 'image/svg+xml', browser: false }
} as const;
export type ImageType = keyof typeof IMAGE_TYPES;

/** Bytes of the file's beginning that `sniffImageType` wants. */
export const SNIFF_BYTES = 1024;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** The type, or null if it is no picture that can be shown. */
export function sniffImageType(head: Uint8Array): ImageType | null {
  if (head.length < 4) {
    return null;
  }
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) {
    return 'jpeg';
  }
  const start = ascii(head, 0, 4);
  if (start === '\x89PNG') {
    return 'png';
  }
  if (start === 'RIFF' && ascii(head, 8, 12) === 'WEBP') {
    return 'webp';
  }
  if (start === 'GIF8') {
    return 'gif';
  }
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(start)) {
    return 'tiff';
  }
  if (start.startsWith('BM')) {
    return 'bmp';
  }
  if (ascii(head, 4, 8) === 'ftyp') {
    // The major brand, then a version, then compatible brands.
    const brands = ascii(head, 8, Math.min(head.length, 64));
    return /avi[fs]/.test(brands) ? 'avif' : null;
  }
  const text = new TextDecoder('utf-8').decode(head.subarray(0, SNIFF_BYTES));
  return /^\uFEFF?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*>\s*)*<svg[\s>]/i.test(
    text
  )
    ? 'svg'
    : null;
}
