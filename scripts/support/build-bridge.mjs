/**
 * The bridge: one bundle for its main program and one for each of its workers, and beside them script
 * and style of the pages that it exports.
 */
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exportPageBundle } from './export-page-bundle.mjs';
import { Failure } from './failure.mjs';
import { NATIVE_PACKAGES } from './native-packages.mjs';
import { inRoot, root } from './paths.mjs';
import { step } from './step.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';

/** What the script in every exported page may weigh, in bytes. */
const MAX_EXPORT_SCRIPT = 150_000;

const isSource = name => !/\.spec\.tsx?$/.test(name);

/** `src/bridge/main.ts` and every `*.worker.ts` below `src/bridge`, as `{ name: path }`. */
function entries() {
  const found = { main: 'src/bridge/main.ts' };
  for (const name of readdirSync(inRoot('src/bridge'), { recursive: true })) {
    if (name.endsWith('.worker.ts')) {
      found[basename(name, '.ts')] = `src/bridge/${name.replaceAll('\\', '/')}`;
    }
  }
  return found;
}

/** Removes the bundles of entries that are no more. */
function removeOthers(folder, outputs) {
  const kept = new Set(outputs.map(path => basename(path)));
  for (const name of readdirSync(folder)) {
    if (/\.mjs(\.map)?$/.test(name) && !kept.has(name)) {
      rmSync(join(folder, name));
    }
  }
}

/** Bundles to `lunette/bridge/<name>.mjs` and `export-page.*` unless nothing changed. */
export async function buildBridge() {
  const hash = hashOf(
    [
      'src/bridge',
      'src/export-page',
      'src/protocol',
      'src/widget/overlays',
      'scripts/support',
      'package.json',
      'package-lock.json'
    ],
    {
      keep: isSource
    }
  );
  const folder = inRoot('lunette/bridge');
  const stamp = inRoot('lunette/bridge/.stamp');
  if (isFresh(stamp, hash)) {
    return;
  }
  await step('Bridge', async () => {
    const { build, stop } = await import('esbuild');
    const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: entries(),
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      loader: { '.ttf': 'file' },
      assetNames: '[name]',
      define: { LUNETTE_VERSION: JSON.stringify(version) },
      // Packages with native parts stay packages.
      external: NATIVE_PACKAGES,
      // CommonJS packages in the bundle ask for Node's own modules by require().
      banner: {
        js: "import { createRequire as lunetteRequire } from 'node:module'; const require = lunetteRequire(import.meta.url);"
      },
      sourcemap: true,
      sourcesContent: false,
      legalComments: 'none',
      logLevel: 'warning',
      metafile: true
    }).catch(error => {
      throw new Failure(`The bridge cannot be bundled: ${error.message}`);
    });
    await build(exportPageBundle(folder)).catch(error => {
      throw new Failure(`The exported page cannot be bundled: ${error.message}`);
    });
    const { size } = statSync(inRoot('lunette/bridge/export-page.js'));
    if (size > MAX_EXPORT_SCRIPT) {
      throw new Failure(
        `The script of exported pages has ${size} bytes; ${MAX_EXPORT_SCRIPT} are allowed.`
      );
    }
    await stop();
    removeOthers(folder, Object.keys(metafile.outputs));
  });
  writeStamp(stamp, hash);
}
