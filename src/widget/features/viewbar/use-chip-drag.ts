/** Reordering by drag: a press that moves becomes one, and a line says where the chip will go. */
import * as React from 'react';
import { KeyLevel, useModel } from '../../model';

/** Movement in CSS pixels under which a press stays a click. */
const CLICK = 4;

export interface IChipDrag {
  /** Index of the chip under way, and where the line stands in the row, in CSS pixels. */
  dragged: number | null;
  line: number | null;
  handlers(
    index: number
  ): Pick<
    React.DOMAttributes<HTMLElement>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onClickCapture'
  >;
}

interface IDragState {
  from: number;
  /** Before which chip it would go. */
  gap: number;
  line: number;
}

/** `row` holds the chips as its `[data-chip]` elements. */
export function useChipDrag(
  row: React.RefObject<HTMLElement>,
  onMove: (from: number, to: number) => void
): IChipDrag {
  const { keys } = useModel();
  const [state, setState] = React.useState<IDragState | null>(null);
  const press = React.useRef<{ x: number; index: number; moved: boolean } | null>(null);
  const wasDrag = React.useRef(false);

  React.useEffect(
    () =>
      state
        ? keys.bind('Escape', KeyLevel.Popover, () => {
            press.current = null;
            setState(null);
          })
        : undefined,
    [keys, state]
  );

  const placeOf = (x: number): { gap: number; line: number } => {
    const node = row.current;
    const boxes = [...(node?.querySelectorAll('[data-chip]') ?? [])].map(chip =>
      chip.getBoundingClientRect()
    );
    const found = boxes.findIndex(box => x < box.left + box.width / 2);
    const gap = found < 0 ? boxes.length : found;
    const edge =
      gap < boxes.length ? (boxes[gap]?.left ?? 0) - 3 : (boxes[gap - 1]?.right ?? 0) + 1;
    const origin = node ? node.getBoundingClientRect().left - node.scrollLeft : 0;
    return { gap, line: Math.max(0, edge - origin) };
  };
  const end = (): void => {
    press.current = null;
    setState(null);
  };
  return {
    dragged: state?.from ?? null,
    line: state && state.gap !== state.from && state.gap !== state.from + 1 ? state.line : null,
    handlers: index => ({
      onPointerDown: event => {
        wasDrag.current = false;
        if (event.button === 0) {
          press.current = { x: event.clientX, index, moved: false };
        }
      },
      onPointerMove: event => {
        const from = press.current;
        if (!from) {
          return;
        }
        if (!from.moved && Math.abs(event.clientX - from.x) > CLICK) {
          from.moved = true;
          wasDrag.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
        }
        if (from.moved) {
          setState({ from: from.index, ...placeOf(event.clientX) });
        }
      },
      onPointerUp: event => {
        const from = press.current;
        if (from?.moved) {
          const { gap } = placeOf(event.clientX);
          onMove(from.index, gap > from.index ? gap - 1 : gap);
        }
        end();
      },
      onPointerCancel: end,
      // The click after a drag is no click.
      onClickCapture: event => {
        if (wasDrag.current) {
          wasDrag.current = false;
          event.preventDefault();
          event.stopPropagation();
        }
      }
    })
  };
}
