// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveColors, type IOverlayStyle, type IPageLabel, type IRect } from '../../../protocol';
import { recordingContext, type ICall } from '../../testing/recording-context';
import { paintTile, type ITileContent } from './paint-tile';

const theme = {
  ground: '#eeeeee',
  ink: '#111111',
  faintInk: '#666666',
  thumb: '#999999',
  accent: '#1976d2',
  warning: '#f57c00'
};
const overlays: IOverlayStyle = {
  ...resolveColors({ classes: ['coin'] }),
  fields: new Set(['truth']),
  showText: true,
  showLabel: true,
  showIndex: true,
  showConfidence: true,
  allText: false,
  fontSize: 11,
  measure: text => text.length * 6,
  selected: new Map()
};
const label: IPageLabel = {
  id: 'a',
  field: 'truth',
  element: 'Detection',
  label: 'coin',
  confidence: 0.9,
  index: null,
  box: [0.1, 0.3, 0.6, 0.5],
  shapes: [],
  closed: false,
  filled: false,
  raster: null
};
const picture = {} as CanvasImageSource;

function painted(change: Partial<ITileContent>, rect: IRect): ICall[] {
  const { ctx, calls } = recordingContext();
  const content: ITileContent = {
    bitmap: picture,
    width: 400,
    height: 300,
    labels: [],
    captions: [],
    broken: null,
    invalid: false,
    mark: null,
    duration: null,
    groupSize: null,
    ...change
  };
  paintTile(ctx, content, rect, { overlays, theme });
  return calls;
}
const tile: IRect = { x: 0, y: 0, width: 200, height: 150 };
const texts = (calls: ICall[]): unknown[] =>
  calls.filter(({ name }) => name === 'fillText').map(({ args }) => args[0]);

beforeEach(() => {
  // This document has no canvas to measure texts with.
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({
    measureText: (text: string) => ({ width: text.length * 6 })
  } as never);
});

describe('a tile', () => {
  it('says how many samples are in the group that it stands for, if there is room', () => {
    expect(texts(painted({ groupSize: 1200 }, tile))).toEqual(['1\u202f200']);
    expect(texts(painted({ groupSize: 1200 }, { ...tile, width: 40 }))).toEqual([]);
    expect(texts(painted({}, tile))).toEqual([]);
  });

  it('is its picture, in its own shape, on the ground', () => {
    const calls = painted({}, tile);
    expect(calls.find(({ name }) => name === 'drawImage')?.args).toEqual([picture, 0, 0, 200, 150]);
    const tall = painted({ width: 100, height: 300 }, tile);
    expect(tall.find(({ name }) => name === 'drawImage')?.args).toEqual([picture, 75, 0, 50, 150]);
    expect(tall.find(({ name }) => name === 'fillRect')).toMatchObject({
      args: [0, 0, 200, 150],
      fillStyle: theme.ground
    });
  });

  it('has its labels over the picture', () => {
    const calls = painted({ labels: [label] }, tile);
    const names = calls.map(({ name }) => name);
    expect(names.lastIndexOf('stroke')).toBeGreaterThan(names.indexOf('drawImage'));
    expect(texts(calls)).toEqual(['coin 0.90']);
  });

  it('has no texts where it is small', () => {
    const small = { x: 0, y: 0, width: 90, height: 60 };
    expect(texts(painted({ labels: [label], captions: ['a.jpg'] }, small))).toEqual([]);
  });

  it('shows only the ground until its picture is here', () => {
    const calls = painted({ bitmap: null, labels: [label] }, tile);
    expect(calls.some(({ name }) => name === 'drawImage' || name === 'stroke')).toBe(false);
  });

  it('has captions on a plate at its foot, the picture’s texts above it', () => {
    const calls = painted({ captions: ['a.jpg', 'train'] }, tile);
    expect(texts(calls)).toEqual(['a.jpg', 'train']);
    const plate = calls.filter(({ name }) => name === 'fillRect')[1];
    expect(plate?.args).toEqual([0, 118, 200, 32]);
  });

  it('says why a picture is missing', () => {
    const calls = painted({ broken: 'cat.jpg is no image.' }, tile);
    expect(texts(calls).join(' ')).toBe('cat.jpg is no image.');
    expect(calls.some(({ name }) => name === 'drawImage')).toBe(false);
  });

  it('has a badge if a label cannot be drawn', () => {
    const badge = painted({ invalid: true }, tile).filter(
      ({ name, fillStyle }) => name === 'fill' && fillStyle === theme.warning
    );
    expect(badge).toHaveLength(1);
  });

  it('has a ring of two pixels inside its edge and a check mark if it is selected', () => {
    const rings = painted({ mark: 'checkmark' }, tile).filter(({ name }) => name === 'strokeRect');
    expect(rings[0]).toMatchObject({
      args: [1, 1, 198, 148],
      strokeStyle: theme.accent,
      lineWidth: 2
    });
    expect(painted({}, tile).some(({ name }) => name === 'strokeRect')).toBe(false);
  });
});
