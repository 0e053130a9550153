/**
 * Draws the whole App into one picture. Canvases are painted by the code that paints them on the
 * screen; the elements around them go through an SVG picture of their copy.
 */
import type { IRect } from '../../protocol';
import type { AppModel, ICapturePart } from '../model';
import { collectStyles, resolvedVariables, usedVariables } from './capture-styles';
import { CaptureError, type ICapture, type ICaptureOptions } from './capture-types';
import { chromeImage } from './chrome-image';
import { cloneChrome, freezeScrolling } from './clone-chrome';
import { encodePng } from './encode-png';
import { measureCopy, measureLive } from './measure-boxes';
import { LAYER_CLASS, layersAbove, paintPart, pixelPart } from './paint-parts';
import { measureScrollBars, scrollBarPart, type IScrollBar } from './scroll-bars';
import { ScrollMemory } from './scroll-memory';
import { whenSettled } from './when-settled';

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

  /** @throws CaptureError if the App was never shown or the browser does not let it be read. */
  async take({ scale = 1 }: ICaptureOptions = {}): Promise<ICapture> {
    this._remember();
    const size = this._size;
    if (size) {
      await whenSettled(this._model);
    } else {
      throw new CaptureError(
        'The App has not been on the screen yet, so there is no picture of it.'
      );
    }
    const parts = this._parts();
    const layers = [...this._root.getElementsByClassName(LAYER_CLASS)];
    const hollow = new Set<Element>(parts.map(part => part.element));
    const { root: copy, copyOf } = cloneChrome(this._root, hollow);
    const visible = this._isVisible();
    const elements = [...hollow, ...layers];
    let bars: IScrollBar[] = [];
    const still = (shown: 'live' | 'copy'): void => {
      bars = measureScrollBars(copyOf, this._scroll, shown);
      freezeScrolling(copyOf, this._scroll, shown);
    };
    if (visible) {
      still('live');
    }
    const boxes = visible
      ? measureLive(this._root, elements)
      : measureCopy(copy, size, elements, copyOf, () => still('copy'));
    const css = collectStyles(document.styleSheets);
    if (css === '') {
      throw new CaptureError(
        'The App’s style sheets cannot be read, so its picture would be bare.'
      );
    }
    const variables = resolvedVariables(usedVariables(css), this._root);
    const chrome = await chromeImage(copy, size, css, variables);

    const canvas = document.createElement('canvas');
    canvas.width = Math.round(size.width * scale);
    canvas.height = Math.round(size.height * scale);
    const ctx = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!ctx) {
      throw new CaptureError('The browser gave no canvas for the picture; is it out of memory?');
    }
    ctx.scale(canvas.width / size.width, canvas.height / size.height);
    ctx.drawImage(chrome, 0, 0, size.width, size.height);
    const coversOf = (element: Element): IRect[] =>
      layersAbove(element, layers)
        .map(layer => boxes.get(layer))
        .filter((rect): rect is IRect => rect !== undefined && rect.width > 0);
    for (const part of parts) {
      const box = boxes.get(part.element);
      if (box) {
        paintPart(ctx, part, box, coversOf(part.element));
      }
    }
    for (const bar of bars) {
      paintPart(ctx, scrollBarPart(bar), bar.thumb, coversOf(bar.element));
    }
    const dataUri = await encodePng(readPixels(ctx, canvas));
    return { dataUri, width: size.width, height: size.height };
  }

  dispose(): void {
    this._observer.disconnect();
    this._scroll.dispose();
  }

  /** What is registered, and every other canvas and picture, in document order. */
  private _parts(): ICapturePart[] {
    const registered = this._model.captureParts
      .list()
      .filter(({ element }) => this._root.contains(element));
    const others = [...this._root.querySelectorAll<HTMLElement>('canvas, img, video')].filter(
      element => !registered.some(part => part.element.contains(element))
    );
    return [...registered, ...others.map(pixelPart)].sort((a, b) =>
      a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
    );
  }

  private _isVisible(): boolean {
    return this._root.isConnected && this._root.offsetWidth > 0 && this._root.offsetHeight > 0;
  }

  private _remember(): void {
    if (this._isVisible()) {
      this._size = { width: this._root.offsetWidth, height: this._root.offsetHeight };
    }
  }

  private _size: { width: number; height: number } | null = null;
  private readonly _scroll: ScrollMemory;
  private readonly _observer: ResizeObserver;
}

function readPixels(ctx: CanvasRenderingContext2D, canvas: HTMLCanvasElement): ImageData {
  try {
    return ctx.getImageData(0, 0, canvas.width, canvas.height);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'SecurityError') {
      throw new CaptureError(
        'This browser does not let a page read a picture of its own elements back, so the App ' +
          'cannot be frozen here; the bridge can draw the picture instead.'
      );
    }
    throw error;
  }
}
