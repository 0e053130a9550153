export { checkView } from './check-view';
export { fieldsOfExpression, fieldsOfStage } from './field-names';
export { applyLabelFilters, labelList } from './label-filter-set';
export type { SampleDocument } from './label-filter-set';
export { shuffled } from './permutation';
export { decodeSample, forEachSample, labelFieldsNeeded } from './sample-decoder';
export { ViewCache } from './view-cache';
export { loweringFor } from './view-rows';
export type { IViewRows } from './view-rows';
