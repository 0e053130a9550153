/** Requests that read datasets from files and write them into files. */
import type { IDatasetInfo, ParsedParams } from '../../protocol';
import type { IDataService } from '../datasets/data-service';
import { exportDataset, importDataset, type IFormatServices } from '../formats';
import { RequestError } from '../request-error';
import { WorkerClient, workerFile } from '../workers';
import type { IMethodContext, MethodTable } from './request-router';

/** Starts its worker when it is first needed. */
export class FormatMethods {
  constructor(
    private readonly _data: IDataService,
    /** Where the worker bundles are, in tests. */
    private readonly _workers: URL | null
  ) {}

  readonly methods: MethodTable = {
    'dataset.import': (params, _payload, context) => {
      forKernels(context);
      return importDataset(
        params as ParsedParams<'dataset.import'>,
        this._services(context),
        context
      );
    },
    'dataset.export': (params, _payload, context) => {
      forKernels(context);
      return exportDataset(
        params as ParsedParams<'dataset.export'>,
        this._services(context),
        context
      );
    }
  };

  async close(): Promise<void> {
    await this._worker?.close();
  }

  private _services({ signal }: IMethodContext): IFormatServices {
    this._worker ??= new WorkerClient(workerFile('formats', this._workers), 'formats');
    const worker = this._worker;
    const quiet = { signal, progress: () => undefined };
    return {
      // Runs are closed also after a cancellation.
      formats: (method, params, payload = null, onProgress) =>
        worker.call(method, params, payload, method === 'close' ? undefined : signal, onProgress),
      data: (method, params, payload = null) => this._data.handle(method, params, payload, quiet),
      describe: async dataset => {
        const { result } = await this._data.handle('dataset.describe', { dataset }, null, quiet);
        return result as IDatasetInfo;
      }
    };
  }

  private _worker: WorkerClient | null = null;
}

function forKernels({ connection }: IMethodContext): void {
  if (connection.kind === 'app' || connection.kind === 'panel') {
    throw new RequestError('unauthorized', 'Only kernels and scripts read and write files.');
  }
}
