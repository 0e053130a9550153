import { describe, expect, it, vi } from 'vitest';
import { BridgeError } from '../../client';
import { encodePage } from '../../protocol';
import { fakeClient, type IAsked } from '../testing/fake-client';
import { idOf, syntheticPage } from '../testing/synthetic-dataset';
import { PAGE_SIZE, PageCache, type IPageSource } from './page-cache';

const source: IPageSource = {
  dataset: 'd'.repeat(24),
  view: [],
  fields: ['predictions'],
  attributes: {},
  captions: []
};

function cacheOf() {
  const { client, asked } = fakeClient();
  const onPage = vi.fn();
  const onError = vi.fn();
  return { cache: new PageCache(client, source, { onPage, onError }), asked, onPage, onError };
}
const answer = (request: IAsked, shift = 0): Promise<void> => {
  const start = request.params['start'] as number;
  const indices = Array.from({ length: PAGE_SIZE }, (_, i) => start + i + shift);
  return request.answer({}, encodePage(syntheticPage(indices, start, ['predictions'], [])));
};
const starts = (asked: IAsked[]): unknown[] => asked.map(({ params }) => params['start']);

describe('pages', () => {
  it('on the screen are asked for before those near it', () => {
    const { cache, asked } = cacheOf();
    cache.want([130, 190], [64, 256]);
    expect(starts(asked)).toEqual([128, 64, 192]);
  });

  it('give the samples by index once they are here', async () => {
    const { cache, asked, onPage } = cacheOf();
    cache.want([0, 10], [0, 10]);
    expect(cache.sample(3)).toBeNull();
    await answer(asked[0]!);
    expect(onPage).toHaveBeenCalledWith(0, PAGE_SIZE);
    expect(cache.id(3)).toBe(idOf(3));
    expect(cache.indexOf(idOf(5))).toBe(5);
    expect(cache.indexOf(idOf(500))).toBeNull();
  });

  it('are cancelled once nobody needs them, and only then', () => {
    const { cache, asked } = cacheOf();
    cache.want([0, 64], [0, 64]);
    cache.want([5000, 5010], [5000, 5010], 'filmstrip');
    expect(asked.map(({ cancelled }) => cancelled)).toEqual([false, false]);
    cache.want([9000, 9010], [9000, 9010]);
    expect(asked.map(({ cancelled }) => cancelled)).toEqual([true, false, false]);
  });

  it('of an earlier state stay until the new ones are here', async () => {
    const before = cacheOf();
    before.cache.want([0, 10], [0, 10]);
    await answer(before.asked[0]!);
    const after = cacheOf();
    after.cache.adopt(before.cache);
    expect(after.cache.id(3)).toBe(idOf(3));
    after.cache.want([0, 10], [0, 10]);
    await answer(after.asked[0]!, 1000);
    expect(after.cache.id(3)).toBe(idOf(1003));
  });

  it('that failed are reported once and not asked for again', async () => {
    const { cache, asked, onError } = cacheOf();
    cache.want([0, 10], [0, 10]);
    await asked[0]!.fail(new BridgeError('internal', 'The disk is full.'));
    cache.want([0, 12], [0, 12]);
    expect(onError).toHaveBeenCalledOnce();
    expect(asked).toHaveLength(1);
  });
});
