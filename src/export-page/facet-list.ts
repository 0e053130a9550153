/** The facets beside the grid: values with their counts, ranges with their histograms. */
import { formatCount, formatNumber, formatValue } from '../protocol';
import { h } from './dom';
import { valueText, type IEntry, type IFacet } from './facets';
import type { Kept, ShownItems } from './shown-items';

/** Values that a facet shows before it is asked for more. */
const FEW = 10;
const BINS = 24;
/** Facets that are open at first. */
const OPEN = 4;

interface IFacetElement {
  element: HTMLElement;
  update(): void;
}

/** The list of all facets; `changed` is called when a person filters. */
export function facetList(shown: ShownItems, changed: () => void): IFacetElement {
  const parts = shown.facets.map((facet, i) => {
    const part = facet.kind === 'values' ? valueFacet : rangeFacet;
    const { element, update } = part(shown, facet, changed);
    const title = h('summary', {}, facet.path);
    const details = h('details', { open: i < OPEN }, title, element);
    return {
      details,
      update: () => {
        title.classList.toggle('filtered', shown.filters.has(facet.path));
        update();
      }
    };
  });
  return {
    element: h(
      'aside',
      { className: 'facets', attributes: { 'aria-label': 'Filters' } },
      ...parts.map(({ details }) => details)
    ),
    update: () => parts.forEach(({ update }) => update())
  };
}

function valueFacet(shown: ShownItems, facet: IFacet, changed: () => void): IFacetElement {
  const totals = countValues(shown.items.flatMap(item => facet.entries(item)));
  const values = [...totals.keys()].sort(
    (a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || String(a).localeCompare(String(b))
  );
  const chosen = (): ReadonlySet<IEntry['value']> => {
    const kept = shown.filters.get(facet.path);
    return kept && 'values' in kept ? kept.values : new Set();
  };
  const rows = values.map(value => {
    const box = h('input', { type: 'checkbox' });
    const count = h('span', { className: 'count' });
    const color = facet.colorOf(value);
    const text = value === null ? 'none' : formatValue(value);
    const row = h(
      'label',
      { className: 'value', title: text },
      box,
      color === null ? null : h('i', { className: 'swatch', style: `background: ${color}` }),
      h('span', { className: 'text' }, text),
      count
    );
    box.addEventListener('change', () => {
      const next = new Set(chosen());
      next[box.checked ? 'add' : 'delete'](value);
      if (next.size > 0) {
        shown.filters.set(facet.path, { values: next });
      } else {
        shown.filters.delete(facet.path);
      }
      changed();
    });
    return { value, row, box, count };
  });
  const more = h('button', { className: 'more', type: 'button' });
  let all = rows.length <= FEW;
  const element = h('div', {}, ...rows.map(({ row }) => row), rows.length > FEW ? more : null);
  const fold = (): void => {
    rows.forEach(({ row, box }, i) => (row.hidden = !all && i >= FEW && !box.checked));
    more.textContent = all ? 'Fewer' : `${formatCount(rows.length - FEW)} more`;
  };
  more.addEventListener('click', () => {
    all = !all;
    fold();
  });
  return {
    element,
    update: () => {
      const counts = countValues(shown.entriesUnderOthers(facet));
      const now = chosen();
      for (const { value, row, box, count } of rows) {
        const number = counts.get(value) ?? 0;
        box.checked = now.has(value);
        count.textContent = formatCount(number);
        row.classList.toggle('empty', number === 0);
      }
      fold();
    }
  };
}

function countValues(entries: readonly IEntry[]): Map<IEntry['value'], number> {
  const counts = new Map<IEntry['value'], number>();
  for (const { value } of entries) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function rangeFacet(shown: ShownItems, facet: IFacet, changed: () => void): IFacetElement {
  const all = numbersOf(shown.items.flatMap(item => facet.entries(item)));
  const least = all.reduce((a, b) => Math.min(a, b), Infinity);
  const most = all.reduce((a, b) => Math.max(a, b), -Infinity);
  const totals = histogram(all, least, most);
  const tallest = Math.max(...totals, 1);
  const bars = totals.map(total => {
    const bar = h('i', { className: 'now' });
    const whole = h('span', { style: `height: ${(100 * total) / tallest}%` }, bar);
    return { bar, whole, total };
  });
  const bound = (side: 'min' | 'max'): HTMLInputElement => {
    const input = h('input', {
      type: facet.date ? 'date' : 'number',
      step: 'any',
      placeholder: facet.date ? '' : formatNumber(side === 'min' ? least : most),
      attributes: { 'aria-label': `${facet.path}, ${side === 'min' ? 'from' : 'to'}` }
    });
    input.addEventListener('change', () => {
      const kept = shown.filters.get(facet.path);
      const before = kept && 'min' in kept ? kept : { min: null, max: null };
      const next = { ...before, [side]: boundOf(input, side) };
      if (next.min === null && next.max === null) {
        shown.filters.delete(facet.path);
      } else {
        shown.filters.set(facet.path, next);
      }
      changed();
    });
    return input;
  };
  const inputs = { min: bound('min'), max: bound('max') };
  const count = h('div', { className: 'range-count' });
  return {
    element: h(
      'div',
      {},
      h(
        'div',
        { className: 'bars', attributes: { 'aria-hidden': 'true' } },
        ...bars.map(b => b.whole)
      ),
      h('div', { className: 'bounds' }, inputs.min, h('span', {}, '–'), inputs.max),
      count
    ),
    update: () => {
      const kept = shown.filters.get(facet.path);
      const now = numbersOf(shown.entriesUnderOthers(facet));
      const inside = now.filter(value => isWithin(kept, value));
      histogram(inside, least, most).forEach((number, i) => {
        const { bar, whole, total } = bars[i] as (typeof bars)[number];
        bar.style.height = `${total === 0 ? 0 : (100 * number) / total}%`;
        whole.title = `${formatCount(number)} of ${formatCount(total)}`;
      });
      if (!kept) {
        inputs.min.value = '';
        inputs.max.value = '';
      }
      const text = (value: number): string => valueText(value, facet.date ? 'date' : 'number');
      count.textContent = `${formatCount(inside.length)} of ${formatCount(all.length)} from ${text(least)} to ${text(most)}`;
    }
  };
}

const isWithin = (kept: Kept | undefined, value: number): boolean =>
  !kept ||
  !('min' in kept) ||
  ((kept.min === null || value >= kept.min) && (kept.max === null || value <= kept.max));

const numbersOf = (entries: readonly IEntry[]): number[] =>
  entries.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));

function histogram(values: readonly number[], least: number, most: number): number[] {
  const bins = new Array<number>(most > least ? BINS : 1).fill(0);
  for (const value of values) {
    const at = most > least ? Math.floor(((value - least) / (most - least)) * BINS) : 0;
    const bin = Math.min(bins.length - 1, at);
    bins[bin] = (bins[bin] as number) + 1;
  }
  return bins;
}

/** A day ends with its last millisecond. */
function boundOf(input: HTMLInputElement, side: 'min' | 'max'): number | null {
  if (input.value === '') {
    return null;
  }
  if (input.type === 'date') {
    const day = Date.parse(input.value);
    return Number.isNaN(day) ? null : side === 'min' ? day : day + 86_399_999;
  }
  const number = Number(input.value);
  return Number.isFinite(number) ? number : null;
}
