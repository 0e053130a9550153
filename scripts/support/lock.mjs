/** One script at a time changes what is installed and built in a checkout. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cache } from './paths.mjs';

const LOCK = join(cache, 'prepare.lock');

function isAlive(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The process that holds the lock, or undefined; a lock whose process is gone is taken away. */
function holder(path) {
  try {
    const id = Number(readFileSync(path, 'utf8'));
    if (id && isAlive(id)) {
      return id;
    }
    rmSync(path, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') {
      throw error;
    }
  }
  return undefined;
}

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
    return false;
  }
}

/** Calls `work` while no other script holds the lock; says so when it has to wait. */
export async function withLock(work, path = LOCK) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!take(path)) {
    const id = holder(path);
    if (id && !told) {
      told = true;
      console.log(`  Waiting for another script in this checkout (process ${id}) …`);
    }
    await wait(200);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}
