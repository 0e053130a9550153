/** The program of an exported page: put together from what the page holds. */
import { h } from './dom';
import { facetList } from './facet-list';
import { facetsOf } from './facets';
import { Grid } from './grid';
import { readHead, readItems } from './items';
import { ShownItems } from './shown-items';
import { toolbar } from './toolbar';
import { Viewer } from './viewer';

const head = readHead();
const items = readItems();
const shown = new ShownItems(head, items, facetsOf(head, items));
const drawn = new Set(head.style.fields);

const viewer = new Viewer({
  head,
  labelsOf: item => shown.labelsOf(item),
  fields: () => drawn,
  closed: at => grid.focusTile(at)
});
const grid = new Grid({
  style: head.style,
  labelsOf: item => shown.labelsOf(item),
  fields: () => drawn,
  open: at => viewer.open(shown.list(), at)
});
const facets = facetList(shown, () => update());
const bar = toolbar({
  shown,
  drawn,
  changed: () => update(),
  repaint: () => grid.repaint(),
  resize: height => grid.setSize(height)
});
const nothing = h('p', { className: 'nothing' }, 'No sample has all of this. Clear a filter.');

function update(): void {
  const list = shown.list();
  grid.show(list);
  facets.update();
  bar.update(list.length);
  nothing.hidden = list.length > 0 || items.length === 0;
}

const made = new Date(head.made_at).toISOString().slice(0, 10);
document.body.append(
  bar.element,
  h('div', { className: 'body' }, facets.element, h('main', {}, grid.element, nothing)),
  h('footer', {}, `Made with Lunette, ${made}`),
  viewer.element
);
update();
