/** A client's copy of a session's state: optimistic, ordered, healed after every interruption. */
import {
  EVENTS,
  reduceSession,
  type ClientMessage,
  type EventData,
  type EventName,
  type IAckMessage,
  type IEventMessage,
  type ISessionJoined,
  type SessionEvent,
  type SessionState
} from '../protocol';
import { BridgeError } from './bridge-error';
import { Emitter, type Dispose } from './emitter';

interface IPort {
  subscription: string;
  send(message: ClientMessage): void;
  leave(): void;
}

interface IUnacknowledged {
  id: string;
  event: SessionEvent;
  resolve(): void;
  reject(error: Error): void;
}

/** An event that arrived, already applied; `own` if this client sent it. */
export type ReceivedEvent = SessionEvent & { seq: number; own: boolean };

export class SessionClient {
  readonly id: string;

  constructor(
    joined: ISessionJoined,
    private readonly _port: IPort
  ) {
    this.id = joined.session;
    this._confirmed = joined.state;
    this._state = joined.state;
    this._seq = joined.seq;
    this._appCount = joined.app_count;
  }

  /** The state with this client's own unconfirmed events applied. */
  get state(): SessionState {
    return this._state;
  }
  /** Number of the last event seen. */
  get seq(): number {
    return this._seq;
  }
  get appCount(): number {
    return this._appCount;
  }
  /** Why the session is gone, or null. */
  get error(): Error | null {
    return this._error;
  }

  /** Called after every change of `state`, `appCount` or `error`. */
  subscribe(listener: () => void): Dispose {
    return this._changed.on(listener);
  }
  /** Called for every event of others, transient ones included. */
  onEvent(listener: (event: ReceivedEvent) => void): Dispose {
    return this._received.on(listener);
  }

  /**
   * Applies the event here at once and sends it. Resolves when the bridge has stored it; if the
   * connection is down it is sent after the next join.
   * @throws BridgeError if the bridge refuses it; the state is then as without it.
   */
  send<Name extends EventName>(event: Name, data: EventData<Name>): Promise<void> {
    const message = { event, data } as SessionEvent;
    const id = `${this._token}-${(this._sent++).toString(36)}`;
    return new Promise((resolve, reject) => {
      this._unacknowledged.push({ id, event: message, resolve, reject });
      this._update();
      if (this._joined) {
        this._transmit(id, message);
      }
    });
  }

  leave(): void {
    this._port.leave();
    for (const { reject } of this._unacknowledged.splice(0)) {
      reject(new BridgeError('cancelled', 'The session was left.'));
    }
  }

  /** For BridgeClient: an event of another client. */
  receive(message: IEventMessage): void {
    if (message.seq <= this._seq) {
      return;
    }
    this._seq = message.seq;
    const event = this._parse(message.event, message.data);
    if (!event) {
      return;
    }
    this._confirmed = reduceSession(this._confirmed, event);
    if (event.event === 'app_count_update') {
      this._appCount = event.data.count;
    }
    this._update();
    this._received.emit({
      ...event,
      seq: message.seq,
      own: message.subscription === this._port.subscription
    });
  }

  /** For BridgeClient: an own event was stored, or refused. */
  acknowledge(message: IAckMessage): void {
    const at = this._unacknowledged.findIndex(({ id }) => id === message.id);
    const entry = this._unacknowledged[at];
    if (!entry) {
      return;
    }
    this._unacknowledged.splice(at, 1);
    if (message.error) {
      this._update();
      entry.reject(BridgeError.from(message.error));
      return;
    }
    if (message.seq !== undefined && message.seq > this._seq) {
      this._seq = message.seq;
      const { event } = entry;
      // The bridge fills in defaults: what it applied counts.
      const applied = 'data' in message ? { ...event, data: message.data } : event;
      this._confirmed = reduceSession(this._confirmed, applied as SessionEvent);
    }
    this._update();
    entry.resolve();
  }

  /** For BridgeClient: the connection is gone; events wait until the session is joined again. */
  suspend(): void {
    this._joined = false;
  }

  /** For BridgeClient: joined again after an interruption. */
  resume(joined: ISessionJoined): void {
    this._error = null;
    this._joined = true;
    this._appCount = joined.app_count;
    if (joined.missed) {
      for (const { seq, event, data, subscription } of joined.missed) {
        this.receive({ kind: 'event', session: this.id, seq, event, data, subscription });
      }
    }
    this._confirmed = joined.state;
    this._seq = joined.seq;
    this._update();
    for (const { id, event } of this._unacknowledged) {
      this._transmit(id, event);
    }
  }

  /** For BridgeClient: the session could not be joined again. */
  fail(error: Error): void {
    this._error = error;
    const lost = this._unacknowledged.splice(0);
    this._update();
    lost.forEach(({ reject }) => reject(error));
  }

  private _transmit(id: string, { event, data }: SessionEvent): void {
    this._port.send({ kind: 'event', session: this.id, id, event, data });
  }

  private _parse(event: string, data: unknown): SessionEvent | null {
    if (!(event in EVENTS)) {
      // A newer bridge may know events that this page does not; the state follows on the next join.
      return null;
    }
    return { event, data } as SessionEvent;
  }

  private _update(): void {
    this._state = this._unacknowledged.reduce(
      (state, { event }) => reduceSession(state, event),
      this._confirmed
    );
    this._changed.emit();
  }

  private _confirmed: SessionState;
  private _state: SessionState;
  private _seq: number;
  private _appCount: number;
  private _error: Error | null = null;
  private _joined = true;
  private _sent = 0;
  /** Event ids are unique among all that this client ever sends. */
  private readonly _token = Math.random().toString(36).slice(2);
  private readonly _unacknowledged: IUnacknowledged[] = [];
  private readonly _changed = new Emitter<void>();
  private readonly _received = new Emitter<ReceivedEvent>();
}
