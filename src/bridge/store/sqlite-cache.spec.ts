import { rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { temporaryHome } from '../testing/test-bridge';
import { SqliteCache, type ICachedImage } from './sqlite-cache';

let home: string;
let file: string;
beforeEach(() => {
  home = temporaryHome();
  file = join(home, 'cache.db');
});
afterEach(() => rmSync(home, { recursive: true }));

const key = (n: number): Uint8Array => new Uint8Array(20).fill(n & 255).fill(n >> 8, 0, 1);
const image = (n: number, length = 10_000): ICachedImage => ({
  type: 'image/webp',
  bytes: new Uint8Array(length).fill(n & 255),
  width: n,
  height: 7
});

it('gives back what was put, at once and after opening again', () => {
  const cache = new SqliteCache(file, 1e9);
  cache.put(key(1), image(1));
  expect(cache.get(key(1))).toEqual(image(1));
  expect(cache.get(key(2))).toBeNull();
  cache.close();
  const again = new SqliteCache(file, 1e9);
  expect(again.get(key(1))).toEqual(image(1));
  again.close();
});

it('stays within its size, forgetting first what was longest unused', () => {
  const cache = new SqliteCache(file, 3e6);
  vi.useFakeTimers();
  for (let i = 0; i < 1500; i++) {
    if (i % 100 === 0) {
      vi.setSystemTime(Date.UTC(2026, 0, 1 + i / 100));
      expect(i === 0 || cache.get(key(0)) !== null).toBe(true);
    }
    cache.put(key(i), image(i));
  }
  cache.flush();
  expect(cache.get(key(1499))).not.toBeNull();
  expect(cache.get(key(1))).toBeNull();
  expect(cache.get(key(0))).not.toBeNull();
  cache.close();
  vi.useRealTimers();
  expect(statSync(file).size).toBeLessThan(4.5e6);
});

it('goes on with an empty file when the old one is damaged', () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const cache = new SqliteCache(file, 1e9);
  for (let i = 0; i < 100; i++) {
    cache.put(key(i), image(i));
  }
  cache.close();
  truncateSync(file, 50_000);
  const again = new SqliteCache(file, 1e9);
  for (let i = 0; i < 100; i++) {
    again.get(key(i));
  }
  again.put(key(200), image(200));
  again.flush();
  expect(again.get(key(200))).toEqual(image(200));
  again.close();
  expect(quiet).toHaveBeenCalled();
});

it('goes on without a file when there can be none', () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const cache = new SqliteCache(join(home, 'no such folder', 'cache.db'), 1e9);
  cache.put(key(1), image(1));
  cache.flush();
  expect(cache.get(key(1))).toBeNull();
  cache.close();
  expect(quiet).toHaveBeenCalled();
});
