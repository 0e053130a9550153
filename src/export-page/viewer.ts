/** One sample, large: wheel zooms, drag pans, double-click fits; its labels and fields beside it. */
import {
  colorOf,
  formatCount,
  plateText,
  type ExportStyle,
  type IExportHead,
  type IPageLabel
} from '../protocol';
import { h, prepared } from './dom';
import { valueText } from './facets';
import type { IItem } from './items';
import { paintItem } from './paint-item';
import { Pictures } from './pictures';
import { Zoom, type ISize } from './zoom';

const FONT_SIZE = 12;

export interface IViewerOptions {
  head: IExportHead;
  labelsOf(item: IItem): readonly IPageLabel[];
  fields(): ReadonlySet<string>;
  closed(at: number): void;
}

export class Viewer {
  readonly element = h('dialog', { className: 'viewer', attributes: { 'aria-label': 'Sample' } });

  constructor(private readonly _options: IViewerOptions) {
    const button = (text: string, title: string, run: () => void): HTMLButtonElement => {
      const made = h(
        'button',
        { type: 'button', title, attributes: { 'aria-label': title } },
        text
      );
      made.addEventListener('click', run);
      return made;
    };
    this.element.append(
      h(
        'div',
        { className: 'viewer-bar' },
        button('×', 'Close (Escape)', () => this.element.close()),
        button('‹', 'Previous (←)', () => this._step(-1)),
        button('›', 'Next (→)', () => this._step(1)),
        this._place,
        this._name,
        button('⤢', 'Fit (0)', () => this._fit())
      ),
      h('div', { className: 'viewer-body' }, this._room, this._panel)
    );
    this._room.append(this._canvas, this._message);
    this.element.addEventListener('close', () => this._options.closed(this._at));
    this.element.addEventListener('keydown', event => this._onKey(event));
    this._bindPointer();
    new ResizeObserver(() => this._paint()).observe(this._room);
  }

  open(items: readonly IItem[], at: number): void {
    this._items = items;
    this._go(at);
    this.element.showModal();
    this._canvas.focus();
  }

  private _go(at: number): void {
    this._at = at;
    this._raised = null;
    this._zoom.fit();
    const item = this._items[at] as IItem;
    this._place.textContent = `${formatCount(at + 1)} of ${formatCount(this._items.length)}`;
    this._name.textContent = item.name;
    this._message.textContent = item.error ?? '';
    this._panel.replaceChildren(...this._labelRows(item), ...this._fieldRows(item));
    this._paint();
    const next = this._items[at + 1];
    if (next) {
      this._pictures.get(next);
    }
  }

  private _step(by: number): void {
    if (this._items[this._at + by]) {
      this._go(this._at + by);
    }
  }

  private _fit(): void {
    this._zoom.fit();
    this._paint();
  }

  private _labelRows(item: IItem): HTMLElement[] {
    const { style } = this._options.head;
    const labels = this._options.labelsOf(item);
    return [...style.fields].flatMap(field => {
      const own = labels.filter(label => label.field === field);
      return own.length === 0
        ? []
        : [
            h('h2', {}, field, h('span', { className: 'count' }, ` ${formatCount(own.length)}`)),
            ...own.map(label => this._labelRow(label, style))
          ];
    });
  }

  private _labelRow(label: IPageLabel, style: ExportStyle): HTMLElement {
    const text = plateText(label, { showLabel: true, showIndex: true, showConfidence: false });
    const row = h(
      'div',
      { className: 'label' },
      h('i', { className: 'swatch', style: `background: ${colorOf(label, style)}` }),
      h('span', { className: 'text' }, text || label.element),
      h('span', { className: 'count' }, label.confidence?.toFixed(2) ?? '')
    );
    const raise = (id: string | null) => () => {
      this._raised = id;
      this._paint();
    };
    row.addEventListener('pointerenter', raise(label.id));
    row.addEventListener('pointerleave', raise(null));
    return row;
  }

  private _fieldRows(item: IItem): HTMLElement[] {
    const rows = this._options.head.fields.flatMap(({ path, kind }, i) => {
      const text = valueText(item.values[i] ?? null, kind);
      return text === '' ? [] : [h('dt', { title: path }, path), h('dd', { title: text }, text)];
    });
    return [
      h('h2', {}, 'Fields'),
      h('dl', {}, h('dt', {}, 'id'), h('dd', { title: item.id }, item.id), ...rows)
    ];
  }

  private _size(): ISize {
    return { width: this._room.clientWidth, height: this._room.clientHeight };
  }

  /** The picture's size: that of the original, so that 100 % means what it says. */
  private _natural(): ISize {
    const { width, height } = this._items[this._at] ?? { width: 0, height: 0 };
    return { width: width || 1, height: height || 1 };
  }

  private _paint(): void {
    const item = this._items[this._at];
    const room = this._size();
    if (!item || room.width === 0) {
      return;
    }
    const ctx = prepared(this._canvas, room.width, room.height);
    const image = this._pictures.get(item);
    if (ctx && image) {
      paintItem(ctx, this._options.head.style, {
        image,
        labels: this._options.labelsOf(item),
        rect: this._zoom.rect(this._natural(), room),
        room: { x: 0, y: 0, ...room },
        fields: this._options.fields(),
        fontSize: FONT_SIZE,
        allText: true,
        showText: true,
        ...(this._raised === null ? {} : { raised: new Set([this._raised]) })
      });
    }
  }

  private _onKey(event: KeyboardEvent): void {
    const actions: Record<string, () => void> = {
      ArrowLeft: () => this._step(-1),
      ArrowRight: () => this._step(1),
      Home: () => this._go(0),
      End: () => this._go(this._items.length - 1),
      '0': () => this._fit(),
      '+': () => this._zoomBy(1.5),
      '-': () => this._zoomBy(1 / 1.5)
    };
    const action = actions[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  }

  private _zoomBy(factor: number, x?: number, y?: number): void {
    const room = this._size();
    this._zoom.zoom(factor, x ?? room.width / 2, y ?? room.height / 2, this._natural(), room);
    this._paint();
  }

  private _bindPointer(): void {
    const canvas = this._canvas;
    let from: { x: number; y: number } | null = null;
    canvas.addEventListener(
      'wheel',
      event => {
        event.preventDefault();
        const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1);
        this._zoomBy(2 ** (-pixels / 300), event.offsetX, event.offsetY);
      },
      { passive: false }
    );
    canvas.addEventListener('pointerdown', event => {
      from = { x: event.clientX, y: event.clientY };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', event => {
      if (from) {
        const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
        from = { x: event.clientX, y: event.clientY };
        this._zoom.pan(dx, dy, this._natural(), this._size());
        this._paint();
      }
    });
    const end = (): void => {
      from = null;
    };
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
    canvas.addEventListener('dblclick', () => this._fit());
  }

  private _items: readonly IItem[] = [];
  private _at = 0;
  private _raised: string | null = null;
  private readonly _zoom = new Zoom();
  private readonly _place = h('span', { className: 'place' });
  private readonly _name = h('span', { className: 'name' });
  private readonly _room = h('div', { className: 'room' });
  private readonly _canvas = h('canvas', { tabIndex: 0 });
  private readonly _message = h('p', { className: 'message' });
  private readonly _panel = h('aside', { className: 'panel' });
  private readonly _pictures = new Pictures(item => {
    if (item === this._items[this._at]) {
      this._paint();
    }
  });
}
