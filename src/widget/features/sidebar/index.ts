/** Fields of the dataset: visibility, counts and filters. */
export { allEntries, facetGroups, type IFacetEntry } from './facet-paths';
export { Sidebar } from './sidebar';
export { clickedValue, type ClickKind } from './use-facet-filter';
