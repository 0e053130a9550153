/** Scroll bars that take room: the browser draws them, so a picture of the App draws them anew. */
import type { IRect } from '../../protocol';

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

/** Elements below `root` whose vertical scroll bar takes room and has something to scroll. */
export function scrollBarsOf(root: Element): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].filter(
    element =>
      element.scrollHeight > element.clientHeight &&
      element.clientWidth > 0 &&
      scrollBarWidth(element, getComputedStyle(element)) > 0
  );
}

/** Draws the thumb of an element's bar; `box` is the element's. */
export function paintScrollBar(
  ctx: CanvasRenderingContext2D,
  element: HTMLElement,
  box: IRect
): void {
  const style = getComputedStyle(element);
  const width = scrollBarWidth(element, style);
  const { scrollHeight, clientHeight, scrollTop } = element;
  const length = Math.max(MIN_THUMB, (clientHeight / scrollHeight) * box.height);
  const part = scrollTop / Math.max(1, scrollHeight - clientHeight);
  const [thumb = ''] = style.scrollbarColor.match(/[a-z]+\([^)]*\)|#\w+/) ?? [];
  ctx.fillStyle = thumb || 'rgba(128, 128, 128, 0.5)';
  ctx.beginPath();
  ctx.roundRect(
    box.x + box.width - width + INSET,
    box.y + part * (box.height - length),
    Math.max(2, width - 2 * INSET),
    length,
    width / 2
  );
  ctx.fill();
}
