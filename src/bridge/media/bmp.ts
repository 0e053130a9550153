/** Windows bitmaps, which libvips does not read: uncompressed, 1, 4, 8, 16, 24 or 32 bits per pixel. */

export interface IRawImage {
  width: number;
  height: number;
  /** 3 or 4 bytes per pixel, row by row from the top. */
  channels: 3 | 4;
  data: Uint8Array;
}

const MAX_PIXELS = 268_402_689;
const BI_RGB = 0;
const BI_BITFIELDS = 3;

/** Moves the bits of a mask to the range 0 … 255. */
function maskReader(mask: number): (value: number) => number {
  if (mask === 0) {
    return () => 255;
  }
  const shift = 31 - Math.clz32(mask & -mask);
  const max = mask >>> shift;
  return value => Math.round((((value & mask) >>> shift) * 255) / max);
}

interface IHeader extends Pick<IRawImage, 'width' | 'height' | 'channels'> {
  view: DataView;
  /** Whether the first row is the upper one. */
  topDown: boolean;
  bits: number;
  compression: number;
  headerSize: number;
  dataStart: number;
  alphaMask: number;
}

function need(bytes: Uint8Array, end: number): void {
  if (end > bytes.length) {
    throw new Error('the file ends too early');
  }
}

/**
 * Size and form of a bitmap by its first bytes.
 * @throws Error saying what is wrong with the file
 */
export function readBmpHeader(bytes: Uint8Array): IHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  need(bytes, 54);
  const headerSize = view.getUint32(14, true);
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const height = Math.abs(signedHeight);
  if (headerSize < 40 || width <= 0 || height === 0) {
    throw new Error('its header makes no sense');
  }
  if (width * height > MAX_PIXELS) {
    throw new Error('Input image exceeds pixel limit');
  }
  if (compression !== BI_RGB && compression !== BI_BITFIELDS) {
    throw new Error('compressed bitmaps are not read');
  }
  if (![1, 4, 8, 16, 24, 32].includes(bits)) {
    throw new Error(`${bits} bits per pixel are not read`);
  }
  const masked = compression === BI_BITFIELDS && bits >= 16;
  need(bytes, masked ? 66 : 54);
  const alphaMask = masked && headerSize >= 56 ? view.getUint32(66, true) : 0;
  return {
    view,
    width,
    height,
    topDown: signedHeight < 0,
    bits,
    compression,
    headerSize,
    dataStart: view.getUint32(10, true),
    channels: alphaMask !== 0 ? 4 : 3,
    alphaMask
  };
}

/** @throws Error saying what is wrong with the file */
export function decodeBmp(bytes: Uint8Array): IRawImage {
  const header = readBmpHeader(bytes);
  const { view, width, height, bits, compression, headerSize, dataStart, channels } = header;
  const stride = Math.ceil((width * bits) / 32) * 4;
  need(bytes, dataStart + stride * height);

  let pixel: (row: number, x: number, out: Uint8Array, at: number) => void;
  if (bits <= 8) {
    const colors = view.getUint32(46, true) || 1 << bits;
    const palette = 14 + headerSize;
    need(bytes, palette + 4 * colors);
    const perByte = 8 / bits;
    pixel = (row, x, out, at) => {
      const byte = bytes[row + Math.floor(x / perByte)] as number;
      const index = (byte >> (8 - bits * ((x % perByte) + 1))) & ((1 << bits) - 1);
      const color = palette + 4 * Math.min(index, colors - 1);
      out[at] = bytes[color + 2] as number;
      out[at + 1] = bytes[color + 1] as number;
      out[at + 2] = bytes[color] as number;
    };
  } else if (bits === 24) {
    pixel = (row, x, out, at) => {
      out[at] = bytes[row + 3 * x + 2] as number;
      out[at + 1] = bytes[row + 3 * x + 1] as number;
      out[at + 2] = bytes[row + 3 * x] as number;
    };
  } else {
    const masked = compression === BI_BITFIELDS;
    const defaults = bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
    const masks = masked ? [54, 58, 62].map(at => view.getUint32(at, true)) : defaults;
    const readers = masks.map(maskReader);
    const readAlpha = maskReader(header.alphaMask);
    pixel = (row, x, out, at) => {
      const value =
        bits === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true);
      readers.forEach((read, channel) => (out[at + channel] = read(value)));
      if (channels === 4) {
        out[at + 3] = readAlpha(value);
      }
    };
  }
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const row = dataStart + stride * (header.topDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      pixel(row, x, data, (y * width + x) * channels);
    }
  }
  return { width, height, channels, data };
}
