/** Single questions to the bridge, each over a connection that ends with the answer. */
import type { ISessionSummary, Method, Params, IResults } from '../../protocol';
import type { BridgeConnection } from './connection';

export class BridgeActions {
  constructor(private readonly _connection: BridgeConnection) {}

  /** @throws BridgeError why the bridge does not tell. */
  sessions(): Promise<ISessionSummary[]> {
    return this._ask('session.list', {});
  }

  /**
   * A new session that shows a dataset; resolves with its id.
   * @throws BridgeError if there is no such dataset.
   */
  async createSession(dataset: string): Promise<string> {
    return (await this._ask('session.create', { state: { dataset } })).session;
  }

  /** Ends sessions for all their kernels and Apps. @throws BridgeError if one cannot be ended. */
  async shutDown(sessions: readonly string[]): Promise<void> {
    await Promise.all(sessions.map(session => this._ask('session.close', { session })));
  }

  /** Ends the bridge's process; sessions and datasets are kept. @throws BridgeError if it goes on. */
  async stop(): Promise<void> {
    await this._ask('bridge.stop', {});
  }

  private async _ask<M extends Method>(method: M, params: Params<M>): Promise<IResults[M]> {
    const client = this._connection.createClient('panel');
    try {
      return (await client.request(method, params)).result;
    } finally {
      client.dispose();
    }
  }
}
