/** A histogram with a range that can be dragged, typed, or moved by arrow keys. */
import * as React from 'react';
import type { FacetSelection } from '../../../protocol';
import { classNames } from '../../ui';
import { Histogram } from './histogram';
import { NoneRow } from './none-row';
import { RangeHandles } from './range-handles';
import { RangeInput } from './range-input';
import { isDates, snapped, type RangeFacetData } from './range-scale';
import { rangeText } from './range-text';
import { useRangeDraft } from './use-range-draft';

interface IRangeFacetProps {
  path: string;
  facet: RangeFacetData;
  selection: FacetSelection | null;
  onSelect(selection: FacetSelection | null): void;
}

export function RangeFacet({ path, facet, selection, onSelect }: IRangeFacetProps): JSX.Element {
  const [low, high] = facet.bounds;
  const write = rangeText(facet.type);
  const draft = useRangeDraft(facet, selection, onSelect);
  const { range, follow, commit, withMin, withMax } = draft;
  const [min, max] = range;
  const span = high - low || 1;

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
            <RangeHandles path={path} facet={facet} draft={draft} />
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
      <NoneRow facet={facet} selection={selection} onSelect={onSelect} hint="lunette-Facet-hint" />
    </div>
  );
}
