/** The npm packages of the checkout. */
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { cache, inRoot } from './paths.mjs';
import { programStep, networkAdvice } from './run.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';

const OLDEST = [20, 19];

/** Raises if the Node that runs the scripts is too old to build with. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Failure(
      `Node ${process.versions.node} is too old: Lunette is built with Node ${OLDEST.join('.')} or newer. ` +
        'Install a current Node and run the same command again.'
    );
  }
}

/** Installs what `package-lock.json` says, unless that is what is there. */
export async function ensureNodePackages() {
  checkNode();
  const hash = hashOf(['package-lock.json', '.npmrc']);
  const stamp = inRoot('node_modules', '.lunette-stamp');
  if (isFresh(stamp, hash)) {
    return;
  }
  // npm tells its own path to the scripts it runs; a bare `npm` is a .cmd file on Windows.
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  await programStep(
    'npm packages',
    'npm',
    program,
    [...first, 'ci', '--ignore-scripts', '--cache', join(cache, 'npm')],
    {
      // The browser comes later, and only if none is installed.
      env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
      advice: networkAdvice
    }
  );
  writeStamp(stamp, hash);
}
