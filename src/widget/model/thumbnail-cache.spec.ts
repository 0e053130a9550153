import { beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeImages } from '../../protocol';
import { fakeClient, type IAsked } from '../testing/fake-client';
import { ThumbnailCache, ThumbnailState, thumbnailSize } from './thumbnail-cache';

const ids = (count: number, prefix = ''): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}${i}`.padStart(24, '0'));
const wishes = (names: string[], size = 256) => names.map(id => ({ id, size }));

/** A picture that knows whether it was let go. */
const bitmap = (side: number) => ({ width: side, height: side, close: vi.fn() });

let decoded: ReturnType<typeof bitmap>[];
function cacheOf(side = 256) {
  const { client, asked } = fakeClient();
  const onChange = vi.fn();
  const cache = new ThumbnailCache(client, onChange, () => {
    const picture = bitmap(side);
    decoded.push(picture);
    return Promise.resolve(picture as unknown as ImageBitmap);
  });
  cache.setDataset('d'.repeat(24));
  return { cache, asked, onChange };
}
function answer(request: IAsked, broken: string[] = []): Promise<void> {
  const images = (request.params['sample_ids'] as string[]).map(sample_id => ({
    sample_id,
    type: broken.includes(sample_id) ? null : 'image/webp',
    bytes: Uint8Array.of(1),
    width: 640,
    height: 480,
    ...(broken.includes(sample_id) ? { error: 'a.jpg is no image.' } : {})
  }));
  return request.answer({}, encodeImages(images));
}
const asks = (request: IAsked): string[] => request.params['sample_ids'] as string[];

beforeEach(() => {
  decoded = [];
});

describe('thumbnails', () => {
  it('are asked for in batches of one size, what is on the screen first', () => {
    const { cache, asked } = cacheOf();
    const seen = ids(14);
    const near = ids(3, '9');
    cache.want([...wishes(seen.slice(0, 13)), { id: seen[13]!, size: 512 }], wishes(near));
    expect(asked.map(asks)).toEqual([seen.slice(0, 12), [seen[12], ...near], [seen[13]]]);
    expect(asked.map(({ params }) => params['size'])).toEqual([256, 256, 512]);
  });

  it('are ready once they are decoded', async () => {
    const { cache, asked, onChange } = cacheOf();
    const [id] = ids(1);
    cache.want(wishes([id!]), []);
    expect(cache.get(id!)).toBeNull();
    await answer(asked[0]!);
    expect(onChange).toHaveBeenCalledWith([id]);
    expect(cache.get(id!)).toMatchObject({ state: ThumbnailState.Ready, width: 640, height: 480 });
  });

  it('keep the smaller picture until the larger one is here', async () => {
    const { cache, asked } = cacheOf();
    const [id] = ids(1);
    cache.want(wishes([id!], 128), []);
    await answer(asked[0]!);
    cache.want(wishes([id!], 512), []);
    expect(cache.get(id!)?.bitmap).toBe(decoded[0]);
    await answer(asked[1]!);
    expect(cache.get(id!)?.bitmap).toBe(decoded[1]);
    expect(decoded[0]!.close).toHaveBeenCalledOnce();
    cache.want(wishes([id!], 256), []);
    expect(asked).toHaveLength(2);
  });

  it('of broken media say why, and are not asked for again until the media changed', async () => {
    const { cache, asked } = cacheOf();
    const [id] = ids(1);
    cache.want(wishes([id!]), []);
    await answer(asked[0]!, [id!]);
    expect(cache.get(id!)).toMatchObject({
      state: ThumbnailState.Broken,
      error: 'a.jpg is no image.'
    });
    cache.want(wishes([id!]), []);
    expect(asked).toHaveLength(1);
    cache.invalidate([id!]);
    expect(asked).toHaveLength(2);
  });

  it('that nobody needs any more are cancelled', () => {
    const { cache, asked } = cacheOf();
    cache.want(wishes(ids(3)), []);
    cache.want(wishes(ids(3, '8')), []);
    expect(asked.map(({ cancelled }) => cancelled)).toEqual([true, false]);
  });

  it('stay within their memory; what is on the screen stays', async () => {
    const { cache, asked } = cacheOf(2048);
    const all = ids(36);
    for (let i = 0; i < 36; i += 12) {
      cache.want(wishes(all.slice(i, i + 12)), []);
      await answer(asked[asked.length - 1]!);
    }
    cache.want(wishes(all.slice(24)), []);
    const kept = all.filter(id => cache.get(id)?.bitmap);
    expect(kept).toEqual(all.slice(24));
  });

  it('of another dataset are let go', async () => {
    const { cache, asked } = cacheOf();
    const [id] = ids(1);
    cache.want(wishes([id!]), []);
    await answer(asked[0]!);
    cache.setDataset('e'.repeat(24));
    expect(cache.get(id!)).toBeNull();
    expect(decoded[0]!.close).toHaveBeenCalledOnce();
  });
});

describe('the size of a thumbnail', () => {
  it('is the smallest that is sharp enough', () => {
    expect(thumbnailSize(100)).toBe(128);
    expect(thumbnailSize(140)).toBe(128);
    expect(thumbnailSize(150)).toBe(256);
    expect(thumbnailSize(3000)).toBe(512);
  });
});
