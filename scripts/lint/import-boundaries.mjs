/**
 * Who may import whom (docs/architecture.md): `extension → widget → client → protocol ← bridge`;
 * `page`, the App in a browser tab of its own, stands beside `extension`; so does `export-page`, the
 * script of pages that are read without Lunette.
 * Another top folder is entered through an `index.ts` only, and each folder has its list of packages.
 */
import { existsSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

/** The folders below `src` that each folder may import, besides itself. */
const MAY_IMPORT = {
  protocol: [],
  client: ['protocol'],
  widget: ['client', 'protocol'],
  extension: ['widget', 'client', 'protocol'],
  page: ['widget', 'client', 'protocol'],
  'export-page': ['widget', 'protocol'],
  bridge: ['protocol']
};

const PORTABLE = ['zod', '@msgpack/msgpack'];
const PAGE = [...PORTABLE, 'react', 'react-dom', '@lumino/*'];

/** The packages that each folder may import; a `*` stands for the rest of a name. */
const MAY_USE = {
  protocol: PORTABLE,
  client: PORTABLE,
  widget: [...PAGE, 'html2canvas'],
  extension: [...PAGE, '@jupyterlab/*'],
  page: PORTABLE,
  'export-page': [],
  bridge: [...PORTABLE, '@uwdata/flechette', 'saxes', 'yaml']
};

/**
 * The parts of the bridge that may use Node and native packages: the connections, the drivers of
 * the stores and the codecs. Everything else there is portable TypeScript. Excepted are the entry
 * files of the program and of its workers, and workers/, because starting processes and threads is
 * what they are for.
 */
const NATIVE_PARTS = /^bridge\/((server|store|media|workers)\/|main\.ts$|.*\.worker\.ts$)/;
const NATIVE = [
  'node:*',
  'sharp',
  'geotiff',
  'mediabunny',
  '@duckdb/node-api',
  'ws',
  '@expo-google-fonts/roboto'
];

/** Tests may reach for whatever they test and whatever they need. */
const FREE = /\.spec\.tsx?$|(^|\/)testing\//;

const slashes = path => path.split(sep).join('/');

/** `@scope/name/deep` is package `@scope/name`, `fs` is `node:fs`. */
function packageOf(specifier) {
  const [first, second] = specifier.split('/');
  if (builtinModules.includes(first)) {
    return `node:${first}`;
  }
  return first.startsWith('@') ? `${first}/${second}` : first;
}

const matches = (name, patterns) =>
  patterns.some(pattern =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
  );

const hasFace = folder =>
  existsSync(folder) && statSync(folder).isDirectory() && existsSync(join(folder, 'index.ts'));

/**
 * What is wrong with an import, in a sentence, or undefined.
 *
 * @param source the absolute path of `src`.
 * @param file the absolute path of the importing file.
 * @param specifier what it imports.
 */
export function complaintAbout(source, file, specifier) {
  const importer = slashes(relative(source, file));
  const top = importer.split('/')[0];
  if (!(top in MAY_IMPORT) || FREE.test(importer)) {
    return undefined;
  }
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    const allowed = [...MAY_USE[top], ...(NATIVE_PARTS.test(importer) ? NATIVE : [])];
    if (matches(name, allowed)) {
      return undefined;
    }
    return top === 'bridge' && matches(name, NATIVE)
      ? `In the bridge only server/, store/, media/, workers/, main.ts and *.worker.ts import ${name}; the rest stays portable.`
      : `src/${top} does not import the package ${name}.`;
  }
  const path = join(dirname(file), specifier);
  const target = slashes(relative(source, path));
  const targetTop = target.split('/')[0];
  if (targetTop === top || target === '../package.json') {
    return undefined;
  }
  if (targetTop === '..') {
    return `src/${top} does not import ${target}, which is outside src.`;
  }
  if (!MAY_IMPORT[top].includes(targetTop)) {
    return `src/${top} does not import src/${targetTop}.`;
  }
  return hasFace(path)
    ? undefined
    : `src/${targetTop} is entered through an index.ts, not through ${target}.`;
}

/** The ESLint rule; its option is the absolute path of `src`. */
const rule = {
  meta: {
    type: 'problem',
    schema: [{ type: 'string' }],
    docs: { description: 'Imports go extension → widget → client → protocol ← bridge.' }
  },
  create(context) {
    const check = node => {
      const specifier = node.source?.value;
      const complaint =
        typeof specifier === 'string' &&
        complaintAbout(context.options[0], context.filename, specifier);
      if (complaint) {
        context.report({ node: node.source, message: complaint });
      }
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check
    };
  }
};

/** An ESLint plugin with this one rule. */
export default { rules: { 'import-boundaries': rule } };
