// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { Preferences } from './preferences';

describe('preferences', () => {
  const storage = localStorage;
  beforeEach(() => storage.clear());

  it('are remembered per session', () => {
    new Preferences('a', storage).set({ zoom: 7 });
    new Preferences('b', storage).set({ zoom: 2 });
    expect(new Preferences('a', storage).value.zoom).toBe(7);
    expect(new Preferences('b', storage).value.zoom).toBe(2);
  });

  it('keep what each feature wants to remember', () => {
    const preferences = new Preferences('a', storage);
    preferences.setFeature('sidebar', ['tags']);
    preferences.setFeature('viewer', { strip: false });
    expect(new Preferences('a', storage).feature('sidebar')).toEqual(['tags']);
    expect(new Preferences('a', storage).feature('viewer')).toEqual({ strip: false });
  });

  it('forget the oldest sessions', () => {
    for (let i = 0; i < 60; i++) {
      new Preferences(`s${i}`, storage).set({ zoom: 1 });
    }
    expect(storage.length).toBe(50);
    expect(new Preferences('s59', storage).value.zoom).toBe(1);
  });

  it('start anew if what was stored is damaged, and work without a storage', () => {
    storage.setItem('lunette:session:a', '{"zoom":');
    expect(new Preferences('a', storage).value).toEqual({});
    const none = new Preferences('a', null);
    none.set({ zoom: 3 });
    expect(none.value.zoom).toBe(3);
  });
});
