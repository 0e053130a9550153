/** Thumbnails; of videos, frames that this page paints where the bridge has none yet. */
import type { BridgeClient } from '../../client';
import { PosterMaker } from './poster-maker';
import { ThumbnailCache } from './thumbnail-cache';

/** `onChange` hears which samples have another thumbnail. */
export function thumbnailsWithPosters(
  client: BridgeClient,
  mediaUrl: (dataset: string, id: string) => string,
  onChange: (ids: readonly string[]) => void
): ThumbnailCache {
  const thumbnails = new ThumbnailCache(client, ids => {
    onChange(ids);
    const { dataset } = thumbnails;
    posters.offer(
      ids.flatMap(id => {
        const video = thumbnails.get(id)?.video;
        return dataset !== null && video && !video.poster
          ? [{ dataset, id, duration: video.duration }]
          : [];
      })
    );
  });
  const posters = new PosterMaker(client, mediaUrl, {
    isWanted: ({ dataset }) => thumbnails.dataset === dataset,
    onPoster: id => thumbnails.invalidate([id])
  });
  return thumbnails;
}
