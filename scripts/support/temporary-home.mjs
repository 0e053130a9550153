/** A data home and Jupyter folders for one run of tests or measurements, removed at its end. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { venvProgram } from './paths.mjs';
import { ask } from './run.mjs';

/** Where Jupyter and IPython keep what they write, all below `folder`. */
export function jupyterEnvironment(folder) {
  const names = {
    JUPYTER_CONFIG_DIR: 'config',
    JUPYTER_DATA_DIR: 'data',
    JUPYTER_RUNTIME_DIR: 'runtime',
    JUPYTERLAB_SETTINGS_DIR: 'settings',
    JUPYTERLAB_WORKSPACES_DIR: 'workspaces',
    IPYTHONDIR: 'ipython'
  };
  return Object.fromEntries(
    Object.entries(names).map(([variable, name]) => {
      const path = join(folder, name);
      mkdirSync(path, { recursive: true });
      return [variable, path];
    })
  );
}

/** The path of a socket in it has to be short, and the usual folder of macOS is not. */
function temporaryFolder() {
  const usual = tmpdir();
  return mkdtempSync(join(usual.length > 30 && existsSync('/tmp') ? '/tmp' : usual, 'lunette-'));
}

/**
 * Calls `work` with an environment whose LUNETTE_HOME, Jupyter folders and temporary folder are new
 * and empty; ends the bridge of that home and removes them afterwards, whatever happened.
 */
export async function withTemporaryHome(work) {
  const folder = temporaryFolder();
  const [home, temporary] = ['home', 'tmp'].map(name => join(folder, name));
  mkdirSync(home);
  mkdirSync(temporary);
  const env = { LUNETTE_HOME: home, TMPDIR: temporary, ...jupyterEnvironment(folder) };
  try {
    return await work(env);
  } finally {
    await ask(venvProgram('lunette'), ['bridge', 'stop'], { env });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
