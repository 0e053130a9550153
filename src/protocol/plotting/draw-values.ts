/** A categorical histogram: a row for each value, with its count in the view and, paler, in all. */
import { colorOfFacetValue } from '../drawing';
import { formatCount, formatValue } from '../text';
import type { PlotContent } from './plot-content';
import { belowTitle, shorten, TEXT_SIZE, write, type IPlotPart } from './plot-part';
import type { CategoricalHistogramSpec } from './plot-spec';

const MIN_ROW = 14;
const MAX_ROW = 26;
/** Opacity of what is filtered away. */
const PALE = 0.25;

export function drawValues(
  part: IPlotPart,
  spec: CategoricalHistogramSpec,
  { facet, selection }: Extract<PlotContent, { kind: 'values' }>
): void {
  const { scene, look, number } = part;
  const area = belowTitle(part);
  const values = [...facet.values];
  if (spec.order === 'alphabetical') {
    values.sort((a, b) => compare(a.value, b.value));
  }
  const xlabel = spec.xlabel ? TEXT_SIZE + 8 : 0;
  const room = Math.max(1, Math.floor((area.height - xlabel) / MIN_ROW));
  // The nameless value is none of the distinct ones.
  const all = Math.max(facet.distinct, values.length);
  const shown = values.slice(0, all > room ? Math.max(1, room - 1) : room);
  const rest = all - shown.length;
  if (shown.length === 0) {
    write(part, 'No values in this view.', area.x, area.y + 16);
    return;
  }
  const row = Math.min(MAX_ROW, (area.height - xlabel) / (shown.length + (rest > 0 ? 1 : 0)));
  const names = shown.map(({ value }) => formatValue(value));
  const widest = Math.max(...names.map(name => look.measure(name, TEXT_SIZE)));
  const nameWidth = Math.min(widest, area.width * 0.35);
  const most = Math.max(1, ...shown.map(({ count, total }) => Math.max(count, total)));
  const countWidth = look.measure(`${formatCount(most)} of ${formatCount(most)}`, TEXT_SIZE) + 8;
  const left = area.x + nameWidth + 8;
  const barWidth = Math.max(10, area.x + area.width - left - countWidth);
  const chosen = selection?.kind === 'values' ? new Set(selection.values) : null;
  shown.forEach(({ value, count, total }, i) => {
    const top = area.y + i * row;
    const height = Math.min(18, row - 3);
    const y = top + (row - height) / 2;
    const baseline = top + row / 2 + TEXT_SIZE * 0.36;
    const off =
      chosen !== null && chosen.has(value) === (selection as { exclude?: boolean }).exclude;
    const color = colorOfFacetValue(look.colors, spec.path, value);
    const bar = (amount: number, opacity: number): void => {
      const width = (amount / most) * barWidth;
      scene.bars.push({ rect: { x: left, y, width, height }, color, opacity });
    };
    if (total > count) {
      bar(total, PALE);
    }
    bar(count, off ? PALE : 1);
    write(part, shorten(part, names[i] as string, nameWidth), left - 8, baseline, {
      anchor: 'end',
      role: off ? 'secondary' : 'text'
    });
    const countText =
      count === total ? formatCount(count) : `${formatCount(count)} of ${formatCount(total)}`;
    write(part, countText, left + (Math.max(count, total) / most) * barWidth + 6, baseline);
    scene.targets.push({
      kind: 'value',
      part: number,
      rect: { x: area.x, y: top, width: area.width, height: row },
      value,
      text: `${names[i] as string}: ${countText}`
    });
  });
  if (rest > 0) {
    const text = `and ${formatCount(rest)} more`;
    write(part, text, left, area.y + shown.length * row + row / 2 + 4);
  }
  if (spec.xlabel) {
    write(part, spec.xlabel, left + barWidth / 2, area.y + area.height - 2, { anchor: 'middle' });
  }
}

function compare(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'en', { numeric: true });
}
