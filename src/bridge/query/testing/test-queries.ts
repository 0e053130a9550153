/** Requests to the query side without a thread, for tests. */
import { inflateSync } from 'node:zlib';
import { REQUESTS, type IResults, type Method, type Params } from '../../../protocol';
import { answerQuery, QueryContext } from '../requests';
import type { TestBench } from './test-bench';

export interface ITestAnswer<M extends Method> {
  result: IResults[M];
  payload: Uint8Array;
}

export class TestQueries {
  private readonly context: QueryContext;

  constructor(private readonly bench: TestBench) {
    this.context = new QueryContext(bench.reader, bench.columns, (bytes, maxLength) =>
      inflateSync(bytes, { maxOutputLength: Math.max(1, maxLength) })
    );
  }

  /** Parameters are validated and completed as at the bridge's door. */
  async ask<M extends Method>(
    method: M,
    params: Omit<Params<M>, 'dataset'>,
    signal: AbortSignal = new AbortController().signal
  ): Promise<ITestAnswer<M>> {
    const parsed: unknown = REQUESTS[method].parse({ dataset: this.bench.dataset, ...params });
    const checkpoint = async (): Promise<void> => {
      await new Promise(resolve => setImmediate(resolve));
      signal.throwIfAborted();
    };
    const answer = await answerQuery(this.context, method, parsed, { signal, checkpoint });
    return {
      result: answer.result as IResults[M],
      payload: answer.payload ?? new Uint8Array(0)
    };
  }
}
