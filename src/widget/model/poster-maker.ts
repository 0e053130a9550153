/**
 * Frames of videos for the grid: the bridge has no decoder of videos, the page has. What it paints is
 * handed in, so that the next page, pictures and exported pages have it as well.
 */
import { BridgeError, type BridgeClient } from '../../client';
import { THUMBNAIL_SIZES } from '../../protocol';

/** Part of the video that lies before its frame: films begin black. */
const PLACE = 0.1;
/** Milliseconds after which a video that does not come is given up. */
const PATIENCE = 15_000;
const LONGEST = Math.max(...THUMBNAIL_SIZES);

export interface IPosterWish {
  dataset: string;
  id: string;
  /** Seconds. */
  duration: number;
}

/** Waits for an event of a video; rejects if it cannot be played or takes too long. */
function heard(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(reject, 'it takes too long'), PATIENCE);
    const good = (): void => done(() => resolve());
    const bad = (): void => done(reject, video.error?.message ?? 'it cannot be played');
    function done(settle: (error: Error) => void, problem = ''): void {
      clearTimeout(timer);
      video.removeEventListener(event, good);
      video.removeEventListener('error', bad);
      settle(new Error(problem));
    }
    video.addEventListener(event, good);
    video.addEventListener('error', bad);
  });
}

/** A frame of the video as a WebP or PNG. @throws Error if this browser cannot show the video */
export async function frameOfVideo(url: string, duration: number): Promise<Uint8Array> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.src = url;
  try {
    await heard(video, 'loadeddata');
    if (duration > 0) {
      const sought = heard(video, 'seeked');
      video.currentTime = duration * PLACE;
      await sought;
    }
    const { videoWidth: width, videoHeight: height } = video;
    const shrink = Math.min(1, LONGEST / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * shrink));
    canvas.height = Math.max(1, Math.round(height * shrink));
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(resolve =>
      canvas.toBlob(resolve, 'image/webp', 0.9)
    );
    if (!blob || width === 0) {
      throw new Error('it has no pictures');
    }
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    // Without this the browser goes on loading it.
    video.removeAttribute('src');
    video.load();
  }
}

export class PosterMaker {
  constructor(
    private readonly _client: BridgeClient,
    private readonly _mediaUrl: (dataset: string, id: string) => string,
    /** Whether somebody still wants it, and hears when it is there. */
    private readonly _listener: {
      isWanted(wish: IPosterWish): boolean;
      onPoster(id: string): void;
    },
    private readonly _frame = frameOfVideo
  ) {}

  /** Makes frames of these videos, one after the other; each is tried once. */
  offer(wishes: readonly IPosterWish[]): void {
    for (const wish of wishes) {
      const key = `${wish.dataset}/${wish.id}`;
      if (!this._seen.has(key)) {
        this._seen.add(key);
        this._queue.push(wish);
      }
    }
    void this._work();
  }

  private async _work(): Promise<void> {
    if (this._working) {
      return;
    }
    this._working = true;
    for (let wish = this._queue.shift(); wish; wish = this._queue.shift()) {
      if (this._listener.isWanted(wish)) {
        await this._make(wish);
      }
    }
    this._working = false;
  }

  private async _make({ dataset, id, duration }: IPosterWish): Promise<void> {
    let payload: Uint8Array;
    try {
      payload = await this._frame(this._mediaUrl(dataset, id), duration);
    } catch {
      // This browser does not play it: the tile that stands for it stays, and the viewer says why.
      return;
    }
    try {
      await this._client.request('media.put_poster', { dataset, sample_id: id }, { payload });
      this._listener.onPoster(id);
    } catch (error) {
      if (!(error instanceof BridgeError)) {
        throw error;
      }
      console.warn(`The frame of a video was not taken: ${error.message}`);
    }
  }

  private readonly _seen = new Set<string>();
  private readonly _queue: IPosterWish[] = [];
  private _working = false;
}
