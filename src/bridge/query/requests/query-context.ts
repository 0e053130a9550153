/** What answering a query needs. */
import type { View } from '../../../protocol';
import type { IDocumentReader } from '../../store/document-store';
import { aggregate } from '../aggregations';
import type { IColumnStore, IDatasetColumns } from '../columns';
import type { Inflate } from '../expressions';
import { Facets, LabelRowsCache, VectorCache } from '../facets';
import { Aspects } from '../pages';
import { ViewCache, type IViewRows } from '../views';

/** One call: its cancellation and its chance to let others in. */
export interface ICall {
  signal: AbortSignal;
  /** Lets other calls in. @throws RequestError `cancelled` */
  checkpoint(): Promise<void>;
  /** How far it is, in parts of a total; for what takes long. */
  progress?(done: number, total: number): void;
}

export interface IAnswer {
  result: unknown;
  payload?: Uint8Array;
  transfer?: ArrayBuffer[];
}

/** Everything that is shared by queries: stores and caches. */
export class QueryContext {
  readonly views: ViewCache;
  private readonly labels = new LabelRowsCache();
  readonly vectors = new VectorCache(this.labels);
  readonly aspects: Aspects;

  constructor(
    readonly reader: IDocumentReader,
    readonly store: IColumnStore,
    readonly inflate: Inflate
  ) {
    this.views = new ViewCache(reader, (columns, rows) =>
      this.labels.scan.samplesWith(columns, rows)
    );
    this.aspects = new Aspects(reader);
  }

  /** Runs `body` over the up-to-date columns of a dataset. */
  use<T>(dataset: string, call: ICall, body: (query: DatasetQuery) => Promise<T>): Promise<T> {
    return this.store.use(
      dataset,
      call.signal,
      columns => body(new DatasetQuery(this, columns, call)),
      (done, total) => call.progress?.(done, total)
    );
  }
}

/** A query of one dataset, while nothing changes its columns. */
export class DatasetQuery {
  readonly facets: Facets;

  constructor(
    readonly context: QueryContext,
    readonly columns: IDatasetColumns,
    readonly call: ICall
  ) {
    this.facets = new Facets(
      columns,
      context.vectors,
      view => this.rows(view),
      async (rows, aggregation) => {
        const { reader, inflate } = context;
        const asked = { columns, reader, inflate, checkpoint: call.checkpoint };
        const [answer] = await aggregate(asked, rows, [aggregation]);
        return answer;
      }
    );
  }

  get dataset(): string {
    return this.columns.info.id;
  }

  get reader(): IDocumentReader {
    return this.context.reader;
  }

  /** The rows of a view. @throws RequestError if it is not valid. */
  rows(view: View): Promise<IViewRows> {
    return this.context.views.rows(this.columns, view, this.call.checkpoint);
  }
}
