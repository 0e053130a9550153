export { aggregate } from './aggregate';
export type { IAggregateContext } from './aggregate';
