/** Where sessions are kept: their state, their log of events, durable before anybody hears of them. */
import type { EventName } from '../../protocol';

/** A numbered event as it is kept. `json` is its data, encoded once for the store and for everybody. */
export interface ILoggedEvent {
  seq: number;
  event: EventName;
  json: string;
  /** The client that sent it, and its id there; null for events of the bridge itself. */
  subscription: string | null;
  id: string | null;
}

/** What a session is made from again: a snapshot, the events since, and the ids already applied. */
export interface IStoredSession {
  session: string;
  /** Id of the dataset that the state names; null if none. */
  dataset: string | null;
  /** Number of the snapshot `state` (JSON). */
  seq: number;
  state: string;
  created_at: number;
  last_active_at: number;
  /** Recent events that still have their data, ascending; those after `seq` are all there. */
  events: ILoggedEvent[];
  /** Ids of recent events: an event that comes again is not applied again. */
  applied: { subscription: string; id: string; seq: number }[];
}

export interface IStoredSummary {
  session: string;
  dataset_name: string | null;
  stages: number;
  created_at: number;
  last_active_at: number;
}

/** What is listed of a session, kept beside its state so that listing reads no state. */
export interface ISessionFacts {
  dataset: string | null;
  dataset_name: string | null;
  stages: number;
}

export type SessionWrite =
  | { kind: 'create'; session: string; state: string; facts: ISessionFacts; at: number }
  | { kind: 'event'; session: string; entry: ILoggedEvent; facts: ISessionFacts; at: number }
  | { kind: 'snapshot'; session: string; seq: number; state: string }
  | { kind: 'delete'; session: string };

export interface ISessionStore {
  load(session: string): Promise<IStoredSession | null>;
  list(): Promise<IStoredSummary[]>;
  /** Sessions that show the dataset. */
  ofDataset(dataset: string): Promise<string[]>;
  /** All of the writes or none; resolves when they outlive `kill -9`. */
  write(writes: readonly SessionWrite[]): Promise<void>;
  close(): Promise<void>;
}
