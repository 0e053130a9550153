/**
 * Watches one client's wire and keeps by itself what the client should know: every number once, in
 * order, and the state that follows. What does not fit the rules of the protocol is a complaint.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  reduceSession,
  type BridgeMessage,
  type ClientMessage,
  type ISessionJoined,
  type SessionEvent,
  type SessionState
} from '../../../protocol';
import type { ITap } from '../socket-transport';

export interface ISeen {
  event: SessionEvent;
  /** Who sent it; null is the bridge. */
  subscription: string | null;
}

export class Witness implements ITap {
  readonly complaints: string[] = [];
  /** Every numbered event that was heard of. */
  readonly log = new Map<number, ISeen>();
  /** Own events by id: what was sent, and the number it was acknowledged with. */
  readonly sentEvents = new Map<string, SessionEvent>();
  readonly acknowledged = new Map<string, number>();
  readonly refused = new Map<string, string>();
  readonly closeCodes: number[] = [];
  /** Joins that were answered with the whole state because too much was missed. */
  snapshots = 0;
  state: SessionState | null = null;
  seq = 0;

  constructor(
    readonly session: string,
    readonly subscription: string
  ) {}

  opened(): void {
    this._joins.clear();
  }

  closed(code: number): void {
    this.closeCodes.push(code);
  }

  sent(message: ClientMessage): void {
    if (message.kind === 'event') {
      const { id, event, data } = message;
      this.sentEvents.set(id, { event, data } as SessionEvent);
    } else if (message.kind === 'request' && message.method === 'session.join') {
      this._joins.set(message.id, (message.params['last_seq'] as number | undefined) ?? null);
    }
  }

  received(message: BridgeMessage): void {
    if (message.kind === 'reply' && this._joins.has(message.id) && message.result) {
      this._joined(message.result as ISessionJoined, this._joins.get(message.id) ?? null);
    } else if (message.kind === 'event' && message.session === this.session) {
      const { seq, event, data, subscription } = message;
      this._see(seq, { event, data } as SessionEvent, subscription, `event ${seq}`);
    } else if (message.kind === 'ack') {
      this._acknowledge(message);
    }
  }

  private _acknowledge(message: Extract<BridgeMessage, { kind: 'ack' }>): void {
    const { id, seq, error } = message;
    const own = this.sentEvents.get(id);
    if (error) {
      this.refused.set(id, error.message);
      if (/\n\s+at |unexpected error/i.test(error.message)) {
        this._complain(`an error no person can use: ${error.message}`);
      }
      return;
    }
    if (seq === undefined || !own) {
      this._complain(`ack ${id} has no number, or nobody asked for it`);
      return;
    }
    const before = this.acknowledged.get(id);
    if (before !== undefined && before !== seq) {
      this._complain(`${id} was applied as ${before} and as ${seq}`);
    }
    this.acknowledged.set(id, seq);
    if (seq > this.seq) {
      const applied = 'data' in message ? { ...own, data: message.data } : own;
      this._see(seq, applied as SessionEvent, this.subscription, `ack of ${seq}`);
    }
  }

  private _joined({ seq, state, missed }: ISessionJoined, lastSeq: number | null): void {
    if (seq < this.seq) {
      this._complain(`the bridge joined at ${seq} who had been told of ${this.seq}`);
    }
    if (missed && lastSeq !== null && this.state) {
      for (const { seq: number, event, data, subscription } of missed) {
        if (number > this.seq) {
          this._see(number, { event, data } as SessionEvent, subscription, `missed ${number}`);
        }
      }
      if (this.seq !== seq || !isDeepStrictEqual(this.state, state)) {
        this._complain(`what was missed up to ${seq} does not make the state of the answer`);
      }
    } else {
      this.snapshots += 1;
    }
    this.seq = seq;
    this.state = state;
  }

  private _see(seq: number, event: SessionEvent, subscription: string | null, what: string): void {
    if (!this.state) {
      this._complain(`${what} came before the session was joined`);
      return;
    }
    if (seq !== this.seq + 1) {
      this._complain(`${what} came after ${this.seq}`);
    }
    this.log.set(seq, { event, subscription });
    this.seq = seq;
    this.state = reduceSession(this.state, event);
  }

  private _complain(text: string): void {
    this.complaints.push(`${this.subscription}: ${text}`);
  }

  private readonly _joins = new Map<number, number | null>();
}
