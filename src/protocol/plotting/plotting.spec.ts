/** What plots show, as shapes: the page paints them, the bridge writes them as SVG. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeColumns } from '../columns-frame';
import type { DatasetProperties } from '../dataset-properties';
import { resolveColors } from '../drawing';
import type { Facet } from '../requests';
import { sessionStateSchema, type SessionState } from '../session-state';
import { drawPlot } from './draw-plot';
import { IdSet, idBytes } from './id-set';
import { loadPlot, type Ask, type IPlotSource } from './load-plot';
import { numberTicks, timeTicks } from './plot-axis';
import type { PlotContent } from './plot-content';
import { plotsSchema, type PlotSpec } from './plot-spec';
import { decodeScatter, markIds } from './scatter-frame';

const SIZE = { width: 400, height: 200 };
const look = {
  colors: resolveColors({ classes: ['cat', 'dog'], fields: [] }),
  measure: (text: string, size: number) => text.length * size * 0.5
};
const draw = (spec: PlotSpec, content: PlotContent) =>
  drawPlot({ title: null, spec }, [content], SIZE, look);
const textsOf = (scene: ReturnType<typeof draw>) => scene.texts.map(({ text }) => text);
const id = (n: number): string => n.toString(16).padStart(24, '0');

const categorical: PlotSpec = {
  kind: 'categorical_histogram',
  path: 'found.label',
  order: 'frequency',
  limit: 100
};
const values = (counts: Record<string, [number, number]>): PlotContent => ({
  kind: 'values',
  facet: {
    path: 'found.label',
    kind: 'values',
    values: Object.entries(counts).map(([value, [count, total]]) => ({ value, count, total })),
    distinct: Object.keys(counts).length
  },
  selection: null
});

describe('ticks', () => {
  it('stand at round numbers inside of the axis', () => {
    expect(numberTicks(0, 1, 5).map(({ text }) => text)).toEqual([
      '0',
      '0.2',
      '0.4',
      '0.6',
      '0.8',
      '1'
    ]);
    expect(numberTicks(0, 3, 10, true).map(({ value }) => value)).toEqual([0, 1, 2, 3]);
    expect(numberTicks(5, 5, 4)).toHaveLength(1);
  });

  it('are few, round and inside, for any axis', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 20 }),
        (low, span, wanted) => {
          const high = low + span;
          fc.pre(high > low);
          const ticks = numberTicks(low, high, wanted);
          expect(ticks.length).toBeLessThanOrEqual(wanted + 2);
          for (const { value } of ticks) {
            expect(value).toBeGreaterThanOrEqual(low - span * 1e-6 - 1e-3);
            expect(value).toBeLessThanOrEqual(high + span * 1e-6 + 1e-3);
          }
        }
      )
    );
  });

  it('stay inside where the axis is short and far from zero', () => {
    const low = 999_999_999.9933335;
    const high = low + 0.0126665;
    for (const { value } of numberTicks(low, high, 7)) {
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
    }
  });

  it('of times say days or hours', () => {
    const day = Date.UTC(2026, 0, 1);
    expect(timeTicks(day, day + 3 * 86_400_000, 4)[1]?.text).toBe('2026-01-02');
    expect(timeTicks(day, day + 6 * 3_600_000, 6)[1]?.text).toBe('01:00');
  });
});

describe('a categorical histogram', () => {
  it('has a bar and a target for each value, and a paler one for what is filtered away', () => {
    const scene = draw(categorical, values({ cat: [3, 10], dog: [2, 2] }));
    expect(scene.bars.map(({ opacity }) => opacity)).toEqual([0.25, 1, 1]);
    expect(textsOf(scene)).toEqual(expect.arrayContaining(['cat', '3 of 10', 'dog', '2']));
    expect(scene.targets.map(target => target.kind === 'value' && target.value)).toEqual([
      'cat',
      'dog'
    ]);
  });

  it('says how many values have no room', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`class ${i}`, [1, 1] as [number, number]])
    );
    const scene = draw(categorical, values(many));
    const shown = scene.targets.length;
    expect(shown).toBeLessThan(50);
    expect(textsOf(scene)).toContain(`and ${50 - shown} more`);
  });

  it('never draws outside of its picture', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 80 }), fc.tuple(fc.nat(1e6), fc.nat(1e6))),
        counts => {
          const scene = draw(
            categorical,
            values(
              Object.fromEntries(
                Object.entries(counts).map(([name, [a, b]]) => [name, [Math.min(a, b), b]])
              )
            )
          );
          for (const { rect } of scene.bars) {
            expect(rect.x).toBeGreaterThanOrEqual(0);
            expect(rect.x + rect.width).toBeLessThanOrEqual(SIZE.width + 1e-6);
            expect(rect.y + rect.height).toBeLessThanOrEqual(SIZE.height + 1e-6);
          }
        }
      )
    );
  });
});

describe('a histogram of numbers', () => {
  const facet: Extract<Facet, { kind: 'range' }> = {
    path: 'weight',
    kind: 'range',
    bounds: [0, 4],
    type: 'float',
    edges: [0, 1, 2, 3, 4],
    counts: [1, 0, 2, 4],
    totals: [2, 0, 2, 4],
    none: { count: 3, total: 3 }
  };
  const spec: PlotSpec = { kind: 'numerical_histogram', path: 'weight', bins: 4 };

  it('has bars over an axis, and says how many have no value', () => {
    const scene = draw(spec, { kind: 'range', facet, selection: null });
    expect(scene.bars).toHaveLength(4);
    expect(textsOf(scene)).toEqual(expect.arrayContaining(['3 without a value', '0', '4']));
    expect(scene.targets).toMatchObject([{ kind: 'axis', low: 0, high: 4 }]);
  });

  it('shows the range that filters', () => {
    const scene = draw(spec, {
      kind: 'range',
      facet,
      selection: { kind: 'range', min: 2, max: null }
    });
    expect(scene.ranges).toHaveLength(1);
    expect(textsOf(scene)).toContain('2 – 4');
  });
});

describe('points', () => {
  const frame = decodeScatter(
    encodeColumns(
      {},
      {
        id: idBytes([id(1), id(2), id(3)]),
        x: Float32Array.of(0, 1, NaN),
        y: Float32Array.of(0, 1, 2),
        code: Uint32Array.of(0, 1, 0)
      }
    )
  );
  const spec: PlotSpec = {
    kind: 'scatter',
    link: { kind: 'samples' },
    data: 'a',
    points: 3,
    classes: ['cat', 'owl'],
    equal: false
  };

  it('are drawn where they are, except those that are nowhere', () => {
    const scene = draw(spec, { kind: 'points', frame, inView: null, selected: null });
    expect(scene.points.flatMap(({ index }) => [...index]).sort()).toEqual([0, 1]);
    expect(textsOf(scene)).toEqual(expect.arrayContaining(['cat', 'owl']));
  });

  it('have the colours of the dataset, and others beside them', () => {
    const scene = draw(spec, { kind: 'points', frame, inView: null, selected: null });
    const colors = scene.points.map(({ color }) => color);
    expect(colors).toContain(look.colors.classColors.get('cat'));
    expect(new Set(colors).size).toBe(2);
  });

  it('are pale out of the view and ringed if selected', () => {
    const scene = draw(spec, {
      kind: 'points',
      frame,
      inView: Uint8Array.of(1, 0, 1),
      selected: Uint8Array.of(1, 0, 0)
    });
    expect(scene.points.find(({ opacity }) => opacity < 0.5)?.index).toEqual(Uint32Array.of(1));
    expect(scene.points.find(({ ring }) => ring)?.index).toEqual(Uint32Array.of(0));
  });

  it('of broken frames are refused', () => {
    const bytes = encodeColumns({}, { x: Float32Array.of(1), y: Float32Array.of(1, 2) });
    expect(() => decodeScatter(bytes)).toThrow(RangeError);
  });
});

describe('a set of ids', () => {
  it('has what was put in and nothing else', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(5000)),
        fc.array(fc.nat(5000), { minLength: 1 }),
        (put, asked) => {
          const set = new IdSet(idBytes(put.map(id)));
          const ids = idBytes(asked.map(id));
          asked.forEach((n, i) => expect(set.has(ids, i)).toBe(put.includes(n)));
        }
      )
    );
  });

  it('marks the points that it has; all of them need no marks', () => {
    const frame = decodeScatter(
      encodeColumns(
        {},
        { id: idBytes([id(1), id(2)]), x: Float32Array.of(0, 1), y: Float32Array.of(0, 1) }
      )
    );
    expect(markIds(frame, new IdSet(idBytes([id(2)])))).toEqual(Uint8Array.of(0, 1));
    expect(markIds(frame, new IdSet(idBytes([id(1), id(2), id(3)])))).toBeNull();
  });
});

describe('loading a plot', () => {
  const state: SessionState = sessionStateSchema.parse({
    dataset: 'd',
    view: [{ stage: 'match_tags', tags: ['a'] }]
  });
  const ask = (facet: unknown): Ask => (() => Promise.resolve({ result: [facet] })) as Ask;
  const load = (spec: PlotSpec, facet: unknown) =>
    loadPlot(
      { title: null, spec, connected: true },
      {
        dataset: id(1),
        properties: {},
        state,
        frame: () => Promise.reject(new Error('gone')),
        ask: ask(facet)
      }
    );

  it('finds the filter of the view on the same field', async () => {
    const spec: PlotSpec = { ...categorical, path: 'tags' };
    const facet = { path: 'tags', kind: 'values', values: [], distinct: 0 };
    expect(await load(spec, facet)).toMatchObject([
      { kind: 'values', selection: { kind: 'values', values: ['a'] } }
    ]);
  });

  it('plots one slice of a grouped dataset, as the grid shows it', async () => {
    const asked: unknown[] = [];
    const properties: DatasetProperties = {
      group_field: 'group',
      group_slices: [
        { name: 'left', media_type: 'image' },
        { name: 'right', media_type: 'image' }
      ],
      default_group_slice: 'left'
    };
    const frame = decodeScatter(
      encodeColumns({}, { id: idBytes([id(1)]), x: Float32Array.of(0), y: Float32Array.of(0) })
    );
    const source: IPlotSource = {
      dataset: id(1),
      properties,
      state: sessionStateSchema.parse({ dataset: 'd', group_slice: 'right' }),
      frame: () => Promise.resolve(frame),
      ask: ((_method: string, { view }: { view: unknown }) => {
        asked.push(view);
        return Promise.resolve({ result: [], payload: new Uint8Array() });
      }) as Ask
    };
    const points: PlotSpec = {
      kind: 'scatter',
      link: { kind: 'samples' },
      data: 'a',
      points: 1,
      equal: false
    };
    for (const spec of [categorical, points]) {
      await loadPlot({ title: null, spec, connected: true }, source);
    }
    const right = [{ stage: 'group_slice', slice: 'right' }];
    expect(asked).toEqual([right, right]);
  });

  it('says which histogram a field needs', async () => {
    const facet = { path: 'found.label', kind: 'range' };
    expect(await load(categorical, facet)).toEqual([
      { kind: 'message', text: expect.stringContaining('NumericalHistogram') as string }
    ]);
  });

  it('says in the part why it has no points', async () => {
    const spec: PlotSpec = {
      kind: 'scatter',
      link: { kind: 'none' },
      data: 'a',
      points: 1,
      equal: false
    };
    expect(await load(spec, null)).toEqual([{ kind: 'message', text: 'gone' }]);
  });
});

it('names of plots are unique in a session', () => {
  const plot = { name: 'a', spec: categorical };
  expect(plotsSchema.safeParse([plot]).success).toBe(true);
  expect(plotsSchema.safeParse([plot, plot]).success).toBe(false);
});
