export { aggregate } from './aggregate';
export type { IAggregateContext } from './aggregate';
export { aggregateValues } from './aggregate-documents';
export { subjectOf } from './subject';
export type { ISubject } from './subject';
export { valueOfSample } from './value-of-sample';
