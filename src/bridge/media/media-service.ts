/** Pictures, as the main thread asks for them. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { decodeImages, THUMBNAIL_SIZES, type IImageEntry, type ParsedParams } from '../../protocol';
import type { IDataService, IMediaSource, IResponse } from '../datasets/data-service';
import type { IPaintedPicture, IPictureInput } from '../picture';
import type { IRasterFile } from '../rasters';
import { RequestError } from '../request-error';
import { WorkerClient, workerFile } from '../workers';
import type {
  IConvertResult,
  IMediaWorkerData,
  IMetadataJob,
  IPictureResult,
  IThumbnailJob,
  IThumbnailResult,
  MetadataOutcome
} from './media-protocol';

const DEFAULT_CACHE_BYTES = 1024 * 1024 * 1024;

export interface IMediaServiceOptions {
  home: string;
  data: Pick<IDataService, 'mediaSources' | 'rememberSizes'>;
  /** Where worker bundles are, in tests. */
  workers?: URL | null;
  maxCacheBytes?: number;
}

export class MediaService {
  constructor(options: IMediaServiceOptions) {
    this._data = options.data;
    const data: IMediaWorkerData = {
      file: join(options.home, 'cache.db'),
      maxCacheBytes: options.maxCacheBytes ?? DEFAULT_CACHE_BYTES,
      parallel: 2 * availableParallelism()
    };
    this._worker = new WorkerClient(workerFile('media', options.workers ?? null), 'media', data);
  }

  /** Answers `media.thumbnails`. */
  async thumbnails(
    { dataset, sample_ids, size }: ParsedParams<'media.thumbnails'>,
    signal: AbortSignal
  ): Promise<IResponse> {
    if (!(THUMBNAIL_SIZES as readonly number[]).includes(size)) {
      throw new RequestError(
        'invalid',
        `Thumbnails come in the sizes ${THUMBNAIL_SIZES.join(', ')}, not ${size}.`,
        { parameter: 'size' }
      );
    }
    const known = new Map<string, IMediaSource>();
    for (const source of await this._data.mediaSources(dataset, sample_ids)) {
      known.set(source.sample_id, source);
    }
    const job: IThumbnailJob = {
      size,
      sources: sample_ids.map(id => ({
        sample_id: id,
        filepath: known.get(id)?.filepath ?? null,
        crop: known.get(id)?.crop
      }))
    };
    const { result, payload } = await this._worker.call('thumbnails', job, null, signal);
    this._remember(dataset, known, (result as IThumbnailResult).sizes);
    return { result: { count: sample_ids.length }, payload: payload ?? new Uint8Array() };
  }

  /** Pictures that fit into `size` × `size` pixels, in the order of the sources. */
  async pictures(
    sources: IThumbnailJob['sources'],
    size: number,
    signal: AbortSignal
  ): Promise<IImageEntry[]> {
    const job: IThumbnailJob = { size, sources };
    const { payload } = await this._worker.call('thumbnails', job, null, signal);
    return payload ? decodeImages(payload) : [];
  }

  /** Where the picture of a sample lies; null if there is no such sample. */
  async source(dataset: string, sample: string): Promise<IMediaSource | null> {
    return (await this._data.mediaSources(dataset, [sample]))[0] ?? null;
  }

  /** The file as a type that browsers show. @throws RequestError of code `media` */
  async converted(
    filepath: string,
    signal: AbortSignal
  ): Promise<{ type: string; bytes: Uint8Array }> {
    const { result, payload } = await this._worker.call('convert', filepath, null, signal);
    return { type: (result as IConvertResult).type, bytes: payload ?? new Uint8Array() };
  }

  /** Answers `media.pixels`. */
  async pixels(
    { dataset, sample_id, ...window }: ParsedParams<'media.pixels'>,
    signal: AbortSignal
  ): Promise<IResponse> {
    const { filepath } = await this._known(dataset, sample_id);
    const { result, payload } = await this._worker.call(
      'pixels',
      { filepath, ...window },
      null,
      signal
    );
    return { result, payload: payload ?? new Uint8Array() };
  }

  /** Answers `media.put_poster`. */
  async putPoster(
    { dataset, sample_id }: ParsedParams<'media.put_poster'>,
    frame: Uint8Array | null,
    signal: AbortSignal
  ): Promise<IResponse> {
    const { filepath } = await this._known(dataset, sample_id);
    await this._worker.call('put_poster', filepath, frame, signal);
    return { result: {} };
  }

  /** What the headers of files say, in their order. */
  async metadata(job: IMetadataJob, signal: AbortSignal): Promise<MetadataOutcome[]> {
    return (await this._worker.call('metadata', job, null, signal)).result as MetadataOutcome[];
  }

  /** Draws the picture of a session; `page` is the page frame of the tiles in it. */
  async picture(
    input: IPictureInput,
    page: Uint8Array | null,
    signal: AbortSignal
  ): Promise<IPaintedPicture> {
    const { result, payload } = await this._worker.call('picture', input, page, signal);
    return { ...(result as IPictureResult), bytes: payload ?? new Uint8Array() };
  }

  /** Paints an SVG of ours. Payload PNG, `scale` pixels per unit. */
  async svg(svg: string, scale: number, signal: AbortSignal): Promise<Uint8Array> {
    const { payload } = await this._worker.call('svg', { svg, scale }, null, signal);
    return payload ?? new Uint8Array();
  }

  /** The page with the masks and maps of files. */
  async fillPage(
    page: Uint8Array,
    files: readonly IRasterFile[],
    signal: AbortSignal
  ): Promise<Uint8Array> {
    const { payload } = await this._worker.call('rasters', files, page, signal);
    return payload ?? page;
  }

  close(): Promise<void> {
    return this._worker.close();
  }

  private async _known(dataset: string, sample: string): Promise<IMediaSource> {
    const source = await this.source(dataset, sample);
    if (!source) {
      throw new RequestError('not_found', 'There is no such sample; it may have been deleted.');
    }
    return source;
  }

  /** Sizes that were unknown or wrong, so that the next layout is right. */
  private _remember(
    dataset: string,
    known: ReadonlyMap<string, IMediaSource>,
    sizes: IThumbnailResult['sizes']
  ): void {
    const changed = sizes.filter(({ sample_id, width, height }) => {
      const source = known.get(sample_id);
      return source && !source.crop && (source.width !== width || source.height !== height);
    });
    if (changed.length > 0) {
      this._data.rememberSizes(dataset, changed).catch((error: unknown) => {
        console.error('Sizes of pictures could not be remembered:', error);
      });
    }
  }

  private readonly _data: IMediaServiceOptions['data'];
  private readonly _worker: WorkerClient;
}
