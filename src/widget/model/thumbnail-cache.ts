/** Decoded thumbnails by sample: asked for in batches, what is on the screen first, bounded in memory. */
import { BridgeError, type BridgeClient } from '../../client';
import { decodeImages, THUMBNAIL_SIZES, type IImageEntry, type IVideoInfo } from '../../protocol';

export enum ThumbnailState {
  /** Asked for, or waiting to be. */
  Pending,
  Ready,
  /** The media cannot be shown; `error` says why. */
  Broken
}

export interface IThumbnail {
  state: ThumbnailState;
  /** The best picture there is so far, also while a larger one is pending. */
  bitmap: ImageBitmap | null;
  /** Longest side that `bitmap` was made for, one of THUMBNAIL_SIZES; 0 if none. */
  size: number;
  /** Size of the original in pixels; 0 unknown. */
  width: number;
  height: number;
  /** Name of the file and why it cannot be shown. */
  error: string | null;
  /** Of videos. */
  video: IVideoInfo | null;
}

const BATCH = 12;
const MAX_REQUESTS = 3;
/** Bytes of decoded pixels kept. */
const MAX_BYTES = 150 * 1024 * 1024;

/** The size to ask for, for a tile whose longer side is `side` device pixels. */
export function thumbnailSize(side: number): number {
  // A tenth more than the picture has is not seen, and saves three quarters of the bytes.
  return THUMBNAIL_SIZES.find(size => size * 1.1 >= side) ?? THUMBNAIL_SIZES[2];
}

/** A thumbnail that is needed, and at which of THUMBNAIL_SIZES. */
export interface IThumbnailWish {
  id: string;
  size: number;
}

const bytesOf = (bitmap: ImageBitmap | null): number =>
  bitmap ? bitmap.width * bitmap.height * 4 : 0;

export class ThumbnailCache {
  constructor(
    private readonly _client: BridgeClient,
    /** Thumbnails of these samples changed. */
    private readonly _onChange: (ids: readonly string[]) => void,
    private readonly _decode: (blob: Blob) => Promise<ImageBitmap> = blob => createImageBitmap(blob)
  ) {}

  /** The thumbnail of a sample, or null if none was ever asked for. */
  get(id: string): IThumbnail | null {
    return this._entries.get(id) ?? null;
  }

  /** The dataset that the thumbnails are of; null for none, also in the end. */
  get dataset(): string | null {
    return this._disposed ? null : this._dataset;
  }

  /** Thumbnails of another dataset; what was kept is let go. */
  setDataset(dataset: string | null): void {
    if (dataset !== this._dataset) {
      this._dataset = dataset;
      this._clear();
    }
  }

  /**
   * Says which samples `owner` (grid, filmstrip …) needs at which size: first those on the screen,
   * then those near it. Requests of which nobody needs anything any more are cancelled.
   */
  want(visible: readonly IThumbnailWish[], near: readonly IThumbnailWish[], owner = 'grid'): void {
    this._wishes.set(owner, { visible, near });
    const wishes = [...this._wishes.values()];
    const onScreen = wishes.flatMap(wish => wish.visible);
    this._visible = new Set(onScreen.map(({ id }) => id));
    this._queue = [...onScreen, ...wishes.flatMap(wish => wish.near)];
    const wanted = new Set(this._queue.map(({ id }) => id));
    for (const [abort, ids] of this._requests) {
      if (!ids.some(id => wanted.has(id))) {
        this._requests.delete(abort);
        abort.abort();
      }
    }
    for (const { id } of this._queue) {
      const entry = this._entries.get(id);
      if (entry) {
        this._entries.delete(id);
        this._entries.set(id, entry);
      }
    }
    this._next();
    this._evict(wanted);
  }

  /** The media of these samples (null: of all) may have changed; pictures stay until replaced. */
  invalidate(ids: readonly string[] | null): void {
    for (const id of ids ?? this._entries.keys()) {
      const entry = this._entries.get(id);
      if (entry) {
        entry.size = 0;
        entry.state = ThumbnailState.Pending;
      }
    }
    this._next();
  }

  dispose(): void {
    this._disposed = true;
    this._clear();
  }

  private _needs({ id, size }: IThumbnailWish): boolean {
    const entry = this._entries.get(id);
    return !entry || (entry.state !== ThumbnailState.Broken && entry.size < size);
  }

