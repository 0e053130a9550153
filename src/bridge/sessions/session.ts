/** One session in memory: its state before and after what is being stored, its members, its log. */
import {
  reduceSession,
  type ClientKind,
  type ISessionJoined,
  type SessionEvent,
  type SessionState
} from '../../protocol';
import { equalJson } from './equal-json';
import type { ILoggedEvent, ISessionFacts, IStoredSession } from './session-store';

/** A connection as sessions see it. */
export interface ISessionMember {
  readonly subscription: string;
  readonly kind: ClientKind;
  /** Sends a message as JSON, or that in UTF-8; may drop the connection if its reader is too slow. */
  sendEvent(json: string | Uint8Array): void;
  /** Ends the connection so that the client connects and joins again. */
  disconnect(reason: string): void;
}

/** State, its number, and the id of the dataset it names. */
export interface IVersion {
  seq: number;
  state: SessionState;
  dataset: string | null;
}

/** A numbered event on its way to the store. */
export interface IPendingEvent {
  entry: ILoggedEvent;
  version: IVersion;
  /** What was applied is not what the sender sent: it is told with the acknowledgement. */
  altered: boolean;
  /** Who waits for the acknowledgement, under which event id; the sender first. */
  acks: { member: ISessionMember; id: string }[];
}

/** Events kept for clients that come back: so many, of so many characters. */
const MAX_RECENT = 256;
const MAX_RECENT_LENGTH = 1 << 20;
const MAX_APPLIED = 2048;
/** A snapshot is due after so many events or characters of events. */
const SNAPSHOT_EVENTS = 100;
const SNAPSHOT_LENGTH = 1 << 20;

const keyOf = (subscription: string, id: string): string => `${subscription}\n${id}`;

export class Session {
  readonly members = new Set<ISessionMember>();
  /** Numbered, but not yet durable; oldest first. */
  readonly pending: IPendingEvent[] = [];
  /** Set once it is closed or given up: nothing more is applied. */
  ended = false;
  lastActiveAt: number;
  /** When somebody last asked for it, in this process. */
  usedAt = 0;
  /** Apps that the members were last told of. */
  announcedApps = 0;

  constructor(
    readonly id: string,
    version: IVersion,
    readonly createdAt: number
  ) {
    this.head = version;
    this.durable = version;
    this.lastActiveAt = createdAt;
  }

  /** With everything that is numbered. */
  head: IVersion;
  /** What the store has: only this is ever told to clients. */
  durable: IVersion;

  /** The session as it was stored: the snapshot and the events after it, reduced. */
  static restore(stored: IStoredSession): Session {
    let version: IVersion = {
      seq: stored.seq,
      state: JSON.parse(stored.state) as SessionState,
      dataset: stored.dataset
    };
    for (const { seq, event, json } of stored.events) {
      if (seq > version.seq) {
        const data: unknown = JSON.parse(json);
        version = {
          seq,
          state: reduceSession(version.state, { event, data } as SessionEvent),
          dataset: stored.dataset
        };
      }
    }
    const session = new Session(stored.session, version, stored.created_at);
    session._eventsSinceSnapshot = version.seq - stored.seq;
    session.lastActiveAt = stored.last_active_at;
    stored.events.forEach(entry => session._remember(entry));
    for (const { subscription, id, seq } of stored.applied) {
      session._applied.set(keyOf(subscription, id), seq);
    }
    return session;
  }

  /** Numbers and reduces an event. It counts once `commit` is called for it. */
  apply(
    event: SessionEvent,
    dataset: string | null,
    sender: { member: ISessionMember; id: string; data: unknown } | null
  ): IPendingEvent {
    const seq = this.head.seq + 1;
    const state = reduceSession(this.head.state, event);
    this.head = { seq, state, dataset };
    const pending: IPendingEvent = {
      entry: {
        seq,
        event: event.event,
        json: JSON.stringify(event.data),
        subscription: sender?.member.subscription ?? null,
        id: sender?.id ?? null
      },
      version: this.head,
      altered: sender !== null && !equalJson(sender.data ?? {}, event.data),
      acks: sender ? [{ member: sender.member, id: sender.id }] : []
    };
    this.pending.push(pending);
    if (sender) {
      this._applied.set(keyOf(sender.member.subscription, sender.id), seq);
      if (this._applied.size > MAX_APPLIED) {
        this._applied.delete(this._applied.keys().next().value as string);
      }
    }
    return pending;
  }

