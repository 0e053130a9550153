/** Child processes of the scripts: each ends with us, and says so when it cannot be started. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, Stopped } from './failure.mjs';
import { cache, root } from './paths.mjs';
import { step } from './step.mjs';

const running = new Set();

/** Keeps in the checkout what tools would otherwise leave in the system's temporary folder. */
const OWN_CACHES = {
  NODE_COMPILE_CACHE: join(cache, 'node'),
  PWTEST_CACHE_DIR: join(cache, 'playwright')
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (running.size === 0) {
      process.exit(130);
    }
    for (const job of running) {
      // Asked twice, or asked by someone in a hurry: do not wait for a tidy end.
      job.child.kill(job.stopped ? 'SIGKILL' : 'SIGTERM');
      job.stopped = true;
    }
  });
}

/**
 * Starts a program. `ended` resolves with its exit code; it rejects with a `Failure` if the program
 * cannot be started and with `Stopped` if we were interrupted meanwhile.
 *
 * @param own true gives it a process group of its own, which Ctrl-C on the terminal does not reach:
 *   it is told to end by us alone.
 */
export function start(program, args, { env = {}, stdio = 'inherit', own = false } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...OWN_CACHES, ...env },
    stdio: stdio === 'inherit' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    detached: own && process.platform !== 'win32'
  });
  const job = { child, stopped: false };
  running.add(job);
  const ended = new Promise((resolve, reject) => {
    child.on('error', error => {
      running.delete(job);
      reject(new Failure(`Could not start ${program}: ${error.message}`));
    });
    child.on('close', code => {
      running.delete(job);
      if (job.stopped) {
        reject(new Stopped());
      } else {
        resolve(code ?? 1);
      }
    });
  });
  return { child, ended };
}

/** Runs a program that shares our terminal to its end and resolves with its exit code. */
export const run = (program, args, options) => start(program, args, options).ended;

/** Runs a program to its end and resolves with its exit code and its output of both kinds. */
export async function capture(program, args, options) {
  const { child, ended } = start(program, args, { ...options, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => (output += text));
  }
  return { code: await ended, output };
}

/** Like `capture`, but resolves with the output, or undefined where the program fails or is missing. */
export async function ask(program, args, options) {
  try {
    const { code, output } = await capture(program, args, options);
    return code === 0 ? output.trim() : undefined;
  } catch (error) {
    if (error instanceof Stopped) {
      throw error;
    }
    return undefined;
  }
}

/** The last lines of an output, to be shown. */
export const lastLines = (output, count = 25) =>
  output.trimEnd().split('\n').slice(-count).join('\n');

/**
 * A step that runs one program. Its output goes to `.cache/logs/<log>.log`; if it fails, the last
 * lines are shown, with what `advice` makes of them.
 */
export function programStep(title, log, program, args, { env, advice = () => '' } = {}) {
  return step(title, async () => {
    const { code, output } = await capture(program, args, { env });
    const logs = join(cache, 'logs');
    mkdirSync(logs, { recursive: true });
    const path = join(logs, `${log}.log`);
    writeFileSync(path, output);
    if (code !== 0) {
      const hint = advice(output);
      throw new Failure(
        `${lastLines(output)}\n\n${title}: failed. ${hint && `${hint} `}Full output: ${path}`
      );
    }
    return output;
  });
}

const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|NewConnectionError|Max retries exceeded|name resolution|No matching distribution found/;

/** The sentence to add where a package manager could not reach its index, else nothing. */
export const networkAdvice = output =>
  UNREACHABLE.test(output)
    ? 'The package index could not be reached: check the network and proxy, then run the command again.'
    : '';
