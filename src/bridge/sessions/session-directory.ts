/** Which sessions there are: those in memory and those in the store, each made from it once. */
import type { ISessionSummary, SessionState } from '../../protocol';
import { RequestError } from '../request-error';
import type { IDatasetLookup } from './event-check';
import { followDataset } from './follow-dataset';
import { Session } from './session';
import type { ISessionStore } from './session-store';
import { SessionWriter } from './session-writer';

const SESSION_ID = /^[0-9a-f]{32}$/;
/** A session without members stays in memory for so long; the store has it. */
const KEEP_MS = 10 * 60 * 1000;

/** 128 random bits, hexadecimal. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0')
  ).join('');
}

export class SessionDirectory {
  readonly writer: SessionWriter;

  constructor(
    private readonly _store: ISessionStore,
    private readonly _datasets: IDatasetLookup,
    private readonly _now: () => number
  ) {
    this.writer = new SessionWriter(_store);
  }

  /** Sessions in memory. */
  all(): IterableIterator<Session> {
    return this._sessions.values();
  }
  get size(): number {
    return this._sessions.size;
  }
  loaded(id: string): Session | null {
    return this._sessions.get(id) ?? null;
  }

  /** @throws RequestError `not_found` */
  async get(id: string): Promise<Session> {
    const session = this._sessions.get(id) ?? (await this._load(id));
    if (!session || session.ended) {
      throw new RequestError(
        'not_found',
        'This session is no longer there: it was closed, or it belongs to another data home. Run the cell again to start a new one.',
        { session: id.slice(0, 64) }
      );
    }
    session.usedAt = this._now();
    return session;
  }

  async create(state: SessionState, dataset: string | null): Promise<Session> {
    const session = new Session(newId(), { seq: 0, state, dataset }, this._now());
    await new Promise<void>((resolve, reject) => {
      this.writer.push(
        {
          kind: 'create',
          session: session.id,
          state: JSON.stringify(state),
          facts: session.facts(),
          at: session.createdAt
        },
        error => (error ? reject(error) : resolve())
      );
    });
    this._put(session);
    return session;
  }

  async delete(session: Session): Promise<void> {
    session.ended = true;
    await new Promise<void>((resolve, reject) => {
      this.writer.push({ kind: 'delete', session: session.id }, error =>
        error ? reject(error) : resolve()
      );
    });
    this.unload(session);
  }

  unload(session: Session): void {
    if (this._sessions.get(session.id) === session) {
      this._sessions.delete(session.id);
    }
  }

  /** Sessions that show the dataset, in memory or not. */
  async ofDataset(dataset: string): Promise<Session[]> {
    const ids = new Set(await this._store.ofDataset(dataset));
    for (const session of this._sessions.values()) {
      if (session.head.dataset === dataset) {
        ids.add(session.id);
      }
    }
    const sessions = await Promise.all(
      [...ids].map(async id => this._sessions.get(id) ?? (await this._load(id)))
    );
    const found = sessions.filter(session => session !== null && !session.ended) as Session[];
    found.forEach(session => (session.usedAt = this._now()));
    return found;
  }

  /** Latest activity first. */
  async list(): Promise<ISessionSummary[]> {
    const stored = await this._store.list();
    return stored
      .map(summary => {
        const live = this._sessions.get(summary.session);
        return {
          session: summary.session,
          dataset: live ? live.durable.state.dataset : summary.dataset_name,
          stages: live ? live.durable.state.view.length : summary.stages,
          apps: live?.apps() ?? 0,
          kernels: live?.kernels() ?? 0,
          created_at: summary.created_at,
          last_active_at: Math.max(summary.last_active_at, live?.lastActiveAt ?? 0)
        };
      })
      .sort((a, b) => b.last_active_at - a.last_active_at);
  }

  private _load(id: string): Promise<Session | null> {
    if (!SESSION_ID.test(id)) {
      return Promise.resolve(null);
    }
    let loading = this._loading.get(id);
    if (!loading) {
      loading = this._read(id).finally(() => this._loading.delete(id));
      this._loading.set(id, loading);
    }
    return loading;
  }

  private async _read(id: string): Promise<Session | null> {
    const stored = await this._store.load(id);
    if (!stored) {
      return null;
    }
    const session = Session.restore(stored);
    const { state, dataset } = session.head;
    if (dataset !== null) {
      // The bridge may have ended between a change of the dataset and the sessions' following it.
      const found = await this._datasets.describe(dataset);
      const next = followDataset(state, found);
      if (next) {
        const event = { event: 'state_update', data: { state: next } } as const;
        const { entry, version } = session.apply(event, found?.id ?? null, null);
        const facts = session.facts(version);
        await new Promise<void>((resolve, reject) => {
          this.writer.push(
            { kind: 'event', session: id, entry, facts, at: stored.last_active_at },
            error => (error ? reject(error) : resolve())
          );
        });
        session.commit();
      }
    }
    this._put(session);
    return session;
  }

  /** Takes a session into memory, and lets those go that nobody has used for a while. */
  private _put(session: Session): void {
    const now = this._now();
    session.usedAt = now;
    for (const other of this._sessions.values()) {
      if (
        other.members.size === 0 &&
        other.pending.length === 0 &&
        now - Math.max(other.usedAt, other.lastActiveAt) > KEEP_MS
      ) {
        this._sessions.delete(other.id);
      }
    }
    this._sessions.set(session.id, session);
  }

  private readonly _sessions = new Map<string, Session>();
  private readonly _loading = new Map<string, Promise<Session | null>>();
}
