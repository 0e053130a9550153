/** One end of a range: dragged, or moved by arrow keys. */
import * as React from 'react';

interface IRangeHandleProps {
  label: string;
  text: string;
  value: number;
  /** What this end can be, and what the track shows. */
  bounds: readonly [number, number];
  all: readonly [number, number];
  /** The smallest move of a key. */
  step: number;
  onDraft(value: number): void;
  onCommit(value: number): void;
}

export function RangeHandle(props: IRangeHandleProps): JSX.Element {
  const { label, text, value, bounds, all, step, onDraft, onCommit } = props;
  const [low, high] = all;
  const span = high - low || 1;
  const dragging = React.useRef(false);
  const at = (event: React.PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    return box && box.width > 0 ? low + ((event.clientX - box.left) / box.width) * span : value;
  };
  const keys = (event: React.KeyboardEvent): void => {
    const by = Math.max(step, span / (event.shiftKey ? 10 : 100));
    const moves: Record<string, number> = {
      ArrowLeft: value - by,
      ArrowDown: value - by,
      ArrowRight: value + by,
      ArrowUp: value + by,
      PageDown: value - span / 10,
      PageUp: value + span / 10,
      Home: bounds[0],
      End: bounds[1]
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      onCommit(next);
    }
  };
  return (
    <span
      className="lunette-Range-handle"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={bounds[0]}
      aria-valuemax={bounds[1]}
      aria-valuenow={value}
      aria-valuetext={text}
      title={text}
      style={{ left: `${(100 * (value - low)) / span}%` }}
      onKeyDown={keys}
      onPointerDown={event => {
        if (event.button === 0) {
          dragging.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
        }
      }}
      onPointerMove={event => {
        if (dragging.current) {
          onDraft(at(event));
        }
      }}
      onPointerUp={event => {
        if (dragging.current) {
          dragging.current = false;
          onCommit(at(event));
        }
      }}
      onPointerCancel={() => {
        dragging.current = false;
        onCommit(value);
      }}
    />
  );
}
