/** What selected labels and samples look like. */
import { describe, expect, it } from 'vitest';
import { LABEL_SELECTION_STYLES, SAMPLE_SELECTION_STYLES } from '../session-state';
import { overlayShapes, type IOverlayStyle, type OverlayShape } from './overlay-shapes';
import type { IPageLabel } from './page-labels';
import { resolveColors } from './resolve-colors';
import { dashColor, labelMarks, MARK_SIZE, sampleIcon, sampleMarks } from './selection-marks';

const at = { sample_id: 's', field: 'truth' };

describe('marks', () => {
  it('are those of the style, by the type of the selection', () => {
    const style = { default: 'dashed-green', alt: 'dashed-red' } as const;
    const labels = [
      { ...at, label_id: 'a' },
      { ...at, label_id: 'b', type: 'alt' as const }
    ];
    expect([...labelMarks(labels, style)]).toEqual([
      ['a', 'dashed-green'],
      ['b', 'dashed-red']
    ]);
    const samples = [
      { id: 'x', type: 'default' as const },
      { id: 'y', type: 'alt' as const }
    ];
    expect([...sampleMarks(samples, { default: 'star', alt: 'x' })]).toEqual([
      ['x', 'star'],
      ['y', 'x']
    ]);
  });

  it('of samples differ from each other and stay inside of their square', () => {
    const icons = SAMPLE_SELECTION_STYLES.map(sampleIcon);
    expect(new Set(icons.map(icon => JSON.stringify(icon))).size).toBe(icons.length);
    for (const { lines, polygons } of icons) {
      const points = [...lines, ...polygons].flat();
      expect(points.length).toBeGreaterThan(0);
      expect(Math.min(...points)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...points)).toBeLessThanOrEqual(MARK_SIZE);
    }
  });
});

describe('a selected label', () => {
  const style = (selected: IOverlayStyle['selected']): IOverlayStyle => ({
    ...resolveColors({ classes: ['coin'] }),
    fields: new Set(['truth']),
    showText: true,
    showLabel: true,
    showIndex: true,
    showConfidence: true,
    allText: true,
    fontSize: 11,
    measure: text => text.length * 6,
    selected
  });
  const label = (change: Partial<IPageLabel>): IPageLabel => ({
    id: 'a',
    field: 'truth',
    element: 'Detection',
    label: 'coin',
    confidence: null,
    index: null,
    box: null,
    shapes: [],
    closed: false,
    filled: false,
    raster: null,
    ...change
  });
  const tile = { x: 0, y: 0, width: 200, height: 150 };
  const shapes = (change: Partial<IPageLabel>, mark?: 'dashed' | 'dashed-red'): OverlayShape[] =>
    overlayShapes([label(change)], tile, tile, style(new Map(mark ? [['a', mark]] : [])));
  const dashes = (list: readonly OverlayShape[]): (string | null)[] =>
    list.flatMap(shape => (shape.kind === 'path' ? shape.dashes : []));

  it('has dashes in its own colour or in that of the style', () => {
    const box = { box: [0.1, 0.1, 0.5, 0.5] as [number, number, number, number] };
    const [plain] = shapes(box);
    const color = plain?.kind === 'path' ? plain.color : '';
    expect(dashes(shapes(box))).toEqual([null]);
    expect(dashes(shapes(box, 'dashed'))).toEqual([color]);
    expect(dashes(shapes(box, 'dashed-red'))).toEqual([dashColor('dashed-red', color)]);
    const colors = LABEL_SELECTION_STYLES.map(mark => dashColor(mark, color));
    expect(new Set(colors).size).toBe(LABEL_SELECTION_STYLES.length);
  });

  it('has a line that can be seen, however small it is', () => {
    const small = { box: [0.1, 0.1, 0.02, 0.02] as [number, number, number, number] };
    expect(shapes(small)[0]).toMatchObject({ width: 1 });
    expect(shapes(small, 'dashed')[0]).toMatchObject({ width: 2, halo: 1 });
  });

  it('has rings around its points', () => {
    const points = { element: 'Keypoint', shapes: [[0.5, 0.5]] };
    expect(shapes(points).filter(({ kind }) => kind === 'dot')).toHaveLength(1);
    const dots = shapes(points, 'dashed-red').filter(shape => shape.kind === 'dot');
    expect(dots.map(({ radius }) => radius)).toEqual(
      [...dots.map(({ radius }) => radius)].sort((a, b) => b - a)
    );
    expect(dots.map(({ color }) => color)).toContain(dashColor('dashed-red', ''));
  });

  it('of the whole picture has a line around the picture, or around its text', () => {
    const raster = { columns: 1, rows: 1, data: Uint8Array.of(1), table: null };
    expect(dashes(shapes({ element: 'Segmentation', raster, label: null }, 'dashed'))).toHaveLength(
      1
    );
    const whole = shapes({ element: 'TemporalDetection' }, 'dashed');
    const text = whole.find(({ kind }) => kind === 'text');
    expect(text?.kind === 'text' && text.rect.x).toBe(
      whole.flatMap(shape => (shape.kind === 'path' ? shape.points[0] : []))[0]
    );
    expect(dashes(shapes({ element: 'Classification' }))).toEqual([]);
  });
});
