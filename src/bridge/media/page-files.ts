/** Pages of the grid with the masks and maps that lie in files, which only the media worker opens. */
import type { Method } from '../../protocol';
import type { IDataService, IRequestContext, IResponse } from '../datasets/data-service';
import type { IRasterFile } from '../rasters';

type Fill = (
  page: Uint8Array,
  files: readonly IRasterFile[],
  signal: AbortSignal
) => Promise<Uint8Array>;

/** Requests that are answered with pages. */
const PAGES: ReadonlySet<Method> = new Set<Method>(['grid.page', 'sample.frames']);

/** The same data service; its pages are whole, and say nothing of paths. */
export function withRasterFiles(data: IDataService, fill: Fill): IDataService {
  const page = async (response: IResponse, { signal }: IRequestContext): Promise<IResponse> => {
    const { files, ...result } = response.result as { files?: IRasterFile[] };
    return files && response.payload
      ? { result, payload: await fill(response.payload, files, signal) }
      : response;
  };
  return {
    methods: data.methods,
    handle: async (method, params, payload, context) => {
      const response = await data.handle(method, params, payload, context);
      return PAGES.has(method) ? page(response, context) : response;
    },
    describe: dataset => data.describe(dataset),
    mediaSources: (dataset, ids) => data.mediaSources(dataset, ids),
    rememberSizes: (dataset, sizes) => data.rememberSizes(dataset, sizes),
    onChange: listener => data.onChange(listener),
    close: () => data.close()
  };
}
