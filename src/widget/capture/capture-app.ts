/**
 * Draws the whole App into one picture. Canvases are painted by the code that paints them on the
 * screen; the elements around them go through an SVG picture of their copy.
 */
import type { IRect } from '../../protocol';
import type { AppModel, ICapturePart } from '../model';
import { AppPicture } from './app-picture';
import { collectStyles, foreignClasses, resolvedVariables, usedVariables } from './capture-styles';
import { CaptureError, type ICapture, type ICaptureOptions } from './capture-types';
import { chromeImage } from './chrome-image';
import { cloneChrome, freezeScrolling, type IChromeClone } from './clone-chrome';
import { encodePicture } from './encode-picture';
import { foreignParts } from './foreign-pixels';
import { measureCopy, measureLive } from './measure-boxes';
import { LAYER_CLASS, layersAbove } from './paint-parts';
import { pictureText } from './picture-text';
import { measureScrollBars, scrollBarPart, type IScrollBar } from './scroll-bars';
import { ScrollMemory } from './scroll-memory';
import { whenSettled } from './when-settled';
import { windowViewer } from './window-viewer';

const MAX_BYTES = 2_000_000;

/** What is where, in CSS pixels from the App's upper left corner. */
interface IMeasured {
  clone: IChromeClone;
  boxes: ReadonlyMap<Element, IRect>;
  bars: readonly IScrollBar[];
  layers: readonly Element[];
}

/** Captures one App; knows its size and scroll positions also while it is hidden. */
export class AppCapture {
  constructor(
    private readonly _root: HTMLElement,
    private readonly _model: AppModel
  ) {
    this._scroll = new ScrollMemory(_root);
    this._observer = new ResizeObserver(() => this._remember());
    this._observer.observe(_root);
    this._remember();
  }

  /**
   * @throws CaptureError if the App was never shown, if the browser does not let it be read, or if
   * no picture of it is as small as wished
   */
  async take(options: ICaptureOptions = {}): Promise<ICapture> {
    const { scale = 1, format = 'png', maxBytes = MAX_BYTES } = options;
    this._remember();
    const size = this._size;
    if (!size) {
      throw new CaptureError(
        'The App has not been on the screen yet, so there is no picture of it.'
      );
    }
    await whenSettled(this._model);
    const parts = await this._parts();
    const { clone, boxes, bars, layers } = this._measure(parts, size);
    const css = collectStyles(document.styleSheets, foreignClasses(clone.root));
    if (css === '') {
      throw new CaptureError(
        'The App’s style sheets cannot be read, so its picture would be bare.'
      );
    }
    const variables = resolvedVariables(usedVariables(css), this._root);
    const chrome = await chromeImage(clone.root, size, css, variables);

    const picture = new AppPicture(size, scale);
    picture.paintChrome(chrome);
    const coversOf = (element: Element): IRect[] =>
      layersAbove(element, layers)
        .map(layer => boxes.get(layer))
        .filter((rect): rect is IRect => rect !== undefined && rect.width > 0);
    for (const part of parts) {
      picture.paint(part, boxes.get(part.element), coversOf(part.element));
    }
    for (const bar of bars) {
      picture.paint(scrollBarPart(bar), bar.thumb, coversOf(bar.element));
    }
    const encoded = await encodePicture(picture, format, maxBytes);
    return { ...encoded, ...size, text: pictureText(this._model.store.state, encoded.reduced) };
  }

  dispose(): void {
    this._observer.disconnect();
    this._scroll.dispose();
  }

  /** The copy of the App, and where everything in it is. */
  private _measure(parts: readonly ICapturePart[], size: ISize): IMeasured {
    const aside = this._windowViewer();
    const roots = [this._root, ...(aside ? [aside] : [])];
    const layers = roots.flatMap(root => [...root.getElementsByClassName(LAYER_CLASS)]);
    const hollow = new Set<Element>(parts.map(part => part.element));
    const clone = cloneChrome(this._root, hollow, aside);
    const elements = [...hollow, ...layers];
    let bars: IScrollBar[] = [];
    const still = (shown: 'live' | 'copy'): void => {
      bars = measureScrollBars(clone.copyOf, this._scroll, shown);
      freezeScrolling(clone.copyOf, this._scroll, shown);
    };
    // A viewer over the whole window is laid out anew in the App's box, like a hidden App.
    const live = this._isVisible() && !aside;
    if (live) {
      still('live');
    }
    const boxes = live
      ? measureLive(this._root, elements)
      : measureCopy(clone.root, size, elements, clone.copyOf, () => still('copy'));
    return { clone, boxes, bars, layers };
  }

  /** What is registered, and every other canvas and picture, in document order. */
  private async _parts(): Promise<ICapturePart[]> {
    const roots = (): Element[] => [this._root, this._windowViewer()].filter(root => root !== null);
    const contained = (element: Element): boolean => roots().some(root => root.contains(element));
    const isRegistered = (element: Element): boolean =>
      this._model.captureParts.list().some(part => part.element.contains(element));
    const others = roots()
      .flatMap(root => [...root.querySelectorAll('canvas, img, video')])
      .filter(element => !isRegistered(element));
    const foreign = await foreignParts(others);
    // Asked for after the wait: what was registered before it may be gone.
    const registered = this._model.captureParts.list().filter(part => contained(part.element));
    return [...registered, ...foreign].sort((a, b) =>
      a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
    );
  }

  private _windowViewer(): HTMLElement | null {
    return windowViewer(this._model.options.dialogRoot);
  }

  private _isVisible(): boolean {
    return this._root.isConnected && this._root.offsetWidth > 0 && this._root.offsetHeight > 0;
  }

  private _remember(): void {
    if (this._isVisible()) {
      this._size = { width: this._root.offsetWidth, height: this._root.offsetHeight };
    }
  }

  private _size: ISize | null = null;
  private readonly _scroll: ScrollMemory;
  private readonly _observer: ResizeObserver;
}

interface ISize {
  width: number;
  height: number;
}
