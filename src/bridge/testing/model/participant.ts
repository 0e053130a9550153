/** A client as users have it (`src/client`), with a witness on its wire. */
import { BridgeClient, BridgeError, type SessionClient } from '../../../client';
import type { ClientKind, EventData, EventName, Method, Params } from '../../../protocol';
import { SocketTransport } from '../socket-transport';
import { Witness } from './witness';

let lives = 0;

export class Participant {
  /** One for each life; a client that starts anew has a new one. */
  readonly witnesses: Witness[] = [];

  constructor(
    private readonly _socket: string,
    private readonly _session: string,
    readonly kind: ClientKind
  ) {}

  /** Begins a life: as a page that was loaded, or a kernel that was started. */
  async start(): Promise<void> {
    const subscription = `${this.kind}-${++lives}`;
    const witness = new Witness(this._session, subscription);
    this.witnesses.push(witness);
    this.transport = new SocketTransport(this._socket, witness);
    this.client = new BridgeClient({
      transport: this.transport,
      client: this.kind,
      subscription
    });
    const client = this.client;
    this.open = 0;
    try {
      const session = await client.joinSession(this._session);
      let last = session.seq;
      session.onEvent(({ seq }) => {
        if (seq <= last) {
          witness.complaints.push(`${subscription}: its listeners heard of ${seq} after ${last}`);
        }
        last = seq;
      });
      this.session = session;
    } catch (error) {
      // It was ended before it had joined.
      if (!(error instanceof BridgeError) || client.status !== 'closed') {
        throw error;
      }
    }
  }

  /** Ends this life without a word, with whatever was under way. */
  end(): void {
    this.client?.dispose();
    this.session = null;
    this.open = 0;
  }

  send(event: EventName, data: unknown): void {
    const { session } = this;
    if (session) {
      this.open += 1;
      session
        .send(event, data as EventData<EventName>)
        .catch((error: unknown) => {
          if (!(error instanceof BridgeError)) {
            throw error;
          }
        })
        .finally(() => {
          if (this.session === session) {
            this.open -= 1;
          }
        });
    }
  }

  /** Asks the bridge; what becomes of it under kills and refusals is nobody's business. */
  ask<M extends Method>(method: M, params: Params<M>): void {
    this.client?.request(method, params).catch((error: unknown) => {
      if (!(error instanceof BridgeError)) {
        throw error;
      }
    });
  }

  get witness(): Witness {
    return this.witnesses.at(-1) as Witness;
  }

  transport: SocketTransport | null = null;
  client: BridgeClient | null = null;
  session: SessionClient | null = null;
  /** Own events that are neither acknowledged nor refused. */
  open = 0;
}
