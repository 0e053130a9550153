/** A histogram with a range that can be dragged, typed, or moved by arrow keys. */
import * as React from 'react';
import type { FacetSelection } from '../../../protocol';
import { classNames } from '../../ui';
import { Histogram } from './histogram';
import { RangeHandle } from './range-handle';
import { RangeInput } from './range-input';
import {
  isDates,
  rangeOfSelection,
  rangeSelection,
  snapped,
  stepOf,
  type Range,
  type RangeFacetData
} from './range-scale';
import { rangeText } from './range-text';
import { selectionText } from './selection-text';
import { clickedValue } from './use-facet-filter';
import { useLiveFilter } from './use-live-filter';
import { ValueRow } from './value-row';

interface IRangeFacetProps {
  path: string;
  facet: RangeFacetData;
  selection: FacetSelection | null;
  onSelect(selection: FacetSelection | null): void;
}

export function RangeFacet({ path, facet, selection, onSelect }: IRangeFacetProps): JSX.Element {
  const [low, high] = facet.bounds;
  const write = rangeText(facet.type);
  const [draft, setDraft] = React.useState<Range | null>(null);
  const live = useLiveFilter((range: Range) => onSelect(rangeSelection(facet, range)));
  const range = draft ?? rangeOfSelection(facet, selection);
  const [min, max] = range;
  const span = high - low || 1;

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
  const step = stepOf(facet);
  const none = selection?.kind === 'values' && selection.values.includes(null);
  return (
    <div className="lunette-Range">
      {low === high ? (
        <p className="lunette-Facet-hint">Every value is {write(low)}.</p>
      ) : (
        <>
          <Histogram
            facet={facet}
            range={range}
            onDraft={follow}
            onCommit={next => commit([snapped(facet, next[0]), snapped(facet, next[1])])}
          />
          <div className="lunette-Range-track">
            <span
              className="lunette-Range-chosen"
              style={{
                left: `${(100 * (min - low)) / span}%`,
                width: `${(100 * Math.max(0, max - min)) / span}%`
              }}
            />
            <RangeHandle
              label={`Least ${path}`}
              text={write(min)}
              value={min}
              bounds={[low, max]}
              all={facet.bounds}
              step={step}
              onDraft={value => follow(withMin(value))}
              onCommit={value => commit(withMin(value))}
            />
            <RangeHandle
              label={`Greatest ${path}`}
              text={write(max)}
              value={max}
              bounds={[min, high]}
              all={facet.bounds}
              step={step}
              onDraft={value => follow(withMax(value))}
              onCommit={value => commit(withMax(value))}
            />
          </div>
          <div className={classNames('lunette-Range-ends', isDates(facet) && 'lunette-mod-dates')}>
            <RangeInput
              label={`Least ${path}, as text`}
              type={facet.type}
              value={min}
              onCommit={value => commit(withMin(value))}
            />
            <RangeInput
              label={`Greatest ${path}, as text`}
              type={facet.type}
              value={max}
              onCommit={value => commit(withMax(value))}
            />
          </div>
        </>
      )}
      {selection?.kind === 'values' && !none && (
        <p className="lunette-Facet-hint">Kept: {selectionText(selection)}</p>
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
