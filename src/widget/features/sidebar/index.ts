/** Fields of the dataset: visibility, counts and filters. */
export { Sidebar } from './sidebar';
/** Facets as other parts of the App show them. */
export { allEntries, facetGroups, type IFacetEntry } from './facet-paths';
export { NoneRow } from './none-row';
export { RangeHandles } from './range-handles';
export { RangeInput } from './range-input';
export { rangeOfBars, snapped, type Range, type RangeFacetData } from './range-scale';
export { rangeText } from './range-text';
export { clickedValue, useFacetFilter, type ClickKind, type FacetValue } from './use-facet-filter';
export { useFacets, useSettled } from './use-facets';
export { useRangeDraft } from './use-range-draft';
