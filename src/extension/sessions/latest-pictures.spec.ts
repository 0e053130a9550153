// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ICapture } from '../../widget';
import { LatestPictures } from './latest-pictures';

let look = 'first';
let change: () => void = () => undefined;
const capture = vi.fn(async () => ({ text: look }) as ICapture);
let pictures: LatestPictures;

beforeEach(() => {
  vi.useFakeTimers();
  look = 'first';
  capture.mockClear();
  const onChange = (listener: () => void) => {
    change = listener;
    return () => (change = () => undefined);
  };
  pictures = new LatestPictures({ onChange }, capture);
});
afterEach(() => {
  pictures.dispose();
  vi.useRealTimers();
});
const aWhile = () => vi.advanceTimersByTimeAsync(5000);

describe('the picture of a live cell', () => {
  it('is taken once the App is left alone', async () => {
    pictures.moved(null, null, 'cell');
    expect(pictures.of('cell')).toBeNull();
    expect(pictures.isFresh('cell')).toBe(false);
    await aWhile();
    expect(pictures.of('cell')?.text).toBe('first');
    expect(pictures.isFresh('cell')).toBe(true);
    await aWhile();
    expect(capture).toHaveBeenCalledTimes(1);
  });

  it('is not taken while the App changes', async () => {
    pictures.moved(null, null, 'cell');
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(500);
      change();
    }
    expect(capture).not.toHaveBeenCalled();
    look = 'last';
    await aWhile();
    expect(pictures.of('cell')?.text).toBe('last');
  });

  it('is old after a change, until it is refreshed', async () => {
    pictures.moved(null, null, 'cell');
    await aWhile();
    look = 'second';
    change();
    expect(pictures.isFresh('cell')).toBe(false);
    await pictures.refresh('cell');
    expect(pictures.of('cell')?.text).toBe('second');
    expect(pictures.isFresh('cell')).toBe(true);
  });

  it('is still old if the App changed while it was taken', async () => {
    pictures.moved(null, null, 'cell');
    capture.mockImplementationOnce(async () => {
      change();
      return { text: 'half-way' } as ICapture;
    });
    await pictures.refresh('cell');
    expect(pictures.isFresh('cell')).toBe(false);
  });

  it('stays what it was when the App went elsewhere', async () => {
    pictures.moved(null, null, 'cell');
    await aWhile();
    pictures.moved('cell', { text: 'as it left' } as ICapture, null);
    look = 'in the sidebar';
    change();
    await aWhile();
    expect(pictures.of('cell')?.text).toBe('as it left');
    expect(pictures.isFresh('cell')).toBe(true);
    expect(capture).toHaveBeenCalledTimes(1);
  });
});
