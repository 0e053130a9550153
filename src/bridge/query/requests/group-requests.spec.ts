import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, field, literal, type Stage, type View } from '../../../protocol';
import { idToHex } from '../../datasets/documents/object-id';
import { makeSample } from '../../store/testing/sample-factory';
import { TestBench } from '../testing/test-bench';
import { TestQueries } from '../testing/test-queries';

let bench: TestBench;
let queries: TestQueries;
const samples = ['a', 'b', 'a', 'c', 'a', 'b'].map((scene, i) =>
  makeSample({ filepath: `/${i}.jpg`, scene, time: 10 - i })
);
const ids = samples.map(({ id }) => idToHex(id));
const byScene: Stage = {
  stage: 'group_by',
  keys: [field('scene')],
  order_by: field('time'),
  reverse: false,
  flat: false
};
const notC: Stage = { stage: 'match', filter: call('ne', field('scene'), literal('c')) };

beforeAll(async () => {
  bench = await TestBench.open([
    { name: 'scene', type: 'string' },
    { name: 'time', type: 'int' }
  ]);
  bench.add(samples);
  queries = new TestQueries(bench);
});
afterAll(() => bench.close());

const sizes = async (view: View, start = 0): Promise<unknown> =>
  (await queries.ask('group.sizes', { view, start })).result.sizes;

describe('groups of a view', () => {
  it('have sizes, page by page, whatever stages left of them', async () => {
    expect(await sizes([byScene])).toEqual([3, 2, 1]);
    expect(await sizes([byScene], 1)).toEqual([2, 1]);
    expect(await sizes([byScene, notC])).toEqual([3, 2]);
    expect(await sizes([notC])).toBeNull();
  });

  it('have members, in their order', async () => {
    const view = [byScene];
    const { result } = await queries.ask('group.members', { view, sample_id: ids[4] as string });
    expect(result).toEqual({ ids: [ids[4], ids[2], ids[0]], start: 0, total: 3 });
    const rest = await queries.ask('group.members', {
      view,
      sample_id: ids[4] as string,
      start: 1,
      count: 1
    });
    expect(rest.result).toEqual({ ids: [ids[2]], start: 1, total: 3 });
  });

  it('are found by the sample that stands for them only', async () => {
    await expect(
      queries.ask('group.members', { view: [byScene], sample_id: ids[0] as string })
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
