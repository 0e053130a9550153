/** Worker bundles for tests, which run from source: threads cannot load TypeScript by themselves. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { exportPageBundle } from '../../../../scripts/support/export-page-bundle.mjs';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

function allWorkers(): string[] {
  return readdirSync(join(root, 'src/bridge'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.worker.ts'))
    .map(name => join(root, 'src/bridge', name));
}

/** Older bundles belong to test processes that were ended without being asked. */
const MAX_AGE_MS = 3600 * 1000;

function removeOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > MAX_AGE_MS) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/**
 * Bundles the given workers (paths of TypeScript files; by default every `*.worker.ts` of the
 * bridge) and the exported page as the build does, and returns the folder for `workerFile`. It is removed when the test
 * process ends, or by a later run. It lies in `node_modules` so that native packages are found from it.
 */
export async function bundleWorkers(files: readonly string[] = allWorkers()): Promise<URL> {
  const cache = join(root, 'node_modules/.cache/lunette');
  mkdirSync(cache, { recursive: true });
  removeOld(cache);
  const folder = mkdtempSync(join(cache, 'workers-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(files.map(file => [basename(file, '.ts'), file])),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    external: ['sharp', '@duckdb/node-api'],
    banner: {
      js: "import { createRequire as lunetteRequire } from 'node:module'; const require = lunetteRequire(import.meta.url);"
    },
    logLevel: 'warning'
  });
  await build(exportPageBundle(folder));
  return pathToFileURL(`${folder}/`);
}
