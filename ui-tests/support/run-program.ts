import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { venvProgram } from '../../scripts/support/paths.mjs';
import type { JupyterServer } from './jupyter-server';

const execute = promisify(execFile);

/**
 * Runs a program of the Python environment with the server's folders, where its notebooks are, and
 * resolves with what it printed. Rejects with its error output if it fails.
 */
async function runProgram(
  name: string,
  args: readonly string[],
  server: JupyterServer
): Promise<string> {
  const { stdout } = await execute(venvProgram(name), args, {
    cwd: server.rootDir,
    env: { ...process.env, ...server.environment },
    maxBuffer: 64 * 1024 * 1024
  });
  return stdout;
}

/** `jupyter <args>`, without any browser. */
export const runJupyter = (args: readonly string[], server: JupyterServer): Promise<string> =>
  runProgram('jupyter', args, server);

/** A Python process of its own: no notebook, no kernel. */
export const runPython = (source: string, server: JupyterServer): Promise<string> =>
  runProgram('python', ['-c', source], server);
