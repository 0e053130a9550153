/** Aspect ratios (width / height) of all samples of a view in one byte each. */

/** 0 means unknown; 1 … 255 are ratios from 1/16 to 16 on a logarithmic scale (2.2 % steps). */
export function encodeAspect(width: number | null, height: number | null): number {
  if (!width || !height || !(width > 0) || !(height > 0)) {
    return 0;
  }
  const octaves = Math.max(-4, Math.min(4, Math.log2(width / height)));
  return 1 + Math.round(((octaves + 4) / 8) * 254);
}

/** The ratio of a code; unknown ones are squares. */
export function decodeAspect(code: number): number {
  return code === 0 ? 1 : 2 ** (((code - 1) / 254) * 8 - 4);
}
