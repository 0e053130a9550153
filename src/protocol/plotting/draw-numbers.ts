/** A histogram of numbers or dates: bars of the view, paler ones of the whole dataset behind them. */
import { formatCount, formatNumber } from '../text';
import { numberTicks, timeTicks, type ITick } from './plot-axis';
import type { PlotContent } from './plot-content';
import { belowTitle, TEXT_SIZE, write, type IPlotPart } from './plot-part';
import type { NumericalHistogramSpec } from './plot-spec';

const PALE = 0.25;
const AXIS_HEIGHT = 18;
const LABEL_HEIGHT = 16;

export function drawNumbers(
  part: IPlotPart,
  spec: NumericalHistogramSpec,
  { facet, selection }: Extract<PlotContent, { kind: 'range' }>
): void {
  const { scene, look, number } = part;
  const area = belowTitle(part);
  const { edges, counts, totals } = facet;
  const first = edges[0] as number;
  const last = edges[edges.length - 1] as number;
  const [low, high] = spec.range ?? [first, last];
  const dates = facet.type === 'date' || facet.type === 'datetime';
  const most = Math.max(1, ...totals, ...counts);
  const countTicks = numberTicks(0, most, Math.max(2, Math.floor(area.height / 50)), true);
  const axisWidth = Math.max(...countTicks.map(({ text }) => look.measure(text, TEXT_SIZE))) + 8;
  const labelSpace = spec.ylabel ? LABEL_HEIGHT : 0;
  const left = area.x + axisWidth + labelSpace;
  const width = Math.max(10, area.x + area.width - left - 4);
  const bottom = area.y + area.height - AXIS_HEIGHT - (spec.xlabel ? LABEL_HEIGHT : 0);
  const height = Math.max(10, bottom - area.y - 6);
  const span = high > low ? high - low : 1;
  const xOf = (value: number): number => left + ((value - low) / span) * width;
  const yOf = (count: number): number => bottom - (count / most) * height;

  for (const { value, text } of countTicks) {
    const y = yOf(value);
    scene.lines.push({ x1: left, y1: y, x2: left + width, y2: y, role: 'grid' });
    write(part, text, left - 6, y + TEXT_SIZE * 0.36, { anchor: 'end' });
  }
  const bar = (i: number, amount: number, opacity: number): void => {
    const from = Math.max(low, edges[i] as number);
    const to = Math.min(high, edges[i + 1] as number);
    // Of a single value all lies in one bar.
    const x = high > low ? xOf(from) : left;
    const w = high > low ? xOf(to) - x : width;
    if (amount > 0 && w > 0) {
      const gap = w > 4 ? 1 : 0;
      const y = yOf(amount);
      scene.bars.push({
        rect: { x, y, width: Math.max(0.5, w - gap), height: bottom - y },
        color: null,
        opacity
      });
    }
  };
  const chosen = (i: number): boolean =>
    selection?.kind !== 'range' ||
    ((edges[i + 1] as number) > (selection.min ?? -Infinity) &&
      (edges[i] as number) < (selection.max ?? Infinity));
  counts.forEach((count, i) => {
    const total = totals[i] ?? count;
    if (total > count) {
      bar(i, total, PALE);
    }
    bar(i, count, chosen(i) ? 1 : PALE);
  });
  const wanted = Math.max(2, Math.floor(width / 70));
  const ticks: ITick[] = dates
    ? timeTicks(low, high, wanted)
    : numberTicks(low, high, wanted, facet.type === 'int');
  for (const { value, text } of ticks) {
    const x = high > low ? xOf(value) : left + width / 2;
    scene.lines.push({ x1: x, y1: bottom, x2: x, y2: bottom + 3, role: 'secondary' });
    const half = look.measure(text, TEXT_SIZE) / 2;
    const inside = Math.max(left + half, Math.min(left + width - half, x));
    write(part, text, inside, bottom + 14, { anchor: 'middle' });
  }
  scene.lines.push({ x1: left, y1: bottom, x2: left + width, y2: bottom, role: 'secondary' });
  if (spec.xlabel) {
    write(part, spec.xlabel, left + width / 2, area.y + area.height - 2, { anchor: 'middle' });
  }
  if (spec.ylabel) {
    write(part, spec.ylabel, area.x + TEXT_SIZE, (area.y + bottom) / 2, {
      anchor: 'middle',
      vertical: true
    });
  }
  const none = facet.none.count;
  if (none > 0) {
    const text = `${formatCount(none)} without a value`;
    write(part, text, left + width, area.y + TEXT_SIZE, { anchor: 'end' });
  }
  const rect = { x: left, y: area.y, width, height: bottom - area.y };
  if (selection?.kind === 'range') {
    const from = Math.max(low, selection.min ?? low);
    const to = Math.min(high, selection.max ?? high);
    scene.ranges.push({ ...rect, x: xOf(from), width: Math.max(1, xOf(to) - xOf(from)) });
    const bound = (value: number): string =>
      dates ? new Date(value).toISOString().slice(0, 10) : formatNumber(value);
    write(part, `${bound(from)} – ${bound(to)}`, xOf(from) + 4, area.y + TEXT_SIZE, {
      role: 'text'
    });
  }
  if (high > low) {
    scene.targets.push({ kind: 'axis', part: number, rect, low, high });
  }
}
