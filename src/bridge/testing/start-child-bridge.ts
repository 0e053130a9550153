/** Starts and kills bridges in processes of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkers } from '../workers/testing/bundle-workers';
import { httpGet } from './test-client';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let bundles: Promise<URL> | null = null;

/** Bundles of the child's program and of the workers it needs, made once per test process. */
const bundle = (): Promise<URL> =>
  (bundles ??= bundleWorkers([
    source('./child-bridge.ts'),
    source('../sessions/session.worker.ts'),
    source('../media/media.worker.ts')
  ]));

export interface IChildBridge {
  process: ChildProcess;
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Resolves when it answers. */
export async function startChildBridge(
  home: string,
  socket: string,
  env: Record<string, string> = {}
): Promise<IChildBridge> {
  const program = fileURLToPath(new URL('child-bridge.mjs', await bundle()));
  const child = spawn(process.execPath, [program, home], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env }
  });
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) {
      throw new Error(`The child bridge ended with code ${child.exitCode}.`);
    }
    if (existsSync(socket)) {
      const answer = await httpGet(socket, '/health').catch(() => null);
      const health = answer && (JSON.parse(answer.body.toString()) as { pid: number });
      if (health?.pid === child.pid) {
        return {
          process: child,
          kill: () => {
            child.kill('SIGKILL');
            return gone;
          }
        };
      }
    }
    await new Promise(resolve => setTimeout(resolve, 15));
  }
  child.kill('SIGKILL');
  throw new Error('The child bridge did not answer in time.');
}