  /** The number under which the event of this client was applied before. */
  appliedAs(subscription: string, id: string): number | undefined {
    return this._applied.get(keyOf(subscription, id));
  }

  /** The oldest pending event is durable. */
  commit(): IPendingEvent {
    const pending = this.pending.shift();
    if (!pending) {
      throw new Error(`Session ${this.id} has no event to commit.`);
    }
    this.durable = pending.version;
    this._remember(pending.entry);
    this._eventsSinceSnapshot += 1;
    this._lengthSinceSnapshot += pending.entry.json.length;
    return pending;
  }

  /** The durable state as JSON if it is time to store it whole, else null. */
  takeSnapshot(): string | null {
    if (
      this._eventsSinceSnapshot < SNAPSHOT_EVENTS &&
      this._lengthSinceSnapshot < Math.max(SNAPSHOT_LENGTH, this._snapshotLength)
    ) {
      return null;
    }
    this._eventsSinceSnapshot = 0;
    this._lengthSinceSnapshot = 0;
    const json = JSON.stringify(this.durable.state);
    this._snapshotLength = json.length;
    return json;
  }

  /** What a client that saw number `lastSeq` is told. */
  joined(lastSeq: number | null): ISessionJoined {
    const { seq, state } = this.durable;
    const answer: ISessionJoined = { session: this.id, seq, state, app_count: this.apps() };
    const first = this._recent[0]?.seq ?? seq + 1;
    if (lastSeq !== null && lastSeq <= seq && lastSeq >= first - 1) {
      answer.missed = this._recent
        .filter(entry => entry.seq > lastSeq)
        .map(({ seq: number, event, json, subscription }) => ({
          seq: number,
          event,
          data: JSON.parse(json) as unknown,
          subscription
        }));
    }
    return answer;
  }

  /** Apps connected; one that has two connections for a moment counts once. */
  apps(): number {
    return this._count('app');
  }
  kernels(): number {
    return this._count('kernel');
  }

  facts(version: IVersion = this.head): ISessionFacts {
    return {
      dataset: version.dataset,
      dataset_name: version.state.dataset,
      stages: version.state.view.length
    };
  }

  /** The message that tells others of an event. */
  message({ seq, event, json, subscription }: ILoggedEvent): string {
    const head = JSON.stringify({ kind: 'event', session: this.id, seq, event, subscription });
    return `${head.slice(0, -1)},"data":${json}}`;
  }

  private _count(kind: ClientKind): number {
    const subscriptions = new Set<string>();
    for (const member of this.members) {
      if (member.kind === kind) {
        subscriptions.add(member.subscription);
      }
    }
    return subscriptions.size;
  }

  private _remember(entry: ILoggedEvent): void {
    const last = this._recent.at(-1);
    if (last && last.seq !== entry.seq - 1) {
      // The store no longer has the data of an event between: what came before is of no use.
      this._recent.length = 0;
      this._recentLength = 0;
    }
    this._recent.push(entry);
    this._recentLength += entry.json.length;
    while (this._recent.length > MAX_RECENT || this._recentLength > MAX_RECENT_LENGTH) {
      this._recentLength -= this._recent.shift()?.json.length ?? 0;
    }
  }

  private readonly _recent: ILoggedEvent[] = [];
  private _recentLength = 0;
  private readonly _applied = new Map<string, number>();
  private _eventsSinceSnapshot = 0;
  private _lengthSinceSnapshot = 0;
  private _snapshotLength = 0;
}
