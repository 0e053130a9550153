/** Pixels that a line and a page of a wheel count for, where the browser speaks in those. */
const LINE = 16;
const PAGE = 400;
/** Pixels of a wheel that double the zoom; of a pinch, which turns finer, fewer. */
const WHEEL = 300;
const PINCH = 60;
/** Greatest factor of one event: some mice turn far in one step. */
const MOST = 2;

/** How much a wheel or a pinch on the trackpad (a wheel with Ctrl) zooms. */
export function wheelFactor(
  event: Pick<WheelEvent, 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey'>
): number {
  const unit = event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? PAGE : 1;
  const pixels = event.deltaY * unit;
  // A mouse wheel with Ctrl held comes in large steps, a pinch in small ones.
  const pinch = event.ctrlKey && Math.abs(pixels) < 50;
  const factor = 2 ** (-pixels / (pinch ? PINCH : WHEEL));
  return Math.max(1 / MOST, Math.min(MOST, factor));
}
