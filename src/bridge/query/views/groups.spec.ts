import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, field, literal, type Stage } from '../../../protocol';
import { makeSample } from '../../store/testing/sample-factory';
import { TestBench } from '../testing/test-bench';

/** Values that do not repeat in order: a fixed multiplier keeps the specification the same. */
const scrambled = (i: number, most: number): number => (i * 7919 + 13) % most;
const COUNT = 500;

interface IRow {
  scene: string | null;
  time: number;
  extra: number;
}
const rows: IRow[] = Array.from({ length: COUNT }, (_, i) => ({
  scene: scrambled(i, 11) === 0 ? null : `s${scrambled(i, 40)}`,
  time: scrambled(i, 97),
  extra: scrambled(i, 5)
}));
/** Row ids start at 1 and go up. */
const at = (rid: number): IRow => rows[rid - 1] as IRow;

const groupBy = (more: object = {}): Stage =>
  ({
    stage: 'group_by',
    keys: [field('scene')],
    reverse: false,
    flat: false,
    ...more
  }) as Stage;

/** Row ids in groups of equal keys, in order of first appearance. */
function grouped(key: (row: IRow) => unknown, rids: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const rid of rids) {
    const name = JSON.stringify(key(at(rid)));
    groups.set(name, [...(groups.get(name) ?? []), rid]);
  }
  return [...groups.values()];
}
const all = rows.map((_, i) => i + 1);
const byTime = (rids: readonly number[], sign: number): number[] =>
  [...rids].sort((a, b) => sign * (at(a).time - at(b).time) || a - b);

let bench: TestBench;
beforeAll(async () => {
  bench = await TestBench.open([
    { name: 'scene', type: 'string' },
    { name: 'time', type: 'int' },
    { name: 'extra', type: 'dict' }
  ]);
  bench.add(
    rows.map(({ extra, ...row }, i) =>
      makeSample({ filepath: `/${i}.jpg`, ...row, extra: { kind: extra } })
    )
  );
});
afterAll(() => bench.close());

describe('group_by', () => {
  it('leaves the first sample of each group, null being a value like others', async () => {
    const groups = grouped(row => row.scene, all);
    const view = await bench.view([groupBy()]);
    expect([...view.rids]).toEqual(groups.map(group => group[0]));
    expect(view.groups?.starts.length).toBe(groups.length + 1);
    expect(view.fallbacks).toEqual([]);
  });

  it('orders the samples of a group, and shows all of them if that is asked', async () => {
    const groups = grouped(row => row.scene, all).map(group => byTime(group, -1));
    const order = { order_by: field('time'), reverse: true };
    expect(await bench.rids([groupBy(order)])).toEqual(groups.map(group => group[0]));
    expect(await bench.rids([groupBy({ ...order, flat: true })])).toEqual(groups.flat());
  });

  it('groups what the stages before leave, by several keys and by expressions', async () => {
    const late: Stage = { stage: 'match', filter: call('gt', field('time'), literal(40)) };
    const rids = all.filter(rid => at(rid).time > 40);
    const keys = [field('scene'), call('gt', field('time'), literal(70))];
    const groups = grouped(row => [row.scene, row.time > 70], rids);
    expect(await bench.rids([late, groupBy({ keys, flat: true })])).toEqual(groups.flat());
  });

  it('asks the documents where no column knows the key, and finds the same groups', async () => {
    const groups = grouped(row => row.extra, all);
    const view = await bench.view([groupBy({ keys: [field('extra.kind')], flat: true })]);
    expect([...view.rids]).toEqual(groups.flat());
    expect(view.fallbacks).toHaveLength(1);
  });

  it('chooses and sorts groups by expressions about their samples', async () => {
    const size = call('length', field(''));
    const groups = grouped(row => row.scene, all).filter(group => group.length > 12);
    const sorted = [...groups].sort((a, b) => b.length - a.length);
    const stage = groupBy({
      match_expr: call('gt', size, literal(12)),
      sort_expr: size,
      reverse: true,
      flat: true
    });
    expect(await bench.rids([stage])).toEqual(sorted.flat());
  });
});

describe('flatten', () => {
  it('shows all samples of the groups that are left, after stages for each of them', async () => {
    const groups = grouped(row => row.scene, all);
    const early: Stage = { stage: 'match', filter: call('lt', field('time'), literal(50)) };
    const flatten = (...stages: Stage[]): Stage => ({ stage: 'flatten', stages });
    const limit: Stage = { stage: 'limit', limit: 2 };
    expect(await bench.rids([groupBy(), flatten()])).toEqual(groups.flat());
    const left = groups.filter(([head = 0]) => at(head).time < 50);
    expect(await bench.rids([groupBy(), early, flatten(limit)])).toEqual(
      left.flatMap(group => group.slice(0, 2))
    );
    expect(await bench.rids([groupBy(), flatten(early, limit)])).toEqual(
      groups.flatMap(group => group.filter(rid => at(rid).time < 50).slice(0, 2))
    );
  });

  it('needs groups, and grouping what is grouped is refused', async () => {
    await expect(bench.rids([{ stage: 'flatten', stages: [] }])).rejects.toMatchObject({
      code: 'invalid',
      details: { stage_index: 0 }
    });
    await expect(bench.rids([groupBy(), groupBy()])).rejects.toMatchObject({
      code: 'invalid',
      details: { stage_index: 1 }
    });
    await expect(
      bench.rids([groupBy(), { stage: 'flatten', stages: [{ stage: 'nonsense' }] }])
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});
