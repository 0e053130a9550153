/** A range while it is changed: what is dragged shows at once, and filters at a bearable pace. */
import * as React from 'react';
import type { FacetSelection } from '../../../protocol';
import {
  rangeOfSelection,
  rangeSelection,
  snapped,
  type Range,
  type RangeFacetData
} from './range-scale';
import { useLiveFilter } from './use-live-filter';

export interface IRangeDraft {
  /** What is dragged now, else what filters. */
  range: Range;
  /** Shows a range that is still being dragged. */
  follow(next: Range): void;
  /** Filters by the range. */
  commit(next: Range): void;
  /** The range with another end, on a step and not beyond the other one. */
  withMin(value: number): Range;
  withMax(value: number): Range;
}

export function useRangeDraft(
  facet: RangeFacetData,
  selection: FacetSelection | null,
  onSelect: (selection: FacetSelection | null) => void
): IRangeDraft {
  const [draft, setDraft] = React.useState<Range | null>(null);
  const live = useLiveFilter((range: Range) => onSelect(rangeSelection(facet, range)));
  const range = draft ?? rangeOfSelection(facet, selection);
  const [min, max] = range;
  return {
    range,
    follow: next => {
      setDraft(next);
      live.offer(next);
    },
    commit: next => {
      setDraft(null);
      live.settle(next);
    },
    withMin: value => [Math.min(snapped(facet, value), max), max],
    withMax: value => [min, Math.max(snapped(facet, value), min)]
  };
}
