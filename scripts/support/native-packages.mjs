/** The npm packages with native parts, which the bridge's bundle leaves out. */
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRoot } from './paths.mjs';

/** What the bridge imports by name; the bundle has everything else. */
export const NATIVE_PACKAGES = ['sharp', '@duckdb/node-api'];

/**
 * The names of these packages and of everything below them that is installed, which for optional
 * ones is what this platform needs.
 */
export function installedBelow(names, found = new Set()) {
  for (const name of names) {
    const folder = inRoot('node_modules', name);
    if (found.has(name) || !existsSync(folder)) {
      continue;
    }
    found.add(name);
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8')
    );
    installedBelow(Object.keys({ ...dependencies, ...optionalDependencies }), found);
  }
  return [...found];
}

/** Where a wheel has them: beside the bundle, so that Node finds them by name. */
const VENDORED = inRoot('lunette/bridge/node_modules');

/** Copies them beside the bundle, without types and maps, for the time of `work`. */
export async function withVendoredPackages(work) {
  const wanted = path =>
    !/\.(d\.[cm]?ts|map)$/.test(path) && !['test', 'docs', 'src'].includes(basename(path));
  try {
    rmSync(VENDORED, { recursive: true, force: true });
    for (const name of installedBelow(NATIVE_PACKAGES)) {
      cpSync(inRoot('node_modules', name), join(VENDORED, name), {
        recursive: true,
        filter: path => wanted(path)
      });
    }
    return await work();
  } finally {
    rmSync(VENDORED, { recursive: true, force: true });
  }
}
