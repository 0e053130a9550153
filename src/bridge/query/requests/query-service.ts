/** Answers queries, and goes on with columns in memory if their file can no longer be written. */
import { ColumnsLost } from '../columns';
import { answerQuery, type IAnswer, type ICall } from './index';
import type { QueryContext } from './query-context';

/** Opens stores and caches; with `memory` no file is used for columns. */
export type OpenContext = (memory: boolean) => Promise<QueryContext>;

export class QueryService {
  private replacing: Promise<void> | null = null;

  private constructor(
    private readonly open: OpenContext,
    private context: QueryContext
  ) {}

  static async start(open: OpenContext): Promise<QueryService> {
    return new QueryService(open, await open(false));
  }

  /** Answers one request. @throws RequestError */
  async answer(method: string, params: unknown, call: ICall): Promise<IAnswer> {
    const { context } = this;
    try {
      return await answerQuery(context, method, params, call);
    } catch (error) {
      if (error instanceof ColumnsLost && context === this.context) {
        console.error('Columns are kept in memory from now on:', error.cause);
        this.replacing ??= this.replace().finally(() => (this.replacing = null));
      }
      await this.replacing;
      // What was under way when the columns went is asked again of the new ones.
      if (context === this.context) {
        throw error;
      }
      return answerQuery(this.context, method, params, call);
    }
  }

  async close(): Promise<void> {
    await this.context.store.close();
  }

  private async replace(): Promise<void> {
    const before = this.context;
    this.context = await this.open(true);
    try {
      await before.store.close();
    } catch (error) {
      console.error('The columns that were lost could not be closed:', error);
    }
  }
}
