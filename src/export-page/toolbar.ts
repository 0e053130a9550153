/** Above the grid: what is shown, search, order, size, and the label fields to draw. */
import { formatCount, partOf } from '../protocol';
import { h } from './dom';
import { colorOfLabelField } from './facets';
import type { ShownItems } from './shown-items';

export interface IToolbarOptions {
  shown: ShownItems;
  /** Label fields that are drawn; changed in place. */
  drawn: Set<string>;
  /** Other samples, or another order. */
  changed(): void;
  /** The same samples look different. */
  repaint(): void;
  resize(height: number): void;
}

const SEARCH_DELAY = 150;

/** Row heights that the slider goes through. */
const SIZES = { least: 72, usual: 150, most: 420 };

export function toolbar(options: IToolbarOptions): {
  element: HTMLElement;
  update(count: number): void;
} {
  const { shown } = options;
  const { head } = shown;
  const counts = h('span', { className: 'counts', attributes: { role: 'status' } });
  const clear = h('button', { type: 'button', className: 'clear' }, 'Clear filters');
  const search = searchInput(options);
  clear.addEventListener('click', () => {
    shown.clear();
    search.value = '';
    options.changed();
  });
  const part = partOf(head.view_count, head.total, 'sample');
  const whole =
    head.count < head.view_count ? `the first ${formatCount(head.count)} of ${part}` : part;
  const element = h(
    'header',
    {},
    h(
      'div',
      { className: 'line' },
      h('h1', {}, head.dataset),
      h('span', { className: 'whole' }, whole),
      ...head.stages.map(stage => h('span', { className: 'stage', title: stage }, stage))
    ),
    h(
      'div',
      { className: 'line' },
      search,
      ...sorting(options),
      sizeSlider(options),
      h('span', { className: 'space' }),
      clear,
      counts
    ),
    head.style.fields.size > 0 ? h('div', { className: 'line' }, ...fieldButtons(options)) : null
  );
  return {
    element,
    update: count => {
      counts.textContent =
        count === head.count
          ? `${formatCount(count)} shown`
          : `${formatCount(count)} of ${formatCount(head.count)} shown`;
      clear.hidden = shown.filters.size === 0 && shown.search === '';
    }
  };
}

function searchInput({ shown, changed }: IToolbarOptions): HTMLInputElement {
  const search = h('input', {
    type: 'search',
    placeholder: 'Search names, tags, labels …',
    attributes: { 'aria-label': 'Search' }
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      shown.search = search.value;
      changed();
    }, SEARCH_DELAY);
  });
  return search;
}

function sorting({ shown, changed }: IToolbarOptions): HTMLElement[] {
  const option = (value: string, text: string): HTMLOptionElement => h('option', { value }, text);
  const paths = ['name', ...shown.head.fields.map(({ path }) => path)];
  const select = h(
    'select',
    { attributes: { 'aria-label': 'Sort by' } },
    option('', 'In the view’s order'),
    ...paths.map((path, i) => option(String(i), path === 'name' && i === 0 ? 'File name' : path))
  );
  const direction = h('button', { type: 'button', className: 'direction' });
  const label = (): void => {
    const { descending } = shown.sorting;
    direction.textContent = descending ? '↓' : '↑';
    direction.title = descending ? 'Descending' : 'Ascending';
    direction.setAttribute('aria-label', direction.title);
  };
  label();
  select.addEventListener('change', () => {
    shown.sorting.path = select.value === '' ? null : (paths[Number(select.value)] ?? null);
    changed();
  });
  direction.addEventListener('click', () => {
    shown.sorting.descending = !shown.sorting.descending;
    label();
    changed();
  });
  return [select, direction];
}

function sizeSlider({ resize }: IToolbarOptions): HTMLElement {
  const { least, usual, most } = SIZES;
  const slider = h('input', {
    type: 'range',
    min: String(least),
    max: String(most),
    value: String(usual),
    attributes: { 'aria-label': 'Size of the pictures' }
  });
  slider.addEventListener('input', () => resize(Number(slider.value)));
  return slider;
}

function fieldButtons({ shown, drawn, repaint }: IToolbarOptions): HTMLElement[] {
  return [...shown.head.style.fields].map(field => {
    const color = colorOfLabelField(shown.head, shown.items, field);
    const button = h(
      'button',
      { type: 'button', className: 'field', title: `Show or hide ${field}` },
      color === null ? null : h('i', { className: 'swatch', style: `background: ${color}` }),
      field
    );
    button.setAttribute('aria-pressed', 'true');
    button.addEventListener('click', () => {
      const show = !drawn.has(field);
      drawn[show ? 'add' : 'delete'](field);
      button.setAttribute('aria-pressed', String(show));
      repaint();
    });
    return button;
  });
}
