/** Pointer and keys in a plot: a value filters, a dragged range filters, a lasso chooses points. */
import {
  sameUnits,
  wholeWindow,
  type IPointsWindow,
  type PlotContent,
  type SceneTarget,
  type View
} from '../../../protocol';
import {
  partOfPlot,
  pointsInside,
  viewAfterClick,
  viewAfterLasso,
  viewAfterRange
} from './choose-in-plot';
import type { PlotSession } from './plot-session';
import type { PlotView } from './plot-view';
import { targetText } from './target-text';

interface IPlace {
  x: number;
  y: number;
}
type Drag =
  | { kind: 'range'; target: Extract<SceneTarget, { kind: 'axis' }>; from: number }
  | { kind: 'lasso'; target: Extract<SceneTarget, { kind: 'points' }>; polygon: number[] }
  | {
      kind: 'pan';
      target: Extract<SceneTarget, { kind: 'points' }>;
      from: IPlace;
      window: IPointsWindow;
    };

/** Movement in CSS pixels that makes a press a drag. */
const SLACK = 4;
/** How near a point the pointer has to be, in CSS pixels. */
const REACH = 8;

export class PlotGestures {
  constructor(
    private readonly _view: PlotView,
    private readonly _plot: PlotSession
  ) {
    const { root } = _view;
    root.addEventListener('pointermove', event => this._move(event));
    root.addEventListener('pointerleave', () => this._leave());
    root.addEventListener('pointerdown', event => this._press(event));
    root.addEventListener('pointerup', event => this._release(event));
    root.addEventListener('pointercancel', () => this._endDrag());
    root.addEventListener('dblclick', event => this._reset(event));
    root.addEventListener('wheel', event => this._wheel(event), { passive: false });
    root.addEventListener('keydown', event => this._key(event));
  }

