/** The whole bridge, as it is installed, in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkers } from '../workers/testing/bundle-workers';
import { httpGet } from './test-client';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let bundle: Promise<string> | null = null;

async function bundleProgram(): Promise<string> {
  const workers = readdirSync(source('..'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.worker.ts'))
    .map(name => source(`../${name}`));
  const folder = fileURLToPath(await bundleWorkers([source('../main.ts'), ...workers]));
  return besideThePage(folder);
}

/** As installed: the bridge's files in a folder, and beside it the page, here without its program. */
function besideThePage(folder: string): string {
  const [bridge, page] = [join(folder, 'bridge'), join(folder, 'page')];
  const bundled = readdirSync(folder);
  mkdirSync(bridge);
  bundled.forEach(name => renameSync(join(folder, name), join(bridge, name)));
  mkdirSync(page);
  for (const name of ['index.html', 'headers.json', 'favicon.svg']) {
    copyFileSync(source(`../../page/${name}`), join(page, name));
  }
  writeFileSync(join(page, 'page.js'), '');
  writeFileSync(join(page, 'page.css'), '');
  return join(bridge, 'main.mjs');
}

/** Path of the bridge's program, bundled once per test process. */
export const program = (): Promise<string> => (bundle ??= bundleProgram());

export interface IRunningProgram {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly socket: string;
  /** Whether it ended by itself. */
  ended(): boolean;
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to end as a person would, and waits until it has. */
  stop(): Promise<void>;
}

/** Starts the bridge of a data home; resolves when it answers. */
export async function startProgram(
  home: string,
  env: Record<string, string> = {}
): Promise<IRunningProgram> {
  const child = spawn(process.execPath, [await program(), '--home', home], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env }
  });
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const socket = join(home, 'run/bridge.sock');
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (!ended()) {
      child.kill(signal);
    }
    await gone;
  };
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline && !ended()) {
    const answer = await httpGet(socket, '/health').catch(() => null);
    if (answer && (JSON.parse(answer.body.toString()) as { pid: number }).pid === child.pid) {
      return {
        process: child,
        pid: child.pid as number,
        socket,
        ended,
        kill: () => end('SIGKILL'),
        stop: () => end('SIGTERM')
      };
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  await end('SIGKILL');
  throw new Error('The bridge did not answer within 15 seconds.');
}
