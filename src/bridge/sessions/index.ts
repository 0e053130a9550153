/** Sessions: the state that kernels and Apps share, its order, its log. */
export { SessionHub } from './session-hub';
export type { IIncomingEvent, ISessionHubOptions } from './session-hub';
export type { ISessionMember } from './session';
export type { IDatasetLookup } from './event-check';
export type { ISessionStore, IStoredSession, IStoredSummary, SessionWrite } from './session-store';
export { WorkerSessionStore } from './worker-session-store';
