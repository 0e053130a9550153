/** What kind of video a file is, by its first bytes. Nothing is believed of its name. */

/** Containers and the type under which a page gets them; those without one no browser plays. */
export const VIDEO_TYPES = {
  mp4: { mime: 'video/mp4', browser: 'video/mp4' },
  mov: { mime: 'video/quicktime', browser: 'video/mp4' },
  webm: { mime: 'video/webm', browser: 'video/webm' },
  /** Browsers that play Matroska do so under the name of its subset. */
  mkv: { mime: 'video/x-matroska', browser: 'video/webm' },
  ogg: { mime: 'video/ogg', browser: 'video/ogg' },
  avi: { mime: 'video/x-msvideo', browser: null },
  mpegts: { mime: 'video/mp2t', browser: null }
} as const;
export type VideoType = keyof typeof VIDEO_TYPES;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Brands of the same container that hold pictures. */
const PICTURES = /^(avi[fs]|hei[cmx]|hev[cx]|mif1|msf1)/;
/** Distance of the sync bytes of a transport stream. */
const PACKET = 188;

/** The container, or null if it is no video that is known. */
export function sniffVideoType(head: Uint8Array): VideoType | null {
  if (head.length < 12) {
    return null;
  }
  const box = ascii(head, 4, 8);
  if (box === 'ftyp') {
    const brand = ascii(head, 8, 12);
    return PICTURES.test(brand) ? null : brand === 'qt  ' ? 'mov' : 'mp4';
  }
  // Films of QuickTime may begin without naming their brand.
  if (['moov', 'mdat', 'wide', 'free'].includes(box)) {
    return 'mov';
  }
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) {
    return ascii(head, 0, Math.min(head.length, 256)).includes('webm') ? 'webm' : 'mkv';
  }
  const start = ascii(head, 0, 4);
  if (start === 'OggS') {
    return 'ogg';
  }
  if (start === 'RIFF' && ascii(head, 8, 12) === 'AVI ') {
    return 'avi';
  }
  return head[0] === 0x47 && head[PACKET] === 0x47 && head[2 * PACKET] === 0x47 ? 'mpegts' : null;
}
