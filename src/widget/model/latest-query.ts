/** A request of which only the latest counts: the answer before it stays until the new one is here. */
import { BridgeError, type BridgeClient, type IRequestResult } from '../../client';
import type { Method, Params } from '../../protocol';
import type { Waiting } from './app-state';
import { Store } from './store';

/** Milliseconds after which waiting may be shown. */
export const SLOW_AFTER = 200;

export interface IQueryState<M extends Method> {
  /** The latest answer, of these or of earlier parameters (then `waiting` is not `no`). */
  answer: IRequestResult<M> | null;
  /** What `answer` is the answer to. */
  params: Params<M> | null;
  waiting: Waiting;
  error: BridgeError | null;
}

/**
 * Asks one method again and again, for example the facets of the current view. An older question
 * that was not answered yet is cancelled. After an error the last answer stays readable.
 */
export class LatestQuery<M extends Method> extends Store<IQueryState<M>> {
  constructor(
    private readonly _client: BridgeClient,
    private readonly _method: M
  ) {
    super({ answer: null, params: null, waiting: 'no', error: null });
  }

  /** Resolves when these parameters are answered, refused or overtaken; never rejects. */
  async ask(params: Params<M>): Promise<void> {
    this.cancel();
    const abort = new AbortController();
    this._abort = abort;
    this.set({ waiting: this.state.waiting === 'slow' ? 'slow' : 'brief' });
    this._timer = setTimeout(() => this.set({ waiting: 'slow' }), SLOW_AFTER);
    try {
      const answer = await this._client.request(this._method, params, { signal: abort.signal });
      if (this._abort === abort) {
        this._end({ answer, params, error: null });
      }
    } catch (error) {
      if (!(error instanceof BridgeError)) {
        throw error;
      }
      if (this._abort === abort) {
        this._end({ error: error.code === 'cancelled' ? null : error });
      }
    }
  }

  /** Forgets what is under way; the last answer stays. */
  cancel(): void {
    clearTimeout(this._timer);
    const abort = this._abort;
    this._abort = null;
    abort?.abort();
  }

  private _end(change: Partial<IQueryState<M>>): void {
    clearTimeout(this._timer);
    this._abort = null;
    this.set({ ...change, waiting: 'no' });
  }

  private _abort: AbortController | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
}
