/** A data home and Jupyter folders for one run of tests or measurements, removed at its end. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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

/**
 * Calls `work` with an environment whose LUNETTE_HOME and Jupyter folders are new and empty; ends
 * the bridge of that home and removes the folders afterwards, whatever happened.
 */
export async function withTemporaryHome(work) {
  // Short, because the path of a socket has to be.
  const folder = mkdtempSync(join(tmpdir(), 'lunette-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  const env = { LUNETTE_HOME: home, ...jupyterEnvironment(folder) };
  try {
    return await work(env);
  } finally {
    await ask(venvProgram('lunette'), ['bridge', 'stop'], { env });
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
