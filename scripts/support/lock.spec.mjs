import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder;
let path;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lets one work at a time', async () => {
  const log = [];
  const work = name => async () => {
    log.push(`${name} starts`);
    await wait(50);
    log.push(`${name} ends`);
  };
  await Promise.all([withLock(work('a'), path), withLock(work('b'), path)]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});

it('is given back when the work fails', async () => {
  await expect(withLock(() => Promise.reject(new Error('no')), path)).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});

it('is not kept by a process that is gone', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(path, String(pid));
  expect(await withLock(() => Promise.resolve('done'), path)).toBe('done');
});
