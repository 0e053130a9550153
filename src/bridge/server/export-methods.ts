/** Requests that write files for people without Lunette. */
import type { ParsedParams } from '../../protocol';
import type { IDataService } from '../datasets/data-service';
import { exportHtml } from '../export';
import type { MediaService } from '../media';
import { RequestError } from '../request-error';
import type { SessionHub } from '../sessions';
import { exportPageFiles } from './export-page-files';
import { createFile } from './file-in-making';
import type { MethodTable } from './request-router';

interface IExportMethodsOptions {
  hub: SessionHub;
  data: IDataService;
  media: MediaService;
  /** Where the page's script and style are, in tests. */
  folder: URL | null;
}

export function exportMethods({ hub, data, media, folder }: IExportMethodsOptions): MethodTable {
  return {
    'session.export_html': async (params, _payload, { connection, signal, progress }) => {
      if (connection.kind === 'app' || connection.kind === 'panel') {
        throw new RequestError(
          'unauthorized',
          'Only kernels and scripts write files: call session.export_html(path) there.'
        );
      }
      const request = params as ParsedParams<'session.export_html'>;
      const { state } = await hub.state(request.session);
      return exportHtml({
        request,
        state,
        data,
        pictures: (sources, size, wanted) => media.pictures(sources, size, wanted),
        files: await exportPageFiles(folder),
        create: createFile,
        context: { signal, progress }
      });
    }
  };
}
