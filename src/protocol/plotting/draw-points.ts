/** A scatter plot: points in the view in their colours, others pale, selected ones ringed. */
import {
  assignColors,
  colorscaleBytes,
  DEFAULT_COLORSCALE,
  type IColors,
  type IRect
} from '../drawing';
import { formatNumber } from '../text';
import { numberTicks } from './plot-axis';
import type { PlotContent } from './plot-content';
import { belowTitle, shorten, TEXT_SIZE, write, type IPlotPart } from './plot-part';
import type { IScatterFrame } from './scatter-frame';
import type { ScatterSpec } from './plot-spec';

/** What part of the data is seen, in data units. */
export interface IPointsWindow {
  x: [number, number];
  y: [number, number];
}

const AXIS_HEIGHT = 18;
const LABEL_HEIGHT = 16;
const LEGEND_ROW = 16;
/** Classes that a legend names; the others are summed up. */
const LEGEND_ROWS = 24;
const SCALE_STEPS = 24;
const PALE = 0.15;

/** The smallest window with all points and a margin; points that are not finite are left out. */
export function wholeWindow({ x, y, count }: IScatterFrame): IPointsWindow {
  const bounds = (values: Float32Array): [number, number] => {
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < count; i++) {
      const value = values[i] as number;
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return [0, 1];
    }
    const margin = high > low ? 0.03 * (high - low) : 0.5;
    return [low - margin, high + margin];
  };
  return { x: bounds(x), y: bounds(y) };
}

/** Diameter of points so that many do not hide each other. */
const usualSize = (count: number): number => (count > 50_000 ? 2 : count > 5000 ? 4 : 7);

export function drawPoints(
  part: IPlotPart,
  spec: ScatterSpec,
  { frame, inView, selected }: Extract<PlotContent, { kind: 'points' }>,
  window: IPointsWindow | null
): void {
  const { scene, look, number } = part;
  const area = belowTitle(part);
  const legend = legendOf(spec, frame, look.colors);
  const legendWidth = legend ? drawLegend(part, area, legend, spec.legend ?? '') : 0;
  const room = { ...area, width: area.width - legendWidth };
  let seen = window ?? wholeWindow(frame);
  const tickWidth = 44;
  const left = room.x + tickWidth + (spec.ylabel ? LABEL_HEIGHT : 0);
  const bottom = room.y + room.height - AXIS_HEIGHT - (spec.xlabel ? LABEL_HEIGHT : 0);
  const rect: IRect = {
    x: left,
    y: room.y,
    width: Math.max(20, room.x + room.width - left - 4),
    height: Math.max(20, bottom - room.y)
  };
  if (spec.equal) {
    seen = sameUnits(seen, rect);
  }
  const xOf = (value: number): number =>
    rect.x + ((value - seen.x[0]) / (seen.x[1] - seen.x[0])) * rect.width;
  const yOf = (value: number): number =>
    rect.y + rect.height - ((value - seen.y[0]) / (seen.y[1] - seen.y[0])) * rect.height;
  for (const { value, text } of numberTicks(...seen.x, Math.max(2, Math.floor(rect.width / 80)))) {
    const x = xOf(value);
    scene.lines.push({ x1: x, y1: rect.y, x2: x, y2: rect.y + rect.height, role: 'grid' });
    write(part, text, x, rect.y + rect.height + 14, { anchor: 'middle' });
  }
  for (const { value, text } of numberTicks(...seen.y, Math.max(2, Math.floor(rect.height / 50)))) {
    const y = yOf(value);
    scene.lines.push({ x1: rect.x, y1: y, x2: rect.x + rect.width, y2: y, role: 'grid' });
    write(part, shorten(part, text, tickWidth - 6), rect.x - 6, y + 4, { anchor: 'end' });
  }
  if (spec.xlabel) {
    const middle = rect.x + rect.width / 2;
    write(part, spec.xlabel, middle, room.y + room.height - 2, { anchor: 'middle' });
  }
  if (spec.ylabel) {
    const middle = rect.y + rect.height / 2;
    write(part, spec.ylabel, room.x + TEXT_SIZE, middle, { anchor: 'middle', vertical: true });
  }
  const size = spec.marker_size ?? usualSize(frame.count);
  const groups = new Map<string, number[]>();
  const put = (key: string, point: number): void => {
    const group = groups.get(key);
    if (group) {
      group.push(point);
    } else {
      groups.set(key, [point]);
    }
  };
  const color = colorsOf(spec, frame, look.colors);
  const margin = size;
  for (let i = 0; i < frame.count; i++) {
    const x = xOf(frame.x[i] as number);
    const y = yOf(frame.y[i] as number);
    const visible =
      x >= rect.x - margin &&
      x <= rect.x + rect.width + margin &&
      y >= rect.y - margin &&
      y <= rect.y + rect.height + margin;
    if (visible) {
      put(inView && inView[i] === 0 ? 'pale' : color(i), i);
      if (selected?.[i] === 1) {
        put('selected', i);
      }
    }
  }
  const largest = frame.size ? frame.size.reduce((most, value) => Math.max(most, value), 0) : 0;
  const sizeOf = (points: readonly number[]): number | Float32Array =>
    frame.size && largest > 0
      ? Float32Array.from(points, i =>
          // Areas are in proportion; the smallest point can still be seen.
          Math.max(2, 2.5 * size * Math.sqrt(Math.max(0, frame.size?.[i] ?? 0) / largest))
        )
      : size;
  const order = [...groups.keys()].sort((a, b) => rank(a) - rank(b));
  for (const key of order) {
    const points = groups.get(key) as number[];
    const xy = new Float32Array(2 * points.length);
    points.forEach((i, at) => {
      xy[2 * at] = xOf(frame.x[i] as number);
      xy[2 * at + 1] = yOf(frame.y[i] as number);
    });
    scene.points.push({
      xy,
      index: Uint32Array.from(points),
      color: key === 'pale' ? '#8a8a8a' : key === 'selected' || key === 'accent' ? null : key,
      opacity: key === 'pale' ? PALE : key === 'selected' ? 1 : 0.85,
      size: sizeOf(points),
      ring: key === 'selected',
      clip: rect
    });
  }
  scene.targets.push({ kind: 'points', part: number, rect });
}

