/**
 * `npm run bench [-- --samples 100000 --only engine|app|notify|load|install --peer PYTHON]`: figures
 * beside their budgets. What
 * stands as “×” is the ratio to the named baseline, measured in the same run; “reference” is what
 * the reference system was measured to need for the same work on a machine of this kind; with
 * `--peer` it is run here, by the Python that has it, on the same data (`--peer-samples`, 10 000).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../scripts/support/build-package.mjs';
import { inRoot, venvProgram } from '../scripts/support/paths.mjs';

const { values: options } = parseArgs({
  options: {
    samples: { type: 'string', default: '100000' },
    only: { type: 'string' },
    peer: { type: 'string' },
    'peer-samples': { type: 'string', default: '10000' }
  }
});
const folder = mkdtempSync(join(tmpdir(), 'lunette-bench-'));
const wanted = part => !options.only || options.only === part;

function python(script, ...args) {
  const output = execFileSync(venvProgram('python'), [inRoot('bench', script), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e8
  });
  return JSON.parse(output.slice(output.indexOf('[')));
}

/** Both systems by the same script on the same data, one after the other. */
function comparePeer(interpreter, samples) {
  const pictures = join(folder, 'pictures.txt');
  const list =
    'import lunette; print("\\n".join(lunette.zoo.load_dataset("quickstart").values("filepath")))';
  writeFileSync(
    pictures,
    execFileSync(venvProgram('python'), ['-c', list], { encoding: 'utf8' }).trim()
  );
  const run = (program, name) =>
    JSON.parse(
      execFileSync(
        program,
        [
          inRoot('bench', 'peer.py'),
          '--samples',
          samples,
          '--pictures',
          pictures,
          '--package',
          name
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e8 }
      )
    );
  const [ours, theirs] = [run(venvProgram('python'), 'lunette'), run(interpreter, 'fiftyone')];
  print(
    `Beside the reference system, ${samples} samples with 13 boxes each`,
    Object.entries(ours).map(([name, value]) => ({
      name,
      value,
      unit: name.startsWith('iterate') || name.startsWith('insert') ? 'samples/s' : 'ms',
      baseline: theirs[name],
      baseline_name: 'the reference, here',
      peer: `${number(theirs[name])}`
    }))
  );
}

function node(script) {
  const output = execFileSync(process.execPath, [inRoot('bench', script)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit']
  });
  return JSON.parse(output);
}

/** Figures of the benches in a browser whose file is `<name>.bench.ts`. */
function browser(name) {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, '');
  execFileSync(
    process.execPath,
    [
      inRoot('node_modules', '@playwright', 'test', 'cli.js'),
      'test',
      '-c',
      inRoot('bench'),
      `${name}.bench.ts`
    ],
    {
      cwd: inRoot(),
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, BENCH_RESULTS: file, BENCH_SAMPLES: options.samples }
    }
  );
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line)
    .map(line => JSON.parse(line));
}

const number = value =>
  Number.isFinite(value)
    ? value >= 1000
      ? Math.round(value).toLocaleString('en').replaceAll(',', ' ')
      : String(Number(value.toPrecision(3)))
    : '?';

/** How many times better than the baseline; rates grow, everything else shrinks. */
function ratio({ value, baseline, unit }) {
  return baseline ? `${number(unit.endsWith('/s') ? value / baseline : baseline / value)} ×` : '';
}

function print(title, figures) {
  const rows = figures.map(figure => [
    figure.name,
    `${number(figure.value)} ${figure.unit}`,
    figure.budget ?? '',
    figure.baseline ? `${ratio(figure)} (${figure.baseline_name})` : '',
    figure.peer ?? ''
  ]);
  const table = [['figure', 'here', 'budget', 'against the baseline', 'reference'], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map(row => row[column].length)));
  console.log(`\n${title}`);
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd()
    );
  }
}

try {
  if (wanted('engine') && !options.peer) {
    const figures = python('engine.py', '--samples', options.samples, '--folder', folder);
    print(`Kernel and bridge, ${options.samples} samples with 13 boxes each`, figures);
  }
  if (options.peer) {
    comparePeer(options.peer, options['peer-samples']);
  }
  if (wanted('app') && !options.peer) {
    print(`The App in JupyterLab, ${options.samples} samples`, browser('app'));
  }
  if (wanted('notify') && !options.peer) {
    print('From a setter in the kernel to the App', browser('notify'));
  }
  if (wanted('load') && !options.peer) {
    print('50 Apps, 1 000 events a second', node('load.mjs'));
  }
  if (wanted('install') && !options.peer) {
    print('What pip installs', python('install.py', await buildPackage()));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
