/**
 * The sessions of the bridge. An event is checked, numbered, reduced, stored; once it is durable it
 * is sent to the others and acknowledged, in the order of the numbers. Portable: knows no socket.
 */
import type { ZodType } from 'zod';
import {
  EVENTS,
  presentForm,
  type IDatasetChangeMessage,
  type IErrorBody,
  type ISessionJoined,
  type ISessionSummary,
  type SessionEvent,
  type SessionState
} from '../../protocol';
import { RequestError } from '../request-error';
import {
  checkDatasets,
  checkShape,
  checkState,
  needsDatasets,
  type IDatasetLookup
} from './event-check';
import { followDataset } from './follow-dataset';
import { type Session, type ISessionMember, type IPendingEvent } from './session';
import { SessionDirectory } from './session-directory';
import type { ISessionStore } from './session-store';

/** An event message whose envelope is valid; its data is not checked yet. */
export interface IIncomingEvent {
  session: string;
  id: string;
  event: keyof typeof EVENTS;
  data: unknown;
}

export interface ISessionHubOptions {
  store: ISessionStore;
  datasets: IDatasetLookup;
  /** Data as its schema has it; throws a RequestError in words if it does not fit. */
  parse(schema: ZodType, input: unknown, what: string): unknown;
  now?(): number;
}

const utf8 = new TextEncoder();

export class SessionHub {
  constructor(private readonly _options: ISessionHubOptions) {
    this._now = _options.now ?? Date.now;
    this._directory = new SessionDirectory(_options.store, _options.datasets, this._now);
  }

  /** Makes a session and joins it. `respond` is called before the member hears of any event. */
  async create(
    member: ISessionMember,
    state: SessionState,
    respond: (joined: ISessionJoined) => void
  ): Promise<void> {
    const changes = this._datasetChanges;
    const checked = await checkState(state, this._options.datasets);
    const session = await this._directory.create(checked.state, checked.dataset);
    if (changes !== this._datasetChanges && checked.dataset !== null) {
      // Renamed or deleted while the session was made.
      await this._follow(checked.dataset);
    }
    this._enter(session, member, null, respond);
  }

  /** Joins a session. `lastSeq` is the last number the client saw. */
  async join(
    member: ISessionMember,
    id: string,
    lastSeq: number | null,
    respond: (joined: ISessionJoined) => void
  ): Promise<void> {
    this._enter(await this._directory.get(id), member, lastSeq, respond);
  }

  leave(member: ISessionMember, id: string): void {
    const session = this._directory.loaded(id);
    if (session?.members.delete(member)) {
      this._announceApps(session);
    }
  }

  /** The connection is gone: it leaves all its sessions. */
  forget(member: ISessionMember): void {
    this._lanes.delete(member);
    for (const session of this._directory.all()) {
      this.leave(member, session.id);
    }
  }

  /** Tells everybody that the session is over, and deletes it. */
  async close(member: ISessionMember | null, id: string): Promise<void> {
    const session = await this._directory.get(id);
    const pending = session.apply({ event: 'close_session', data: {} }, session.head.dataset, null);
    pending.entry.subscription = member?.subscription ?? null;
    this._store(session, pending, member);
    await this._directory.delete(session);
  }

  async list(): Promise<ISessionSummary[]> {
    return this._directory.list();
  }

  /** Whether there is such a session. */
  async knows(id: string): Promise<boolean> {
    return (await this._directory.list()).some(({ session }) => session === id);
  }

  /** The durable state, for drawing the session's picture. */
  async state(id: string): Promise<{ state: SessionState; dataset: string | null }> {
    return (await this._directory.get(id)).durable;
  }

