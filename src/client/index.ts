/** A typed client of the bridge over any transport. */
export * from './bridge-client';
export * from './bridge-error';
export * from './check-hops';
export * from './emitter';
export * from './session-client';
export * from './transport';
