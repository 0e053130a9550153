/** Remembers what a folder was made from, so that work is done only when something changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

function* filesIn(path) {
  if (!existsSync(path)) {
    return;
  }
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    yield* filesIn(join(path, name));
  }
}

/**
 * A hash of the names and contents of files and folders of the checkout, and of further strings.
 *
 * @param keep decides by the path in the checkout which files count.
 */
export function hashOf(paths, { keep = () => true, and = [] } = {}) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesIn(join(root, path))) {
      const name = relative(root, file);
      if (keep(name)) {
        hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
      }
    }
  }
  for (const text of and) {
    hash.update(`${text}\0`);
  }
  return hash.digest('hex');
}

/** True if `stamp` (a file) says that its neighbours were made from `hash`. */
export const isFresh = (stamp, hash) =>
  existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === hash;

/** Writes a stamp, once everything it stands for is there. */
export function writeStamp(stamp, hash) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, `${hash}\n`);
}
