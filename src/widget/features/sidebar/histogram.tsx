/** Bars of the counts over paler bars of the totals; a bar, or a drag over several, selects. */
import * as React from 'react';
import { classNames, formatCount } from '../../ui';
import { rangeOfBars, type Range, type RangeFacetData } from './range-scale';
import { rangeText } from './range-text';

interface IHistogramProps {
  facet: RangeFacetData;
  range: Range;
  onDraft(range: Range): void;
  onCommit(range: Range): void;
}

const HEIGHT = 32;

export function Histogram({ facet, range, onDraft, onCommit }: IHistogramProps): JSX.Element {
  const { counts, totals, edges, type } = facet;
  const from = React.useRef<number | null>(null);
  const most = Math.max(1, ...totals);
  const width = 100 / counts.length;
  const write = rangeText(type);
  const bar = (n: number): number => (n === 0 ? 0 : Math.max(1.5, (HEIGHT * n) / most));
  const at = (event: React.PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = box.width > 0 ? (event.clientX - box.left) / box.width : 0;
    return Math.max(0, Math.min(counts.length - 1, Math.floor(part * counts.length)));
  };
  return (
    <svg
      className="lunette-Histogram"
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      width="100%"
      height={HEIGHT}
      aria-hidden="true"
      onPointerDown={event => {
        if (event.button === 0) {
          from.current = at(event);
          event.currentTarget.setPointerCapture(event.pointerId);
          onDraft(rangeOfBars(facet, from.current, from.current));
        }
      }}
      onPointerMove={event => {
        if (from.current !== null) {
          onDraft(rangeOfBars(facet, from.current, at(event)));
        }
      }}
      onPointerUp={event => {
        if (from.current !== null) {
          onCommit(rangeOfBars(facet, from.current, at(event)));
          from.current = null;
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
            <rect
              className="lunette-Histogram-total"
              x={i * width}
              width={width * 0.86}
              y={HEIGHT - bar(total)}
              height={bar(total)}
            />
            <rect
              className="lunette-Histogram-count"
              x={i * width}
              width={width * 0.86}
              y={HEIGHT - bar(count)}
              height={bar(count)}
            />
          </g>
        );
      })}
    </svg>
  );
}
