export { checkExpression } from './check-expression';
export { equal, evaluate, holds } from './evaluate';
export type { IEvaluationScope } from './evaluate';
export { toBase64, toJson } from './json-value';
export type { Inflate } from './json-value';
export { RANDOM_FACTORS, seedTerm } from './random-number';
export { regularExpression } from './regular-expression';
export type { CheckScope } from './scope';
export {
  compareTexts,
  compareValues,
  isDate,
  isTrue,
  literalValue,
  normalize,
  readPath
} from './values';
export type { IDate, Value } from './values';
