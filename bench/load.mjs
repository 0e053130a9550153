/**
 * 50 Apps on one bridge and 1 000 events a second, two of the Apps not reading: how long an event
 * takes from its sender to each App. JSON on stdout. The bridge is the built one, in a data home of
 * its own; all clients run in this process.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { inRoot } from '../scripts/support/paths.mjs';

const APPS = 50;
const RATE = 1000;
const SECONDS = 10;
/** Codes with which the bridge ends who falls behind. */
const TOO_SLOW = 4003;
/** Seconds that a process has computed so far; NaN where the system does not say. */
function computed(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) {
    return NaN;
  }
  const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
const quantile = (values, q) =>
  Float64Array.from(values).sort()[Math.min(values.length - 1, Math.floor(q * values.length))];
const id = number => number.toString(16).padStart(24, '0');

class Client {
  constructor(socketPath, kind, subscription) {
    this.answers = new Map();
    this.next = 0;
    this.onEvent = () => undefined;
    this.socket = new WebSocket(`ws+unix://${socketPath}:/ws`, { headers: { Host: 'lunette' } });
    this.closed = new Promise(resolve => this.socket.on('close', resolve));
    this.socket.on('error', () => undefined);
    this.socket.on('message', data => {
      const message = JSON.parse(data);
      if (message.kind === 'event') {
        this.onEvent(message);
      } else if (message.kind === 'reply') {
        this.answers.get(message.id)?.(message);
      }
    });
    this.open = new Promise(resolve => this.socket.once('open', resolve)).then(() =>
      this.say({ kind: 'hello', v: 1, client: kind, subscription })
    );
  }
  say(message) {
    this.socket.send(JSON.stringify(message));
  }
  async ask(method, params) {
    await this.open;
    const number = this.next++;
    const answer = new Promise(resolve => this.answers.set(number, resolve));
    this.say({ kind: 'request', id: number, method, params });
    const { result, error } = await answer;
    if (error) {
      throw new Error(`${method}: ${error.message}`);
    }
    return result;
  }
}

/** `sessions` sessions share the Apps and the rate. */
async function measure(socketPath, pid, sessions, slow) {
  const delays = [];
  const clients = [];
  const slowOnes = [];
  const senders = [];
  let expected = 0;
  for (let s = 0; s < sessions; s++) {
    const sender = new Client(socketPath, 'kernel', `kernel-${s}`);
    const { session } = await sender.ask('session.create', { state: {} });
    senders.push({ sender, session });
    clients.push(sender);
    for (let a = 0; a < APPS / sessions; a++) {
      const app = new Client(socketPath, 'app', `app-${s}-${a}`);
      await app.ask('session.join', { session });
      clients.push(app);
      if (slowOnes.length < slow && a === 0) {
        slowOnes.push(app);
      } else {
        expected += 1;
        app.onEvent = ({ event, data }) => {
          if (event === 'select_samples') {
            delays.push(performance.now() - data.samples[0].at);
          }
        };
      }
    }
  }
  for (const app of slowOnes) {
    app.socket.pause();
  }
  const sentAt = new Map();
  for (const client of clients) {
    const before = client.onEvent;
    client.onEvent = message => {
      if (message.event === 'select_samples') {
        before({ ...message, data: { samples: [{ at: sentAt.get(message.data.samples[0].id) }] } });
      }
    };
  }
  // A selection of 200 samples, so that who does not read falls behind.
  const rest = Array.from({ length: 200 }, (_, i) => ({ id: id(i), type: 'default' }));
  const large = sessions === 1 ? 20 : 2;
  const start = performance.now();
  const before = computed(pid);
  let sent = 0;
  while (sent < RATE * SECONDS) {
    const due = Math.min(RATE * SECONDS, Math.floor(((performance.now() - start) / 1000) * RATE));
    for (; sent < due; sent++) {
      const s = sent % sessions;
      const { sender, session } = senders[s];
      const mark = id(0x100000 + sent);
      sentAt.set(mark, performance.now());
      const samples = [
        { id: mark, type: 'default' },
        ...(s < slow && Math.floor(sent / sessions) % large === 0 ? rest : [])
      ];
      const message = { kind: 'event', session, id: mark, event: 'select_samples' };
      sender.say({ ...message, data: { samples } });
    }
    await sleep(1);
  }
  const perSession = expected / sessions;
  const all = RATE * SECONDS * perSession;
  const deadline = performance.now() + 20_000;
  while (delays.length < all && performance.now() < deadline) {
    await sleep(20);
  }
  const work = ((computed(pid) - before) / (RATE * SECONDS)) * 1e6;
  slowOnes.forEach(app => app.socket.resume());
  const codes = await Promise.all(slowOnes.map(app => Promise.race([app.closed, sleep(5000, 0)])));
  const { memory } = await senders[0].sender.ask('bridge.status', {});
  clients.forEach(client => client.socket.terminate());
  if (delays.length !== all) {
    throw new Error(`${delays.length} of ${all} events arrived.`);
  }
  if (codes.some(code => code !== TOO_SLOW && code !== 1006)) {
    throw new Error(`Slow readers were ended with ${codes.join()}.`);
  }
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99), work, memory: memory / 1e6 };
}

const main = process.argv[2] ?? inRoot('lunette/bridge/main.mjs');
const home = mkdtempSync(join(tmpdir(), 'lunette-load-'));
const bridge = spawn(process.execPath, [main, '--home', home], {
  stdio: ['ignore', 'ignore', 'inherit']
});
try {
  const socketPath = join(home, 'run/bridge.sock');
  while (!existsSync(socketPath)) {
    await sleep(20);
  }
  const figures = [];
  for (const [name, sessions, slow] of [
    ['10 sessions of 5 Apps each', 10, 2],
    ['one session of 50 Apps', 1, 1]
  ]) {
    const { p50, p99, work, memory } = await measure(socketPath, bridge.pid, sessions, slow);
    const what = `${RATE} events/s, ${name}, ${slow} not reading`;
    for (const [label, value, budget] of [
      ['p50', p50, ''],
      ['p99', p99, '50 ms']
    ]) {
      figures.push({ name: `${what}: ${label}`, value, unit: 'ms', budget });
      console.error(`  ${what}: ${label} ${value.toFixed(2)} ms`);
    }
    figures.push({ name: `${what}: bridge computes per event`, value: work, unit: 'µs' });
    figures.push({ name: `${what}: bridge memory`, value: memory, unit: 'MB' });
  }
  process.stdout.write(JSON.stringify(figures));
} finally {
  bridge.kill();
  rmSync(home, { recursive: true, force: true });
}
