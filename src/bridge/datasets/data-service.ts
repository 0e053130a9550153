/**
 * What the server asks of the data side: requests about datasets, samples, views and the grid. The
 * work happens in worker threads; the main thread only passes messages.
 */
import type { DatasetProperties, IDatasetChangeMessage, IFieldSpec, Method } from '../../protocol';

export interface IRequestContext {
  signal: AbortSignal;
  progress(done: number, total: number | null): void;
}
export interface IResponse {
  result: unknown;
  payload?: Uint8Array;
}
/** Where the picture of a sample lies and what is known of it. Never leaves the bridge. */
export interface IMediaSource {
  sample_id: string;
  filepath: string;
  width: number | null;
  height: number | null;
  /** The part of the picture that the sample is (relative x, y, width, height); absent: all of it. */
  crop?: [x: number, y: number, width: number, height: number];
}

export interface IDataService {
  /** Methods this service answers: dataset.*, samples.*, labels.*, view.*, grid.*, sample.*, expression.* */
  readonly methods: ReadonlySet<Method>;
  /** `params` are validated already. Rejects with RequestError. */
  handle(
    method: Method,
    params: unknown,
    payload: Uint8Array | null,
    context: IRequestContext
  ): Promise<IResponse>;
  /** Name or id → id, name and schema, without counting as a load; null if unknown. */
  describe(dataset: string): Promise<{
    id: string;
    name: string;
    count: number;
    fields: IFieldSpec[];
    properties?: DatasetProperties;
  } | null>;
  mediaSources(dataset: string, sampleIds: readonly string[]): Promise<IMediaSource[]>;
  /** Remembers sizes found while making thumbnails, so that layouts are right next time. */
  rememberSizes(
    dataset: string,
    sizes: readonly { sample_id: string; width: number; height: number }[]
  ): Promise<void>;
  /** Called after every committed change. Returns the way to unsubscribe. */
  onChange(listener: (change: IDatasetChangeMessage) => void): () => void;
  close(): Promise<void>;
}
