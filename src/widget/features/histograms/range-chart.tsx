/** A histogram of numbers or dates with axes; a bar, or a drag over several, filters. */
import * as React from 'react';
import { numberTicks, timeTicks, type FacetSelection, type ITick } from '../../../protocol';
import { formatCount } from '../../ui';
import {
  NoneRow,
  RangeHandles,
  RangeInput,
  rangeText,
  useRangeDraft,
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
  const draft = useRangeDraft(facet, selection, onSelect);
  const { range, follow, commit, withMin, withMax } = draft;
  const [min, max] = range;
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
              <RangeHandles path={path} facet={facet} draft={draft} />
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
      <NoneRow
        facet={facet}
        selection={selection}
        onSelect={onSelect}
        hint="lunette-Histograms-hint"
      />
    </div>
  );
}

function ticksOf({ bounds: [low, high], type }: RangeFacetData): readonly ITick[] {
  return type === 'date' || type === 'datetime'
    ? timeTicks(low, high, ALONG)
    : numberTicks(low, high, ALONG, type === 'int');
}
