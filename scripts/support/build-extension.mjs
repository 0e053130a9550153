/** The labextension: TypeScript to `lib/`, then a prebuilt JupyterLab extension of it. */
import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, root } from './paths.mjs';
import { programStep } from './run.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';

const INPUTS = [
  'src/protocol',
  'src/client',
  'src/widget',
  'src/extension',
  'style',
  'schema',
  'install.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'scripts/support/build-extension.mjs'
];
const isSource = name => !/\.spec\.tsx?$/.test(name);

/** Removes compiled modules whose source is gone, or they would be bundled for ever. */
function prune() {
  const lib = inRoot('lib');
  if (!existsSync(lib)) {
    return;
  }
  for (const name of readdirSync(lib, { recursive: true })) {
    const source = name.match(/^(.*)\.js(\.map)?$/)?.[1];
    if (
      source &&
      !existsSync(inRoot('src', `${source}.ts`)) &&
      !existsSync(inRoot('src', `${source}.tsx`))
    ) {
      rmSync(join(lib, name));
    }
  }
}

/**
 * Builds `lunette/labextension` unless nothing changed.
 *
 * @param keepGoing bundles although there are type errors.
 */
export async function buildExtension({ keepGoing = false } = {}) {
  const hash = hashOf(INPUTS, { keep: isSource });
  const stamp = inRoot('lunette/labextension/.stamp');
  if (isFresh(stamp, hash)) {
    return;
  }
  prune();
  const tsc = inRoot('node_modules/typescript/bin/tsc');
  let typesAreRight = true;
  try {
    await programStep('TypeScript', 'tsc', process.execPath, [tsc]);
  } catch (error) {
    if (!keepGoing) {
      throw error;
    }
    console.warn(error.message);
    typesAreRight = false;
  }
  await programStep('Labextension', 'labextension', process.execPath, [
    inRoot('node_modules/@jupyter/builder/lib/build-labextension.js'),
    // What JupyterLab itself shares; without it the builder asks the network.
    '--core-package-file',
    inRoot('node_modules/@jupyterlab/core-meta/core.package.json'),
    root
  ]);
  // Tells JupyterLab's extension manager how this one is removed.
  copyFileSync(inRoot('install.json'), inRoot('lunette/labextension/install.json'));
  if (typesAreRight) {
    writeStamp(stamp, hash);
  }
}
