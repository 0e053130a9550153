/** Where a popover stands beside its anchor, in CSS pixels of the window. */
import type { IRect } from '../../protocol';

export type PopoverAlign = 'start' | 'end';

/** Distance to the anchor and to the window's edge. */
const GAP = 2;
const EDGE = 4;

/**
 * Below the anchor, or above it if there is more room; moved in so that it stays in the window.
 * @param size of the popover; `maxHeight` of the result says how much of it can be shown
 */
export function placePopover(
  anchor: IRect,
  size: { width: number; height: number },
  view: { width: number; height: number },
  align: PopoverAlign
): { left: number; top: number; maxHeight: number } {
  const below = view.height - EDGE - (anchor.y + anchor.height + GAP);
  const above = anchor.y - GAP - EDGE;
  const under = size.height <= below || below >= above;
  const maxHeight = Math.max(40, under ? below : above);
  const height = Math.min(size.height, maxHeight);
  const wanted = align === 'start' ? anchor.x : anchor.x + anchor.width - size.width;
  return {
    left: Math.max(EDGE, Math.min(wanted, view.width - EDGE - size.width)),
    top: under ? anchor.y + anchor.height + GAP : anchor.y - GAP - height,
    maxHeight
  };
}