const rank = (key: string): number => (key === 'pale' ? 0 : key === 'selected' ? 2 : 1);

/** The window made larger on one axis, so that a unit is as long on both. */
export function sameUnits({ x, y }: IPointsWindow, rect: IRect): IPointsWindow {
  const unit = Math.max((x[1] - x[0]) / rect.width, (y[1] - y[0]) / rect.height);
  const around = ([low, high]: [number, number], length: number): [number, number] => {
    const middle = (low + high) / 2;
    return [middle - (unit * length) / 2, middle + (unit * length) / 2];
  };
  return { x: around(x, rect.width), y: around(y, rect.height) };
}

/** Colour of each point; `accent` for points without a meaning of their own. */
function colorsOf(spec: ScatterSpec, frame: IScatterFrame, colors: IColors): (i: number) => string {
  const { code, value } = frame;
  if (code && spec.classes) {
    const byName = classColors(colors, spec.classes);
    const table = spec.classes.map(name => byName.get(name));
    return i => table[code[i] as number] ?? 'accent';
  }
  if (value) {
    const [low, high] = boundsOf(value);
    const ramp = rampColors();
    return i => {
      const t = high > low ? ((value[i] as number) - low) / (high - low) : 0.5;
      return ramp[Math.round(Math.max(0, Math.min(1, t)) * (SCALE_STEPS - 1))] ?? 'accent';
    };
  }
  return () => 'accent';
}

/** Classes of the dataset have their colours; the others share the pool among themselves. */
function classColors(colors: IColors, classes: readonly string[]): Map<string, string> {
  const others = classes.filter(name => !colors.classColors.has(name));
  const own = assignColors(others, colors.pool);
  return new Map(
    classes.map(name => [name, colors.classColors.get(name) ?? (own.get(name) as string)])
  );
}

function boundsOf(values: Float32Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}

/** The default colour scale in steps, `#rrggbb`. */
function rampColors(): string[] {
  const bytes = colorscaleBytes({ name: DEFAULT_COLORSCALE }) as Uint8Array;
  return Array.from({ length: SCALE_STEPS }, (_, step) => {
    const at = 3 * Math.round((step / (SCALE_STEPS - 1)) * 255);
    return `#${Array.from(bytes.subarray(at, at + 3), byte => byte.toString(16).padStart(2, '0')).join('')}`;
  });
}

type Legend =
  | { kind: 'classes'; rows: { name: string; color: string }[]; rest: number }
  | { kind: 'scale'; low: string; high: string; colors: string[] };

function legendOf(spec: ScatterSpec, frame: IScatterFrame, colors: IColors): Legend | null {
  if (frame.code && spec.classes) {
    const used = new Set(frame.code);
    const names = spec.classes.filter((_, code) => used.has(code));
    const byName = classColors(colors, spec.classes);
    return {
      kind: 'classes',
      rows: names.slice(0, LEGEND_ROWS).map(name => ({ name, color: byName.get(name) as string })),
      rest: Math.max(0, names.length - LEGEND_ROWS)
    };
  }
  if (frame.value) {
    const [low, high] = boundsOf(frame.value);
    if (low <= high) {
      return {
        kind: 'scale',
        low: formatNumber(low),
        high: formatNumber(high),
        colors: rampColors()
      };
    }
  }
  return null;
}

/** Draws it at the right edge and returns the width that it takes. */
function drawLegend(part: IPlotPart, area: IRect, legend: Legend, title: string): number {
  const { scene, look } = part;
  const most = Math.min(180, area.width * 0.3);
  const rows =
    legend.kind === 'classes'
      ? legend.rows.slice(0, Math.max(1, Math.floor(area.height / LEGEND_ROW) - 2))
      : [];
  const texts =
    legend.kind === 'classes' ? rows.map(({ name }) => name) : [legend.low, legend.high];
  const widest = Math.max(...[title, ...texts].map(text => look.measure(text, TEXT_SIZE)));
  const width = Math.min(most, widest + 20) + 12;
  const x = area.x + area.width - width + 12;
  let y = area.y + TEXT_SIZE;
  if (title) {
    write(part, shorten(part, title, width - 12), x, y, { bold: true });
    y += LEGEND_ROW;
  }
  if (legend.kind === 'classes') {
    for (const { name, color } of rows) {
      scene.bars.push({ rect: { x, y: y - 9, width: 10, height: 10 }, color, opacity: 1 });
      write(part, shorten(part, name, width - 28), x + 16, y, { role: 'text' });
      y += LEGEND_ROW;
    }
    const rest = legend.rest + legend.rows.length - rows.length;
    if (rest > 0) {
      write(part, `and ${rest} more`, x + 16, y);
    }
    return width;
  }
  const height = Math.max(24, Math.min(160, area.height - 3 * LEGEND_ROW));
  legend.colors.forEach((color, step) => {
    const h = height / SCALE_STEPS;
    scene.bars.push({
      rect: { x, y: y - 8 + (SCALE_STEPS - 1 - step) * h, width: 12, height: h + 0.5 },
      color,
      opacity: 1
    });
  });
  write(part, legend.high, x + 18, y, { role: 'text' });
  write(part, legend.low, x + 18, y - 10 + height, { role: 'text' });
  return width;
}
