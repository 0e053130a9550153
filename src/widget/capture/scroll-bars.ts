/** Scroll bars that take room: the browser draws them, so a picture of the App draws them anew. */
import type { IRect } from '../../protocol';
import type { ICapturePart } from '../model';
import type { ScrollMemory } from './scroll-memory';

/** Shortest thumb, CSS pixels. */
const MIN_THUMB = 17;
/** Room of the bar beside the thumb on each side. */
const INSET = 3;

/** Width that the vertical scroll bar of an element takes; 0 if it lies over the content. */
export function scrollBarWidth(element: HTMLElement, style: CSSStyleDeclaration): number {
  const borders =
    (parseFloat(style.borderLeftWidth) || 0) + (parseFloat(style.borderRightWidth) || 0);
  const width = element.offsetWidth - element.clientWidth - borders;
  return element.clientWidth > 0 && width > 0.5 && /auto|scroll/.test(style.overflowY) ? width : 0;
}

/** A vertical scroll bar's thumb, as it is now. */
export interface IScrollBar {
  /** The live element that scrolls. */
  element: Element;
  /** Where the thumb is, CSS pixels from the App's upper left corner. */
  thumb: IRect;
  color: string;
}

/**
 * The bars of all copied elements that have something to scroll. Must be asked before the copies
 * are made still (`freezeScrolling`).
 * @param shown which of the two is laid out now
 */
export function measureScrollBars(
  copyOf: ReadonlyMap<Element, HTMLElement>,
  scroll: ScrollMemory,
  shown: 'live' | 'copy'
): IScrollBar[] {
  const bars: IScrollBar[] = [];
  let origin: DOMRect | null = null;
  for (const [live, copy] of copyOf) {
    const element = (shown === 'live' ? live : copy) as HTMLElement;
    // The first element is the App's root.
    origin ??= element.getBoundingClientRect();
    const { scrollHeight, clientHeight } = element;
    const style = getComputedStyle(element);
    const width = scrollBarWidth(element, style);
    if (width === 0 || scrollHeight <= clientHeight) {
      continue;
    }
    const box = element.getBoundingClientRect();
    const length = Math.max(MIN_THUMB, (clientHeight / scrollHeight) * box.height);
    const part = scroll.of(live).top / (scrollHeight - clientHeight);
    const [thumb] = style.scrollbarColor.match(/[a-z]+\([^)]*\)|#\w+/) ?? [];
    bars.push({
      element: live,
      color: thumb ?? 'rgba(128, 128, 128, 0.5)',
      thumb: {
        x: box.right - origin.left - width + INSET,
        y: box.top - origin.top + part * (box.height - length),
        width: Math.max(2, width - 2 * INSET),
        height: length
      }
    });
  }
  return bars;
}

/** The bar as something to be painted into its thumb's box. */
export function scrollBarPart({ element, color }: IScrollBar): ICapturePart {
  return {
    element: element as HTMLElement,
    paint: (ctx, { width, height }) => {
      ctx.fillStyle = color;
      ctx.beginPath();
      ctx.roundRect(0, 0, width, height, width / 2);
      ctx.fill();
    }
  };
}
