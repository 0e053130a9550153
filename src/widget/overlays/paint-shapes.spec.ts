import { describe, expect, it } from 'vitest';
import { classTable, heatTable, type OverlayShape } from '../../protocol';
import { recordingContext } from '../testing/recording-context';
import { haloOf, paintShapes } from './paint-shapes';
import { rasterPixels } from './raster-image';

const box = (change: object = {}): OverlayShape => ({
  kind: 'path',
  points: [10, 10, 60, 10, 60, 40, 10, 40],
  closed: true,
  fill: false,
  color: '#e69f00',
  dashes: null,
  width: 2,
  halo: 1,
  ...change
});

function painted(...shapes: OverlayShape[]) {
  const { ctx, calls } = recordingContext();
  paintShapes(ctx, shapes, { fontSize: 11, opacity: 0.4 });
  return calls;
}

describe('an outline', () => {
  it('is drawn in its colour over a wider halo', () => {
    const strokes = painted(box()).filter(call => call.name === 'stroke');
    expect(strokes.map(({ strokeStyle, lineWidth }) => [strokeStyle, lineWidth])).toEqual([
      [haloOf('#e69f00'), 4],
      ['#e69f00', 2]
    ]);
  });

  it('has a dark halo around a light colour and a light one around a dark colour', () => {
    expect(haloOf('#f0e442')).toContain('rgba(0, 0, 0');
    expect(haloOf('#101060')).toContain('rgba(255, 255, 255');
  });

  it('goes through its points and back to the first if it is closed', () => {
    const path = painted(box()).filter(({ name }) => /moveTo|lineTo|closePath/.test(name));
    expect(path.map(({ name, args }) => [name, ...args])).toEqual([
      ['moveTo', 10, 10],
      ['lineTo', 60, 10],
      ['lineTo', 60, 40],
      ['lineTo', 10, 40],
      ['closePath']
    ]);
    expect(painted(box({ closed: false })).some(({ name }) => name === 'closePath')).toBe(false);
  });

  it('is dashed on a contrasting line if its label is selected, on a whole halo', () => {
    const strokes = painted(box({ dashes: '#101060' })).filter(call => call.name === 'stroke');
    expect(strokes.map(({ strokeStyle, lineDash }) => [strokeStyle, lineDash.length > 0])).toEqual([
      [haloOf('#101060'), false],
      ['#ffffff', false],
      ['#101060', true]
    ]);
  });

  it('is filled half transparent, and nothing after it is', () => {
    const calls = painted(box({ fill: true }), box());
    const fill = calls.find(({ name }) => name === 'fill');
    expect(fill?.globalAlpha).toBeLessThan(1);
    expect(calls[calls.length - 2]?.globalAlpha).toBe(1);
  });
});

describe('a text', () => {
  it('stands on a plate of its colour in the ink given', () => {
    const rect = { x: 5, y: 6, width: 40, height: 16 };
    const calls = painted({ kind: 'text', rect, text: 'coin', color: '#e69f00', ink: '#000000' });
    expect(calls.find(({ name }) => name === 'fillRect')).toMatchObject({
      args: [5, 6, 40, 16],
      fillStyle: '#e69f00'
    });
    expect(calls.find(({ name }) => name === 'fillText')).toMatchObject({
      args: ['coin', 9, 14.5],
      fillStyle: '#000000'
    });
  });
});

describe('a keypoint', () => {
  it('is a dot with a halo', () => {
    const arcs = painted({ kind: 'dot', x: 7, y: 8, radius: 3, halo: 1, color: '#56b4e9' }).filter(
      ({ name }) => name === 'arc'
    );
    expect(arcs.map(({ args }) => args.slice(0, 3))).toEqual([
      [7, 8, 4],
      [7, 8, 3]
    ]);
  });
});

describe('a raster', () => {
  const raster = { columns: 2, rows: 1, data: Uint8Array.of(0, 1), color: '#ff8000', table: null };

  it('of an instance has the colour of its label where it is set', () => {
    expect([...rasterPixels({ ...raster, mode: 'mask' })]).toEqual([0, 0, 0, 0, 255, 128, 0, 255]);
  });

  it('of classes has the colour of each class, background none', () => {
    const table = classTable([{ intTarget: 2, color: 'navy' }], () => '#ff0000');
    const data = Uint8Array.of(0, 1, 2);
    const pixels = rasterPixels({ ...raster, columns: 3, data, mode: 'classes', table });
    expect([...pixels]).toEqual([0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 128, 255]);
  });

  it('of a heat map has the colours of its scale, transparent where it is 0', () => {
    const table = heatTable([{ name: 'gray' }]);
    const data = Uint8Array.of(0, 40, 250);
    const pixels = rasterPixels({ ...raster, columns: 3, data, mode: 'heat', table });
    expect([...pixels]).toEqual([0, 0, 0, 0, 40, 40, 40, 255, 250, 250, 250, 255]);
  });
});
