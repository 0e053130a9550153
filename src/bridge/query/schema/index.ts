export { HiddenParts } from './hidden-parts';
export type { IHiddenRule } from './hidden-parts';
export { DatasetSchema, partsOf } from './dataset-schema';
export { attributeNames, labelFieldOf, resolveAttribute } from './label-field';
export { nearestNames } from './nearest-names';
export type { AttributeTarget, ILabelField, PathTarget } from './path-target';
export { describeType, isList, listDepth, scalarTypeOf } from './value-types';
export type { ScalarType, ValueType } from './value-types';
