/** Fields of the dataset: visibility, counts and filters. */
export { Sidebar } from './sidebar';
/** Facets as other parts of the App show them. */
export { allEntries, facetGroups, type IFacetEntry } from './facet-paths';
export { RangeHandle } from './range-handle';
export { RangeInput } from './range-input';
export {
  rangeOfBars,
  rangeOfSelection,
  rangeSelection,
  snapped,
  stepOf,
  type Range,
  type RangeFacetData
} from './range-scale';
export { rangeText } from './range-text';
export { selectionText } from './selection-text';
export { clickedValue, useFacetFilter, type ClickKind, type FacetValue } from './use-facet-filter';
export { useFacets, useSettled } from './use-facets';
export { useLiveFilter } from './use-live-filter';
export { ValueRow, type ValueState } from './value-row';
