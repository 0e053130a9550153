/** The two handles of a range. */
import * as React from 'react';
import { RangeHandle } from './range-handle';
import { stepOf, type RangeFacetData } from './range-scale';
import { rangeText } from './range-text';
import type { IRangeDraft } from './use-range-draft';

interface IRangeHandlesProps {
  path: string;
  facet: RangeFacetData;
  draft: IRangeDraft;
}

export function RangeHandles({ path, facet, draft }: IRangeHandlesProps): JSX.Element {
  const { range, follow, commit, withMin, withMax } = draft;
  const [min, max] = range;
  const [low, high] = facet.bounds;
  const write = rangeText(facet.type);
  const step = stepOf(facet);
  return (
    <>
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
    </>
  );
}
