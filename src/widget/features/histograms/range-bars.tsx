/** The bars of a range: counts over paler totals. */
import * as React from 'react';
import { classNames, formatCount } from '../../ui';
import { rangeOfBars, rangeText, snapped, type Range, type RangeFacetData } from '../sidebar';

interface IRangeBarsProps {
  facet: RangeFacetData;
  range: Range;
  onDraft(range: Range): void;
  onCommit(range: Range): void;
}

/** Units of the drawing, which is stretched to the room there is. */
const HEIGHT = 100;

export function RangeBars({ facet, range, onDraft, onCommit }: IRangeBarsProps): JSX.Element {
  const { counts, totals, edges, bounds, type } = facet;
  const from = React.useRef<number | null>(null);
  const most = Math.max(1, ...totals);
  const width = 100 / counts.length;
  const write = rangeText(type);
  const bar = (n: number): number => (n === 0 ? 0 : Math.max(0.8, (HEIGHT * n) / most));
  const at = (event: React.PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = box.width > 0 ? (event.clientX - box.left) / box.width : 0;
    return Math.max(0, Math.min(counts.length - 1, Math.floor(part * counts.length)));
  };
  const commit = (to: number): void => {
    const [min, max] = rangeOfBars(facet, from.current ?? to, to);
    const next: Range = [snapped(facet, min), snapped(facet, max)];
    // A second press on the one bar that is chosen takes the filter away.
    const again = from.current === to && next[0] === range[0] && next[1] === range[1];
    from.current = null;
    onCommit(again && pressed.current ? bounds : next);
  };
  /** Whether the range was the one of this bar already when it was pressed. */
  const pressed = React.useRef(false);
  return (
    <svg
      className="lunette-RangeBars"
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onPointerDown={event => {
        if (event.button === 0) {
          const first = at(event);
          const [min, max] = rangeOfBars(facet, first, first);
          pressed.current = snapped(facet, min) === range[0] && snapped(facet, max) === range[1];
          from.current = first;
          event.currentTarget.setPointerCapture(event.pointerId);
          onDraft([min, max]);
        }
      }}
      onPointerMove={event => {
        if (from.current !== null) {
          onDraft(rangeOfBars(facet, from.current, at(event)));
        }
      }}
      onPointerUp={event => {
        if (from.current !== null) {
          commit(at(event));
        }
      }}
      onPointerCancel={() => {
        if (from.current !== null) {
          commit(from.current);
        }
      }}
    >
      {counts.map((count, i) => {
        const total = totals[i] ?? 0;
        const [left, right] = [edges[i] ?? 0, edges[i + 1] ?? 0];
        const middle = (left + right) / 2;
        const outside = middle < range[0] || middle > range[1];
        return (
          <g
            key={i}
            className={classNames('lunette-Histogram-bar', outside && 'lunette-mod-outside')}
          >
            <title>
              {`${write(left)} … ${write(right)}\n${formatCount(count)} here, ${formatCount(total)} in all`}
            </title>
            <rect
              className="lunette-Histogram-ground"
              x={i * width}
              width={width}
              y={0}
              height={HEIGHT}
            />
            {[
              ['lunette-Histogram-total', total] as const,
              ['lunette-Histogram-count', count] as const
            ].map(([name, n]) => (
              <rect
                key={name}
                className={name}
                x={i * width}
                width={width * 0.88}
                y={HEIGHT - bar(n)}
                height={bar(n)}
              />
            ))}
          </g>
        );
      })}
    </svg>
  );
}
