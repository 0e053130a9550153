/** Uncompressed TIFFs of any numbers, for tests (TIFF 6.0). */

export interface ITiff {
  width: number;
  height: number;
  bands?: number;
  type: 'uint8' | 'uint16' | 'int16' | 'uint32' | 'float32' | 'float64';
  /** 1: shades of grey, 2: red, green, blue. */
  photometric?: 1 | 2;
  /** Meanings of the bands beyond those of `photometric`: 0 none, 2 opacity. */
  extra?: number[];
  /** As EXIF numbers them. */
  orientation?: number;
  /** Text of the tag GDAL_NODATA. */
  nothing?: string;
  value(x: number, y: number, band: number): number;
}

const BITS = { uint8: 8, uint16: 16, int16: 16, uint32: 32, float32: 32, float64: 64 };
const FORMAT = { uint8: 1, uint16: 1, int16: 2, uint32: 1, float32: 3, float64: 3 };
const SETTERS = {
  uint8: 'setUint8',
  uint16: 'setUint16',
  int16: 'setInt16',
  uint32: 'setUint32',
  float32: 'setFloat32',
  float64: 'setFloat64'
} as const;
const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const SIZES: Record<number, number> = { [ASCII]: 1, [SHORT]: 2, [LONG]: 4 };

export function tiffFile(tiff: ITiff): Uint8Array {
  const { width, height, bands = 1, type, photometric = 1 } = tiff;
  const bytesPer = BITS[type] / 8;
  const pixels = new Uint8Array(width * height * bands * bytesPer);
  const pixelView = new DataView(pixels.buffer);
  for (let i = 0; i < width * height * bands; i++) {
    const pixel = Math.floor(i / bands);
    const value = tiff.value(pixel % width, Math.floor(pixel / width), i % bands);
    pixelView[SETTERS[type]](i * bytesPer, value, true);
  }
  const tags: [tag: number, kind: number, values: number[]][] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, Array.from({ length: bands }, () => BITS[type])],
    [259, SHORT, [1]],
    [262, SHORT, [photometric]],
    [273, LONG, [8]],
    [274, SHORT, [tiff.orientation ?? 1]],
    [277, SHORT, [bands]],
    [278, LONG, [height]],
    [279, LONG, [pixels.length]],
    [284, SHORT, [1]],
    ...(tiff.extra ? [[338, SHORT, tiff.extra] as [number, number, number[]]] : []),
    [339, SHORT, Array.from({ length: bands }, () => FORMAT[type])],
    ...(tiff.nothing === undefined
      ? []
      : [[42113, ASCII, [...Buffer.from(`${tiff.nothing}\0`)]] as [number, number, number[]]])
  ];
  const directoryAt = 8 + pixels.length + (pixels.length % 2);
  const directory = new DataView(new ArrayBuffer(2 + 12 * tags.length + 4));
  directory.setUint16(0, tags.length, true);
  const tail: number[] = [];
  const tailAt = directoryAt + directory.byteLength;
  tags.forEach(([tag, kind, values], i) => {
    const at = 2 + 12 * i;
    directory.setUint16(at, tag, true);
    directory.setUint16(at + 2, kind, true);
    directory.setUint32(at + 4, values.length, true);
    const size = SIZES[kind] as number;
    const bytes = values.flatMap(v => Array.from({ length: size }, (_, k) => (v >> (8 * k)) & 255));
    if (bytes.length <= 4) {
      bytes.forEach((byte, k) => directory.setUint8(at + 8 + k, byte));
    } else {
      directory.setUint32(at + 8, tailAt + tail.length, true);
      tail.push(...bytes, ...(bytes.length % 2 ? [0] : []));
    }
  });
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, 0x002a4949, true);
  head.setUint32(4, directoryAt, true);
  return Buffer.concat([
    new Uint8Array(head.buffer),
    pixels,
    new Uint8Array(pixels.length % 2),
    new Uint8Array(directory.buffer),
    Uint8Array.from(tail)
  ]);
}