  private _next(): void {
    if (this._dataset === null || this._disposed) {
      return;
    }
    const underWay = new Set([...this._requests.values()].flat());
    while (this._requests.size < MAX_REQUESTS) {
      const ids: string[] = [];
      let batchSize = 0;
      for (const wish of this._queue) {
        const { id, size } = wish;
        const fits = ids.length === 0 || (ids.length < BATCH && size === batchSize);
        if (fits && !underWay.has(id) && this._needs(wish)) {
          ids.push(id);
          batchSize = size;
          underWay.add(id);
        }
      }
      if (ids.length === 0) {
        return;
      }
      void this._load(this._dataset, ids, batchSize);
    }
  }

  private async _load(dataset: string, ids: string[], size: number): Promise<void> {
    const abort = new AbortController();
    this._requests.set(abort, ids);
    try {
      const { payload } = await this._client.request(
        'media.thumbnails',
        { dataset, sample_ids: ids, size },
        { signal: abort.signal }
      );
      const images = payload ? decodeImages(payload) : [];
      const current = (): boolean => dataset === this._dataset && !this._disposed;
      await Promise.all(images.map(image => this._put(image, size, current)));
      const answered = new Set(images.map(image => image.sample_id));
      this._fail(
        ids.filter(id => !answered.has(id)),
        'The bridge sent no picture for this sample.'
      );
      if (current()) {
        this._onChange(ids);
      }
    } catch (error) {
      if (!(error instanceof BridgeError)) {
        throw error;
      }
      if (error.code !== 'cancelled') {
        this._fail(ids, error.message);
        this._onChange(ids);
      }
    } finally {
      this._requests.delete(abort);
      this._next();
    }
  }

  private async _put(image: IImageEntry, size: number, current: () => boolean): Promise<void> {
    const { sample_id: id, type, bytes, width, height } = image;
    if (type === null) {
      this._fail([id], image.error ?? 'The picture cannot be shown.', width, height);
      return;
    }
    let bitmap: ImageBitmap;
    try {
      bitmap = await this._decode(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
    } catch (error) {
      this._fail([id], `The thumbnail cannot be decoded: ${String(error)}`, width, height);
      return;
    }
    const before = this._entries.get(id);
    if (!current() || (before && before.size > size)) {
      bitmap.close();
      return;
    }
    const old = before?.bitmap ?? null;
    this._bytes += bytesOf(bitmap) - bytesOf(old);
    old?.close();
    const state = ThumbnailState.Ready;
    const video = image.video ?? null;
    this._entries.set(id, { state, bitmap, size, width, height, error: null, video });
  }

  private _fail(ids: readonly string[], error: string, width = 0, height = 0): void {
    for (const id of ids) {
      const old = this._entries.get(id)?.bitmap ?? null;
      this._bytes -= bytesOf(old);
      old?.close();
      const state = ThumbnailState.Broken;
      this._entries.set(id, { state, bitmap: null, size: 0, width, height, error, video: null });
    }
  }

  private _evict(wanted: ReadonlySet<string>): void {
    for (const [id, entry] of this._entries) {
      if (this._bytes <= MAX_BYTES && this._entries.size <= 20_000) {
        return;
      }
      if (!this._visible.has(id) && !(this._bytes <= 2 * MAX_BYTES && wanted.has(id))) {
        this._bytes -= bytesOf(entry.bitmap);
        entry.bitmap?.close();
        this._entries.delete(id);
      }
    }
  }

  private _clear(): void {
    for (const abort of this._requests.keys()) {
      abort.abort();
    }
    this._requests.clear();
    for (const { bitmap } of this._entries.values()) {
      bitmap?.close();
    }
    this._entries.clear();
    this._wishes.clear();
    this._queue = [];
    this._bytes = 0;
  }

  /** Least recently needed first. */
  private readonly _entries = new Map<string, IThumbnail>();
  private readonly _requests = new Map<AbortController, string[]>();
  private readonly _wishes = new Map<
    string,
    { visible: readonly IThumbnailWish[]; near: readonly IThumbnailWish[] }
  >();
  private _queue: IThumbnailWish[] = [];
  private _visible: ReadonlySet<string> = new Set();
  private _bytes = 0;
  private _dataset: string | null = null;
  private _disposed = false;
}
