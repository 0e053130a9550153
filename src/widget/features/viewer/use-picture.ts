/** The picture of a sample in full size, with its thumbnail until that is here. */
import * as React from 'react';
import { THUMBNAIL_SIZES, type IVideoInfo } from '../../../protocol';
import { ThumbnailState, useAppState, useModel, type IOpenedView } from '../../model';

export interface IPicture {
  id: string;
  image: CanvasImageSource;
  /** Size of the original in pixels. */
  width: number;
  height: number;
  full: boolean;
}

export type PictureState =
  | { kind: 'loading'; picture: IPicture | null }
  | { kind: 'ready'; picture: IPicture }
  /** A video; `picture` is a frame that stands for it. */
  | { kind: 'video'; info: IVideoInfo; picture: IPicture | null }
  | { kind: 'broken'; message: string; retry(): void };

/** Whether thumbnails show a part of the picture. */
const isCropped = (opened: IOpenedView | null): boolean =>
  opened?.generated !== undefined && /patches$/.test(opened.generated.stage);

/** How an attempt to load ended. */
interface ILoaded {
  id: string;
  attempt: number;
  image: HTMLImageElement | null;
}

const LARGEST = THUMBNAIL_SIZES[THUMBNAIL_SIZES.length - 1] ?? 512;

export function usePicture(id: string): PictureState {
  const model = useModel();
  const dataset = useAppState(state => state.opened?.mediaDataset ?? null);
  const cropped = useAppState(state => isCropped(state.opened));
  const [loaded, setLoaded] = React.useState<ILoaded | null>(null);
  const [attempt, setAttempt] = React.useState(0);
  const [, thumbnailCame] = React.useReducer((n: number) => n + 1, 0);

  React.useEffect(() => {
    model.thumbnails.want([{ id, size: LARGEST }], [], 'viewer');
    const end = model.onRepaint(what => {
      if (what === 'all' || ('ids' in what && what.ids.includes(id))) {
        thumbnailCame();
      }
    });
    return () => {
      end();
      model.thumbnails.want([], [], 'viewer');
    };
  }, [model, id]);

  // Whether it is a video is known with its thumbnail, which is small and comes first.
  const media = model.thumbnails.get(id);
  const known = media?.bitmap != null || media?.state === ThumbnailState.Broken;
  const isVideo = media?.video != null;
  React.useEffect(() => {
    if (!dataset || !known || isVideo) {
      return;
    }
    let wanted = true;
    const image = new Image();
    image.decoding = 'async';
    const done = (result: HTMLImageElement | null) => (): void => {
      if (wanted) {
        setLoaded({ id, attempt, image: result });
      }
    };
    image.src = model.options.mediaUrl(dataset, id);
    // Decoding first: painting a picture that is not decoded would hold up the page.
    image.decode().then(done(image), done(null));
    return () => {
      wanted = false;
    };
  }, [model, dataset, id, attempt, known, isVideo]);

  const here = loaded?.id === id && loaded.attempt === attempt ? loaded : null;
  const image = here?.image ?? null;
  const full = React.useMemo(
    () =>
      image && { id, image, width: image.naturalWidth, height: image.naturalHeight, full: true },
    [id, image]
  );
  const thumbnail = model.thumbnails.get(id);
  const bitmap = thumbnail?.bitmap ?? null;
  const small = React.useMemo(
    () =>
      bitmap && thumbnail && thumbnail.width > 0 && !cropped
        ? { id, image: bitmap, width: thumbnail.width, height: thumbnail.height, full: false }
        : null,
    // A thumbnail is never changed, only replaced together with its bitmap.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [id, bitmap, cropped]
  );
  if (thumbnail?.video) {
    return { kind: 'video', info: thumbnail.video, picture: small };
  }
  if (full) {
    return { kind: 'ready', picture: full };
  }
  if (here || (thumbnail?.state === ThumbnailState.Broken && !small)) {
    return {
      kind: 'broken',
      message: thumbnail?.error ?? 'The picture of this sample cannot be shown.',
      retry: () => setAttempt(attempt + 1)
    };
  }
  return { kind: 'loading', picture: small };
}

/** Fetches pictures ahead, so that going on does not wait. */
export function usePrefetch(ids: readonly string[]): void {
  const model = useModel();
  const dataset = useAppState(state => state.opened?.mediaDataset ?? null);
  const key = ids.join();
  const kept = React.useRef<HTMLImageElement[]>([]);
  React.useEffect(() => {
    if (dataset && key) {
      // Kept, or the browser may let go of them before they are needed.
      const pictures = key.split(',').filter(id => !model.thumbnails.get(id)?.video);
      kept.current = pictures.map(id => {
        const image = new Image();
        image.src = model.options.mediaUrl(dataset, id);
        return image;
      });
    }
  }, [model, dataset, key]);
}
