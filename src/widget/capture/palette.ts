/**
 * The colours that stand for all colours of a picture: boxes of colour space are halved at their
 * median until there are enough (median cut, Heckbert 1982), on 5 bits per channel.
 */
import type { IRgba } from './encode-png';

const BITS = 5;
const SHIFT = 8 - BITS;
const CELLS = 1 << (3 * BITS);

export interface IPalette {
  /** Red, green, blue of each colour. */
  colors: Uint8Array;
  /** Index of the colour for each cell of colour space (`cellOf`). */
  indexOfCell: Uint8Array;
}

/** The cell of colour space that a pixel is in. */
export function cellOf(data: Uint8ClampedArray, at: number): number {
  const [r, g, b] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
  return ((r >> SHIFT) << (2 * BITS)) | ((g >> SHIFT) << BITS) | (b >> SHIFT);
}

/** At most `count` (2 … 256) colours that are nearest to what the picture has. */
export function paletteOf({ data }: IRgba, count: number): IPalette {
  // Of each cell: pixels, and sums of their channels, so that a flat colour stays exact.
  const pixels = new Uint32Array(CELLS);
  const sums = new Float64Array(3 * CELLS);
  for (let i = 0; i < data.length; i += 4) {
    const cell = cellOf(data, i);
    pixels[cell] = (pixels[cell] as number) + 1;
    for (let c = 0; c < 3; c++) {
      sums[3 * cell + c] = (sums[3 * cell + c] as number) + (data[i + c] as number);
    }
  }
  const used: number[] = [];
  pixels.forEach((n, cell) => n > 0 && used.push(cell));
  const boxes = halved(used, pixels, count);
  const colors = new Uint8Array(3 * boxes.length);
  const indexOfCell = new Uint8Array(CELLS);
  boxes.forEach((cells, index) => {
    let n = 0;
    const sum = [0, 0, 0];
    for (const cell of cells) {
      n += pixels[cell] as number;
      sum.forEach((_, c) => (sum[c] = (sum[c] as number) + (sums[3 * cell + c] as number)));
      indexOfCell[cell] = index;
    }
    colors.set(
      sum.map(value => Math.round(value / n)),
      3 * index
    );
  });
  return { colors, indexOfCell };
}

const channelOf = (cell: number, channel: number): number =>
  (cell >> (BITS * (2 - channel))) & ((1 << BITS) - 1);

function halved(used: number[], pixels: Uint32Array, count: number): number[][] {
  const boxes = [used].map(cells => measured(cells, pixels));
  while (boxes.length < count) {
    let widest = 0;
    boxes.forEach((box, i) => {
      if (box.weight > (boxes[widest] as IColorBox).weight) {
        widest = i;
      }
    });
    const { cells, channel, weight } = boxes[widest] as IColorBox;
    if (weight === 0) {
      break;
    }
    cells.sort((a, b) => channelOf(a, channel) - channelOf(b, channel));
    const half = cells.reduce((sum, cell) => sum + (pixels[cell] as number), 0) / 2;
    let at = 0;
    for (let sum = 0; at < cells.length - 1 && sum < half; at++) {
      sum += pixels[cells[at] as number] as number;
    }
    at = Math.max(1, at);
    boxes.splice(
      widest,
      1,
      measured(cells.slice(0, at), pixels),
      measured(cells.slice(at), pixels)
    );
  }
  return boxes.map(({ cells }) => cells);
}

interface IColorBox {
  cells: number[];
  /** The channel in which it is widest, and how much there is to gain by halving it. */
  channel: number;
  weight: number;
}

function measured(cells: number[], pixels: Uint32Array): IColorBox {
  let channel = 0;
  let width = 0;
  for (let c = 0; c < 3; c++) {
    let [least, most] = [Infinity, -Infinity];
    for (const cell of cells) {
      least = Math.min(least, channelOf(cell, c));
      most = Math.max(most, channelOf(cell, c));
    }
    if (most - least > width) {
      [channel, width] = [c, most - least];
    }
  }
  // The root of the number of pixels: small marks of a colour of their own keep it.
  const count = cells.reduce((sum, cell) => sum + (pixels[cell] as number), 0);
  return { cells, channel, weight: width * Math.sqrt(count) };
}
