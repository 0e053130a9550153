/** Requests about the files behind samples. */
import type { ParsedParams } from '../../protocol';
import type { IDataService } from '../datasets/data-service';
import { computeMetadata, type MediaService } from '../media';
import type { MethodTable } from './request-router';

export function mediaMethods({
  data,
  media
}: {
  data: IDataService;
  media: MediaService;
}): MethodTable {
  return {
    'media.thumbnails': (params, _payload, { signal }) =>
      media.thumbnails(params as ParsedParams<'media.thumbnails'>, signal),
    'media.pixels': (params, _payload, { signal }) =>
      media.pixels(params as ParsedParams<'media.pixels'>, signal),
    'media.put_poster': (params, payload, { signal }) =>
      media.putPoster(params as ParsedParams<'media.put_poster'>, payload, signal),
    'media.compute_metadata': async (params, _payload, context) => ({
      result: await computeMetadata(
        data,
        (job, signal) => media.metadata(job, signal),
        params as ParsedParams<'media.compute_metadata'>,
        context
      )
    }),
    'media.file_metadata': async (params, _payload, { signal }) => {
      const { filepaths } = params as ParsedParams<'media.file_metadata'>;
      const files = filepaths.map(filepath => ({ sample_id: '', filepath }));
      const outcomes = await media.metadata({ files, parallel: null }, signal);
      return {
        result: outcomes.map(({ metadata, message }) =>
          metadata === undefined ? { error: message } : { metadata }
        )
      };
    }
  };
}
