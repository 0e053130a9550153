/** The picture of a sample in full size, with its thumbnail until that is here. */
import * as React from 'react';
import { useAppState, useModel } from '../../model';

export interface IPicture {
  id: string;
  image: CanvasImageSource;
  width: number;
  height: number;
  full: boolean;
}

export type PictureState =
  | { kind: 'loading'; picture: IPicture | null }
  | { kind: 'ready'; picture: IPicture }
  | { kind: 'broken'; message: string };

export function usePicture(id: string): PictureState {
  const model = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const [state, setState] = React.useState<PictureState>({ kind: 'loading', picture: null });

  React.useEffect(() => {
    if (!dataset) {
      return;
    }
    const thumbnail = model.thumbnails.get(id);
    setState({
      kind: 'loading',
      picture:
        thumbnail?.bitmap && thumbnail.width > 0
          ? {
              id,
              image: thumbnail.bitmap,
              width: thumbnail.width,
              height: thumbnail.height,
              full: false
            }
          : null
    });
    const image = new Image();
    image.decoding = 'async';
    let wanted = true;
    image.onload = () => {
      if (wanted) {
        const { naturalWidth: width, naturalHeight: height } = image;
        setState({ kind: 'ready', picture: { id, image, width, height, full: true } });
      }
    };
    image.onerror = () => {
      if (wanted) {
        setState({
          kind: 'broken',
          message: model.thumbnails.get(id)?.error ?? 'This picture cannot be shown.'
        });
      }
    };
    image.src = model.options.mediaUrl(dataset, id);
    return () => {
      wanted = false;
    };
  }, [model, dataset, id]);

  return state;
}

/** Fetches pictures ahead, so that going on does not wait. */
export function usePrefetch(ids: readonly string[]): void {
  const model = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const key = ids.join();
  React.useEffect(() => {
    if (dataset && key) {
      for (const id of key.split(',')) {
        new Image().src = model.options.mediaUrl(dataset, id);
      }
    }
  }, [model, dataset, key]);
}
