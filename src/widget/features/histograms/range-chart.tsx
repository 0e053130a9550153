/** A histogram of numbers or dates with axes; a bar, or a drag over several, filters. */
import * as React from 'react';
import { numberTicks, timeTicks, type FacetSelection, type ITick } from '../../../protocol';
import { formatCount } from '../../ui';
import {
  clickedValue,
  RangeHandle,
  rangeOfSelection,
  RangeInput,
  rangeSelection,
  rangeText,
  selectionText,
  snapped,
  stepOf,
  useLiveFilter,
  ValueRow,
  type Range,
  type RangeFacetData
} from '../sidebar';
import { RangeBars } from './range-bars';

interface IRangeChartProps {
  path: string;
  facet: RangeFacetData;
  selection: FacetSelection | null;
  onSelect(selection: FacetSelection | null): void;
}

/** About so many ticks along and up. */
const ALONG = 6;
const UP = 4;

export function RangeChart({ path, facet, selection, onSelect }: IRangeChartProps): JSX.Element {
  const [low, high] = facet.bounds;
  const write = rangeText(facet.type);
  const [draft, setDraft] = React.useState<Range | null>(null);
  const live = useLiveFilter((range: Range) => onSelect(rangeSelection(facet, range)));
  const range = draft ?? rangeOfSelection(facet, selection);
  const [min, max] = range;
  const follow = (next: Range): void => {
    setDraft(next);
    live.offer(next);
  };
  const commit = (next: Range): void => {
    setDraft(null);
    live.settle(next);
  };
  const withMin = (value: number): Range => [Math.min(snapped(facet, value), max), max];
  const withMax = (value: number): Range => [min, Math.max(snapped(facet, value), min)];
  const none = selection?.kind === 'values' && selection.values.includes(null);
  const most = Math.max(1, ...facet.totals);
  const part = (value: number): string => `${(100 * (value - low)) / (high - low || 1)}%`;
  return (
    <div className="lunette-RangeChart">
      {low === high ? (
        <p className="lunette-Histograms-hint">Every value is {write(low)}.</p>
      ) : (
        <>
          <div className="lunette-RangeChart-plot">
            <div className="lunette-RangeChart-up" aria-hidden="true">
              {numberTicks(0, most, UP, true).map(({ value, text }) => (
                <span key={value} style={{ bottom: `${(100 * value) / most}%` }}>
                  {text}
                </span>
              ))}
            </div>
            <RangeBars facet={facet} range={range} onDraft={follow} onCommit={commit} />
          </div>
          <div className="lunette-RangeChart-along">
            <div className="lunette-RangeChart-track lunette-Range-track">
              <span
                className="lunette-Range-chosen"
                style={{ left: part(min), right: `calc(100% - ${part(max)})` }}
              />
              <RangeHandle
                label={`Least ${path}`}
                text={write(min)}
                value={min}
                bounds={[low, max]}
                all={facet.bounds}
                step={stepOf(facet)}
                onDraft={value => follow(withMin(value))}
                onCommit={value => commit(withMin(value))}
              />
              <RangeHandle
                label={`Greatest ${path}`}
                text={write(max)}
                value={max}
                bounds={[min, high]}
                all={facet.bounds}
                step={stepOf(facet)}
                onDraft={value => follow(withMax(value))}
                onCommit={value => commit(withMax(value))}
              />
            </div>
            <div className="lunette-RangeChart-ticks" aria-hidden="true">
              {ticksOf(facet).map(({ value, text }) => (
                <span key={value} style={{ left: part(value) }}>
                  {text}
                </span>
              ))}
            </div>
            <div className="lunette-Range-ends">
              <RangeInput
                label={`Least ${path}, as text`}
                type={facet.type}
                value={min}
                onCommit={value => commit(withMin(value))}
              />
              <span className="lunette-RangeChart-count">
                {formatCount(facet.counts.reduce((sum, count) => sum + count, 0))} here
              </span>
              <RangeInput
                label={`Greatest ${path}, as text`}
                type={facet.type}
                value={max}
                onCommit={value => commit(withMax(value))}
              />
            </div>
          </div>
        </>
      )}
      {selection?.kind === 'values' && !none && (
        <p className="lunette-Histograms-hint">Kept: {selectionText(selection)}</p>
      )}
      {facet.none.total > 0 && (
        <ValueRow
          value={null}
          count={facet.none.count}
          total={facet.none.total}
          most={facet.none.total}
          color={null}
          state={none ? (selection.exclude ? 'excluded' : 'included') : 'none'}
          onClick={kind =>
            onSelect(clickedValue(selection?.kind === 'values' ? selection : null, null, kind))
          }
        />
      )}
    </div>
  );
}

function ticksOf({ bounds: [low, high], type }: RangeFacetData): readonly ITick[] {
  return type === 'date' || type === 'datetime'
    ? timeTicks(low, high, ALONG)
    : numberTicks(low, high, ALONG, type === 'int');
}
