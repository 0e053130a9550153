/** The program itself: its process, its files, its end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { httpGet, TestClient } from './testing/test-client';
import { temporaryHome, testWorkers } from './testing/test-bridge';
import { bundleWorkers } from './workers/testing/bundle-workers';

let program: string;
let home: string;
let socket: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  // The program looks for its workers beside it.
  const { readdirSync } = await import('node:fs');
  const workers = readdirSync(source('.'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.worker.ts'))
    .map(name => source(`./${name}`));
  program = fileURLToPath(
    new URL('main.mjs', await bundleWorkers([source('./main.ts'), ...workers]))
  );
  await testWorkers();
});
beforeEach(() => {
  home = temporaryHome();
  socket = join(home, 'run/bridge.sock');
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }
  }
  rmSync(home, { recursive: true, force: true });
});

interface IRun {
  child: ChildProcess;
  ended: Promise<number | null>;
  stderr(): string;
}

function run(args = ['--home', home], env: Record<string, string> = {}): IRun {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env }
  });
  children.push(child);
  let text = '';
  child.stderr?.on('data', (part: Buffer) => (text += part.toString()));
  return {
    child,
    ended: new Promise(resolve => child.once('close', code => resolve(code))),
    stderr: () => text
  };
}

async function answering(): Promise<void> {
  await expect
    .poll(
      () =>
        httpGet(socket, '/health').then(
          ({ status }) => status,
          () => 0
        ),
      { timeout: 10_000 }
    )
    .toBe(200);
}

describe('the program', () => {
  it('says what it lacks', async () => {
    const without = run([]);
    expect(await without.ended).toBe(2);
    expect(without.stderr()).toContain('--home');
    const wrong = run(['--hoem', home]);
    expect(await wrong.ended).toBe(2);
    expect(wrong.stderr()).toContain('--hoem');
  });

  it('says why it cannot start, and where', async () => {
    writeFileSync(join(home, 'run'), 'a file is in the way');
    const { ended, stderr } = run();
    expect(await ended).toBe(1);
    expect(stderr()).toContain(join(home, 'run'));
  });

  it('is one per home: a second one ends at once and says so', async () => {
    const first = run();
    await answering();
    const second = run();
    expect(await second.ended).toBe(3);
    expect(second.stderr()).toMatch(
      new RegExp(`serves .* already \\(process ${first.child.pid}\\)`)
    );
    await answering();
  });

  it('started many times at once runs once', async () => {
    const runs = Array.from({ length: 4 }, () => run());
    await answering();
    const codes = await Promise.all(
      runs.map(({ ended }) => Promise.race([ended, new Promise(r => setTimeout(r, 3000, 'runs'))]))
    );
    expect(codes.sort()).toEqual([3, 3, 3, 'runs']);
    await answering();
  });

  it('ends on SIGTERM without a trace but its log', async () => {
    const { child, ended } = run();
    await answering();
    const client = await TestClient.connect(socket);
    child.kill('SIGTERM');
    expect(await client.closed).toMatchObject({ code: 1001 });
    expect(await ended).toBe(0);
    expect(existsSync(socket)).toBe(false);
    expect(existsSync(join(home, 'run/bridge.json'))).toBe(false);
    expect(readFileSync(join(home, 'logs/bridge.log'), 'utf8')).toContain('it got SIGTERM');
  });

  it('ends when it is asked to, and when nobody needs it', async () => {
    const asked = run();
    await answering();
    await (await TestClient.connect(socket)).ask('bridge.stop');
    expect(await asked.ended).toBe(0);
    const idle = run(undefined, { LUNETTE_IDLE_SECONDS: '0.5' });
    await answering();
    expect(await idle.ended).toBe(0);
  });

  it('starts over what a killed one left behind', async () => {
    const { child, ended } = run();
    await answering();
    const client = await TestClient.connect(socket);
    const { session } = await client.create();
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(socket)).toBe(true);
    run();
    await answering();
    const again = await TestClient.connect(socket);
    expect((await again.join(session)).session).toBe(session);
  });

  it('outlives the end of the terminal that started it', async () => {
    const { child } = run();
    await answering();
    child.kill('SIGHUP');
    await new Promise(resolve => setTimeout(resolve, 200));
    await answering();
  });

  it('does not take over a socket that is not its own', async () => {
    mkdirSync(join(home, 'run'));
    writeFileSync(socket, 'no socket');
    const { ended, stderr } = run();
    expect(await ended).toBe(1);
    expect(stderr()).toContain('is not a socket of yours');
  });
});
