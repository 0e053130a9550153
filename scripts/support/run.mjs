/** Child processes of the scripts: each ends with us, and says so when it cannot be started. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { cache, root } from './paths.mjs';
import { step } from './step.mjs';

const running = new Set();
let stopped = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopped = true;
    for (const child of running) {
      child.kill('SIGTERM');
    }
    if (running.size === 0) {
      process.exit(130);
    }
  });
}

function start(program, args, { env = {}, stdio }) {
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio });
  running.add(child);
  const ended = new Promise((resolve, reject) => {
    child.on('error', error => {
      running.delete(child);
      reject(new Failure(`Could not start ${program}: ${error.message}`));
    });
    child.on('close', code => {
      running.delete(child);
      if (stopped) {
        reject(new Failure('Stopped.'));
      }
      resolve(code ?? 1);
    });
  });
  return { child, ended };
}

/** Runs a program that shares our terminal to its end and resolves with its exit code. */
export function run(program, args, { env } = {}) {
  return start(program, args, { env, stdio: ['ignore', 'inherit', 'inherit'] }).ended;
}

/** Runs a program to its end and resolves with its exit code and its output of both kinds. */
export async function capture(program, args, { env } = {}) {
  const { child, ended } = start(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => (output += text));
  }
  return { code: await ended, output };
}

/** Like `capture`, but resolves with undefined where the program cannot be started or fails. */
export async function ask(program, args, options) {
  try {
    const { code, output } = await capture(program, args, options);
    return code === 0 ? output.trim() : undefined;
  } catch (error) {
    if (stopped) {
      throw error;
    }
    return undefined;
  }
}

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
      const last = output.trimEnd().split('\n').slice(-25).join('\n');
      const hint = advice(output);
      throw new Failure(`${last}\n\n${title}: failed. ${hint && `${hint} `}Full output: ${path}`);
    }
    return output;
  });
}

const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|NewConnectionError|Max retries exceeded|name resolution/;

/** The sentence to add where a package manager could not reach its index, else nothing. */
export const networkAdvice = output =>
  UNREACHABLE.test(output)
    ? 'The package index could not be reached: check the network and proxy, then run the command again.'
    : '';