  /** Ids of the datasets that the member's sessions show. */
  watches(member: ISessionMember, dataset: string): boolean {
    for (const session of this._directory.all()) {
      if (session.durable.dataset === dataset && session.members.has(member)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes an event of a client; it is acknowledged through `sendEvent`. Events of one client to one
   * session keep their order; nobody else waits for a slow check.
   */
  receive(member: ISessionMember, incoming: IIncomingEvent): void {
    let lanes = this._lanes.get(member);
    if (!lanes) {
      lanes = new Map();
      this._lanes.set(member, lanes);
    }
    const before = lanes.get(incoming.session);
    if (!before) {
      const session = this._directory.loaded(incoming.session);
      if (session && !session.ended && this._receiveNow(session, member, incoming)) {
        return;
      }
    }
    const lane = (before ?? Promise.resolve())
      .then(() => this._receiveLater(member, incoming))
      .finally(() => {
        if (lanes.get(incoming.session) === lane) {
          lanes.delete(incoming.session);
        }
      });
    lanes.set(incoming.session, lane);
  }

  /** Sessions follow what happened to their dataset. */
  async datasetChanged(change: IDatasetChangeMessage): Promise<void> {
    if (change.change === 'deleted' || change.change === 'renamed') {
      this._datasetChanges += 1;
      await this._follow(change.dataset);
    }
  }

  get count(): number {
    return this._directory.size;
  }

  /** Everything numbered is stored. */
  idle(): Promise<void> {
    return this._directory.writer.idle();
  }

  /** The sessions of a dataset that was renamed or deleted show it under its name, or nothing. */
  private async _follow(dataset: string): Promise<void> {
    const sessions = await this._directory.ofDataset(dataset);
    const found = await this._options.datasets.describe(dataset);
    for (const session of sessions) {
      const next = followDataset(session.head.state, found);
      if (next && !session.ended && session.head.dataset === dataset) {
        const event: SessionEvent = { event: 'state_update', data: { state: next } };
        this._store(session, session.apply(event, found?.id ?? null, null));
      }
    }
  }

  private _enter(
    session: Session,
    member: ISessionMember,
    lastSeq: number | null,
    respond: (joined: ISessionJoined) => void
  ): void {
    session.members.add(member);
    respond(session.joined(lastSeq));
    this._announceApps(session);
  }

  private _announceApps(session: Session): void {
    const count = session.apps();
    if (count !== session.announcedApps && !session.ended) {
      session.announcedApps = count;
      const event: SessionEvent = { event: 'app_count_update', data: { count } };
      this._store(session, session.apply(event, session.head.dataset, null));
    }
  }

  /** Without waiting for anything, if that is possible. */
  private _receiveNow(session: Session, member: ISessionMember, incoming: IIncomingEvent): boolean {
    try {
      if (this._acknowledgeAgain(session, member, incoming.id)) {
        return true;
      }
      const event = this._parse(incoming);
      if (needsDatasets(event)) {
        return false;
      }
      const { id, data } = incoming;
      this._store(session, session.apply(event, session.head.dataset, { member, id, data }));
    } catch (error) {
      this._refuse(member, incoming, error);
    }
    return true;
  }

  private async _receiveLater(member: ISessionMember, incoming: IIncomingEvent): Promise<void> {
    try {
      const session = await this._directory.get(incoming.session);
      const event = this._parse(incoming);
      for (;;) {
        if (this._acknowledgeAgain(session, member, incoming.id)) {
          return;
        }
        const current = session.head.dataset;
        const changes = this._datasetChanges;
        const checked = needsDatasets(event)
          ? await checkDatasets(event, current, this._options.datasets)
          : { event, dataset: current };
        if (session.ended) {
          throw new RequestError('not_found', 'The session was closed.');
        }
        // If the session shows another dataset meanwhile, or a dataset was renamed or deleted, the
        // check was against what is no more.
        const stale = session.head.dataset !== current && event.event === 'set_view';
        if (!stale && (changes === this._datasetChanges || !needsDatasets(event))) {
          if (!this._acknowledgeAgain(session, member, incoming.id)) {
            const dataset = needsDatasets(event) ? checked.dataset : session.head.dataset;
            const { id, data } = incoming;
            this._store(session, session.apply(checked.event, dataset, { member, id, data }));
          }
          return;
        }
      }
    } catch (error) {
      this._refuse(member, incoming, error);
    }
  }

  private _parse({ event: name, data }: IIncomingEvent): SessionEvent {
    const parsed = this._options.parse(
      EVENTS[name],
      presentForm(name, data ?? {}),
      `the event “${name}”`
    );
    const event = { event: name, data: parsed } as SessionEvent;
    checkShape(event);
    return event;
  }

  /** If the event was applied before: acknowledges it with its number, as soon as that is durable. */
  private _acknowledgeAgain(session: Session, member: ISessionMember, id: string): boolean {
    const seq = session.appliedAs(member.subscription, id);
    if (seq === undefined) {
      return false;
    }
    const pending = session.pending.find(({ entry }) => entry.seq === seq);
    if (pending) {
      pending.acks.push({ member, id });
    } else {
      this._acknowledge(session.id, member, id, seq);
    }
    return true;
  }

  /** `except` is not told: it knows by another answer. */
  private _store(
    session: Session,
    pending: IPendingEvent,
    except: ISessionMember | null = null
  ): void {
    session.lastActiveAt = this._now();
    this._directory.writer.push(
      {
        kind: 'event',
        session: session.id,
        entry: pending.entry,
        facts: session.facts(pending.version),
        at: session.lastActiveAt
      },
      error => (error ? this._giveUp(session, error) : this._deliver(session, except))
    );
  }

  private _deliver(session: Session, except: ISessionMember | null): void {
    const { entry, acks, altered } = session.commit();
    // Everybody hears of every number in order: those who sent it by the acknowledgement, all others
    // by the event; also a connection that took the place of the sender's, which broke meanwhile.
    const acknowledged = new Set(acks.map(({ member }) => member));
    let message: Uint8Array | null = null;
    for (const member of session.members) {
      if (!acknowledged.has(member) && member !== except) {
        message ??= utf8.encode(session.message(entry));
        member.sendEvent(message);
      }
    }
    for (const { member, id } of acks) {
      this._acknowledge(session.id, member, id, entry.seq, altered ? entry.json : null);
    }
    const snapshot = session.takeSnapshot();
    if (snapshot !== null && !session.ended) {
      const { seq } = session.durable;
      this._directory.writer.push(
        { kind: 'snapshot', session: session.id, seq, state: snapshot },
        // Without a snapshot the events are read from further back; nothing is lost.
        error => error && console.error(`Snapshot of session ${session.id}: ${error.message}`)
      );
    }
  }

  /** The store failed: what is in memory may be ahead of it, so everybody starts again from there. */
  private _giveUp(session: Session, error: RequestError): void {
    const failed = session.pending.splice(0);
    for (const { acks } of failed) {
      for (const { member, id } of acks) {
        this._refuse(member, { session: session.id, id }, error);
      }
    }
    if (!session.ended) {
      session.ended = true;
      this._directory.unload(session);
      session.members.forEach(member => member.disconnect('The session could not be stored.'));
    }
  }

  /** `json` is the event's data as it was applied, if the sender has to know. */
  private _acknowledge(
    session: string,
    member: ISessionMember,
    id: string,
    seq: number,
    json: string | null = null
  ): void {
    const ack = JSON.stringify({ kind: 'ack', session, id, seq });
    member.sendEvent(json === null ? ack : `${ack.slice(0, -1)},"data":${json}}`);
  }

  private _refuse(
    member: ISessionMember,
    { session, id }: { session: string; id: string },
    error: unknown
  ): void {
    const body: IErrorBody =
      error instanceof RequestError
        ? error.toBody()
        : { code: 'internal', message: `Unexpected error in the bridge: ${String(error)}` };
    if (!(error instanceof RequestError)) {
      console.error(error);
    }
    member.sendEvent(JSON.stringify({ kind: 'ack', session, id, error: body }));
  }

  private readonly _now: () => number;
  private readonly _directory: SessionDirectory;
  /** How often a dataset was renamed or deleted. */
  private _datasetChanges = 0;
  private readonly _lanes = new Map<ISessionMember, Map<string, Promise<void>>>();
}