  private _place(event: MouseEvent): IPlace {
    const box = this._view.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private _targetAt({ x, y }: IPlace): SceneTarget | null {
    return (
      this._view.scene?.targets.find(
        ({ rect }) =>
          x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height
      ) ?? null
    );
  }

  private get _interactive(): boolean {
    return this._plot.shown?.plot.connected === true && this._plot.session !== null;
  }

  private _content(part: number): PlotContent | null {
    return this._plot.shown?.contents[part] ?? null;
  }

  private _move(event: PointerEvent): void {
    const place = this._place(event);
    if (this._drag) {
      this._dragTo(this._drag, place);
      return;
    }
    const target = this._targetAt(place);
    const can = this._interactive && target !== null;
    this._view.root.style.cursor = !can
      ? ''
      : target.kind === 'value'
        ? 'pointer'
        : target.kind === 'axis'
          ? 'col-resize'
          : 'crosshair';
    if (this._view.highlight !== (target?.kind === 'value' ? target : null)) {
      this._view.highlight = target?.kind === 'value' ? target : null;
      this._view.paintOver();
    }
    const spec = target && this._plot.shown && partOfPlot(this._plot.shown.plot, target.part);
    const content = target && this._content(target.part);
    const text =
      target && spec && content
        ? targetText(target, place, spec, content, () => this._nearest(place, target.part))
        : null;
    this._view.tip(text, place.x, place.y);
  }

  private _leave(): void {
    if (!this._drag) {
      this._view.highlight = null;
      this._view.tip(null);
      this._view.paintOver();
    }
  }

  /** The number of the point nearest to a place, if it is near. */
  private _nearest({ x, y }: IPlace, part: number): number | null {
    const target = this._view.scene?.targets.find(
      each => each.kind === 'points' && each.part === part
    );
    let best: number | null = null;
    let least = REACH * REACH;
    for (const points of this._view.scene?.points ?? []) {
      if (points.clip !== target?.rect) {
        continue;
      }
      for (let i = 0; 2 * i < points.xy.length; i++) {
        const dx = (points.xy[2 * i] as number) - x;
        const dy = (points.xy[2 * i + 1] as number) - y;
        if (dx * dx + dy * dy <= least) {
          least = dx * dx + dy * dy;
          best = points.index[i] as number;
        }
      }
    }
    return best;
  }

  private _press(event: PointerEvent): void {
    const place = this._place(event);
    const target = this._targetAt(place);
    this._pressed = place;
    if (event.button !== 0 || !target || target.kind === 'value') {
      return;
    }
    if (target.kind === 'points' && event.shiftKey) {
      const window = this._windowOf(target);
      this._drag = window && { kind: 'pan', target, from: place, window };
    } else if (this._interactive) {
      this._drag =
        target.kind === 'axis'
          ? { kind: 'range', target, from: place.x }
          : { kind: 'lasso', target, polygon: [place.x, place.y] };
    }
    if (this._drag) {
      this._view.root.setPointerCapture(event.pointerId);
      this._view.tip(null);
    }
  }

  private _dragTo(drag: Drag, { x, y }: IPlace): void {
    const { rect } = drag.target;
    if (drag.kind === 'range') {
      const clamp = (value: number): number =>
        Math.max(rect.x, Math.min(rect.x + rect.width, value));
      const [from, to] = [clamp(drag.from), clamp(x)];
      this._view.dragged = {
        x: Math.min(from, to),
        y: rect.y,
        width: Math.abs(to - from),
        height: rect.height
      };
      this._view.paintOver();
    } else if (drag.kind === 'lasso') {
      drag.polygon.push(x, y);
      this._view.lasso = drag.polygon;
      this._view.paintOver();
    } else {
      const dx = ((x - drag.from.x) / rect.width) * (drag.window.x[1] - drag.window.x[0]);
      const dy = ((y - drag.from.y) / rect.height) * (drag.window.y[1] - drag.window.y[0]);
      this._view.windows.set(drag.target.part, {
        x: [drag.window.x[0] - dx, drag.window.x[1] - dx],
        y: [drag.window.y[0] + dy, drag.window.y[1] + dy]
      });
      this._view.paint();
    }
  }

  private _release(event: PointerEvent): void {
    const place = this._place(event);
    const moved =
      this._pressed !== null &&
      Math.hypot(place.x - this._pressed.x, place.y - this._pressed.y) > SLACK;
    const drag = this._drag;
    const polygon = drag?.kind === 'lasso' ? drag.polygon : null;
    this._endDrag();
    const target = drag?.target ?? this._targetAt(place);
    if (!target || event.button !== 0) {
      return;
    }
    if (target.kind === 'value' && !moved) {
      this._click(target, event.altKey ? 'only' : event.shiftKey ? 'exclude' : 'toggle');
    } else if (drag?.kind === 'range') {
      this._chooseRange(drag, moved ? place : null);
    } else if (polygon) {
      this._choosePoints(target.part, moved ? polygon : null, place);
    }
  }

  private _endDrag(): void {
    this._drag = null;
    this._pressed = null;
    this._view.lasso = null;
    this._view.dragged = null;
    this._view.paintOver();
  }

  private _click(
    target: Extract<SceneTarget, { kind: 'value' }>,
    kind: 'toggle' | 'only' | 'exclude'
  ): void {
    const content = this._content(target.part);
    this._change((view, dataset, spec) =>
      content?.kind === 'values' && spec.kind === 'categorical_histogram'
        ? viewAfterClick(view, dataset, spec.path, content.selection, target.value, kind)
        : null
    )(target.part);
  }

  private _chooseRange(
    { target, from }: Extract<Drag, { kind: 'range' }>,
    to: IPlace | null
  ): void {
    const content = this._content(target.part);
    const { rect, low, high } = target;
    const valueOf = (x: number): number =>
      low + Math.max(0, Math.min(1, (x - rect.x) / rect.width)) * (high - low);
    const ends = to && [valueOf(Math.min(from, to.x)), valueOf(Math.max(from, to.x))];
    const type = content?.kind === 'range' ? content.facet.type : 'float';
    // Ends at whole numbers keep what a person sees between them.
    const rounded: [number, number] | null = ends && [
      type === 'int' ? Math.ceil(ends[0] as number) : Number((ends[0] as number).toPrecision(6)),
      type === 'int' ? Math.floor(ends[1] as number) : Number((ends[1] as number).toPrecision(6))
    ];
    const dates = type === 'date' || type === 'datetime';
    const range: [number, number] | null =
      dates && ends ? [Math.round(ends[0] as number), Math.round(ends[1] as number)] : rounded;
    this._change((view, dataset, spec) =>
      spec.kind === 'numerical_histogram'
        ? viewAfterRange(view, dataset, spec.path, range, dates)
        : null
    )(target.part);
  }

  private _choosePoints(part: number, polygon: number[] | null, place: IPlace): void {
    const content = this._content(part);
    const target = this._view.scene?.targets.find(
      each => each.kind === 'points' && each.part === part
    );
    if (content?.kind !== 'points' || !target) {
      return;
    }
    let points: number[] | null;
    if (polygon) {
      points = (this._view.scene?.points ?? [])
        .filter(({ clip, ring }) => clip === target.rect && !ring)
        .flatMap(({ xy, index }) => pointsInside(xy, index, polygon))
        // Those out of the view were filtered away by something else.
        .filter(point => content.inView === null || content.inView[point] === 1);
    } else {
      const nearest = this._nearest(place, part);
      points = nearest === null ? null : [nearest];
    }
    if (points !== null && points.length === 0) {
      return;
    }
    this._change((view, _dataset, spec) =>
      spec.kind === 'scatter' ? viewAfterLasso(view, spec, content.frame, points) : null
    )(part);
  }

  /** A change of the view by a part; null changes nothing. */
  private _change(
    make: (
      view: View,
      dataset: NonNullable<PlotSession['dataset']>,
      spec: NonNullable<ReturnType<typeof partOfPlot>>
    ) => View | null
  ): (part: number) => void {
    return part => {
      const { state, dataset, shown } = this._plot;
      const spec = shown && partOfPlot(shown.plot, part);
      if (!this._interactive || !state || !dataset || !spec) {
        return;
      }
      const view = make(state.view, dataset, spec);
      // The same view again would only lose the selection.
      if (view && JSON.stringify(view) !== JSON.stringify(state.view)) {
        void this._plot.setView(view).then(problem => {
          if (problem) {
            this._view.tip(problem, 8, 20);
          }
        });
      }
    };
  }

  private _windowOf(target: SceneTarget): IPointsWindow | null {
    const content = this._content(target.part);
    const spec = this._plot.shown && partOfPlot(this._plot.shown.plot, target.part);
    if (content?.kind !== 'points' || spec?.kind !== 'scatter') {
      return null;
    }
    const window = this._view.windows.get(target.part) ?? wholeWindow(content.frame);
    return spec.equal ? sameUnits(window, target.rect) : window;
  }

  /** The wheel zooms once the plot has the focus: before, it scrolls the notebook. */
  private _wheel(event: WheelEvent): void {
    const place = this._place(event);
    const target = this._targetAt(place);
    const focused = this._view.root.contains(document.activeElement);
    if (target?.kind !== 'points' || !(focused || event.ctrlKey || event.metaKey)) {
      return;
    }
    const window = this._windowOf(target);
    if (!window) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const factor = Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.005);
    const { rect } = target;
    const zoomed = ([low, high]: [number, number], share: number): [number, number] => {
      const centre = low + share * (high - low);
      return [centre - (centre - low) * factor, centre + (high - centre) * factor];
    };
    this._view.windows.set(target.part, {
      x: zoomed(window.x, (place.x - rect.x) / rect.width),
      y: zoomed(window.y, 1 - (place.y - rect.y) / rect.height)
    });
    this._view.paint();
  }

  /** Double click: everything is seen and nothing chosen. */
  private _reset(event: MouseEvent): void {
    const target = this._targetAt(this._place(event));
    if (target?.kind === 'points') {
      this._view.windows.delete(target.part);
      this._view.paint();
      this._choosePoints(target.part, null, { x: -1000, y: -1000 });
    }
  }

  private _key(event: KeyboardEvent): void {
    const values = (this._view.scene?.targets ?? []).filter(
      (target): target is Extract<SceneTarget, { kind: 'value' }> => target.kind === 'value'
    );
    const at = values.indexOf(this._view.highlight as (typeof values)[number]);
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && values.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next = values[(at + step + values.length) % values.length] ?? null;
      this._view.highlight = next;
      this._view.paintOver();
      this._view.tip(next && next.text, next?.rect.x, next?.rect.y);
      event.preventDefault();
    } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) {
      this._click(values[at] as (typeof values)[number], event.altKey ? 'only' : 'toggle');
      event.preventDefault();
    } else if (event.key === '0') {
      this._view.windows.clear();
      this._view.paint();
    }
  }

  private _drag: Drag | null = null;
  private _pressed: IPlace | null = null;
}
