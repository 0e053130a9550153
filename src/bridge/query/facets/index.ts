export { Facets } from './facets';
export type { IFacetOptions } from './facets';
export { LabelRowsCache } from './label-rows';
export { VectorCache } from './vector-cache';
