/** Whatever happens to connections and to the bridge: nothing acknowledged is lost, all agree. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import {
  reduceSession,
  SAMPLE_SELECTION_STYLES,
  type SessionEvent,
  type SessionState
} from '../../protocol';
import { fakeId } from '../testing/fake-data-service';
import { startChildBridge, type IChildBridge } from '../testing/start-child-bridge';
import { temporaryHome } from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';

const CLIENTS = 3;
const homes: string[] = [];
const started: IChildBridge[] = [];
afterAll(async () => {
  await Promise.all(started.map(child => child.kill()));
  homes.forEach(home => rmSync(home, { recursive: true, force: true }));
});

type Action =
  | { kind: 'send'; client: number; event: 'select' | 'view' | 'style'; value: number }
  | { kind: 'drop'; client: number }
  | { kind: 'resend'; client: number }
  | { kind: 'kill' };

const client = fc.integer({ min: 0, max: CLIENTS - 1 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      client,
      event: fc.constantFrom('select' as const, 'view' as const, 'style' as const),
      value: fc.integer({ min: 0, max: 50 })
    })
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), client }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resend' as const), client }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) }
);

function eventOf({ event, value }: Extract<Action, { kind: 'send' }>): SessionEvent {
  switch (event) {
    case 'select':
      return {
        event: 'select_samples',
        data: { samples: [{ id: fakeId(value), type: 'default' }] }
      };
    case 'view':
      return {
        event: 'set_view',
        data: { view: [{ stage: 'limit', limit: value }], view_name: null }
      };
    case 'style':
      return {
        event: 'set_sample_selection_style',
        data: { style: { default: SAMPLE_SELECTION_STYLES[value % 9] ?? 'checkmark', alt: 'x' } }
      };
  }
}

/** A client as the real ones behave: keeps number and state, joins again, sends again what is open. */
class Follower {
  state: SessionState | null = null;
  seq = 0;
  /** Every event seen or acknowledged, by number. */
  readonly log = new Map<number, SessionEvent>();
  readonly open = new Map<string, SessionEvent>();
  readonly acknowledged = new Map<string, number>();

  constructor(
    readonly name: string,
    readonly session: string
  ) {}

  async connect(socket: string): Promise<void> {
    this.client = await TestClient.connect(socket, { kind: 'app', subscription: this.name });
    const joined = await this.client.join(this.session, this.state ? this.seq : undefined);
    for (const { seq, event, data } of joined.missed ?? []) {
      this.see(seq, { event, data } as SessionEvent);
    }
    if (joined.missed && this.state) {
      expect(this.state).toEqual(joined.state);
    }
    // Nothing that this client was told of may be unknown to the bridge.
    expect(joined.seq).toBeGreaterThanOrEqual(this.seq);
    this.state = joined.state;
    this.seq = joined.seq;
    for (const [id, event] of this.open) {
      void this.client?.event(this.session, event.event, event.data, id);
    }
  }

  send(id: string, event: SessionEvent): void {
    this.open.set(id, event);
    void this.client?.event(this.session, event.event, event.data, id);
  }

  /** Takes in what arrived since, in its order. */
  read(): void {
    for (const message of this.client?.inbox.splice(0) ?? []) {
      if (message.kind === 'event') {
        const { seq, event, data } = message;
        this.see(seq, { event, data } as SessionEvent);
      } else {
        this.acknowledge(message.id, message.seq);
      }
    }
  }

  acknowledge(id: string, seq: number | undefined): void {
    const event = this.open.get(id);
    expect(seq).toBeDefined();
    expect(this.acknowledged.get(id) ?? seq).toBe(seq);
    if (event && seq) {
      this.acknowledged.set(id, seq);
      this.open.delete(id);
      this.see(seq, event);
    }
  }

  see(seq: number, event: SessionEvent): void {
    const known = this.log.get(seq);
    if (known) {
      expect(known).toEqual(event);
    }
    this.log.set(seq, event);
    if (seq > this.seq && this.state) {
      this.state = reduceSession(this.state, event);
      this.seq = seq;
    }
  }

  client: TestClient | null = null;
}

it('holds over any interleaving of events, lost connections and kill -9', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 60 }), async actions => {
      const home = temporaryHome();
      homes.push(home);
      const socket = join(home, 'run/bridge.sock');
      let child = await startChildBridge(home, socket);
      started.push(child);
      const kernel = await TestClient.connect(socket);
      const { session } = await kernel.create({ dataset: 'birds' });
      const followers = Array.from({ length: CLIENTS }, (_, i) => new Follower(`c${i}`, session));
      for (const follower of followers) {
        await follower.connect(socket);
      }
      let next = 0;
      for (const step of actions) {
        const follower = 'client' in step ? (followers[step.client] as Follower) : null;
        if (step.kind === 'send') {
          follower?.send(`e${next++}`, eventOf(step));
        } else if (step.kind === 'drop' && follower) {
          follower.client?.socket.terminate();
          await follower.client?.closed;
          follower.read();
          await follower.connect(socket);
        } else if (step.kind === 'resend' && follower) {
          follower.read();
          const [id, seq] = [...follower.acknowledged].at(-1) ?? [];
          if (id && seq) {
            const known = follower.log.get(seq) as SessionEvent;
            follower.send(id, known);
          }
        } else if (step.kind === 'kill') {
          await child.kill();
          await Promise.all(followers.map(async f => f.client?.closed));
          child = await startChildBridge(home, socket);
          started.push(child);
          for (const f of followers) {
            f.read();
            await f.connect(socket);
          }
        }
      }
      await expect
        .poll(() => followers.every(f => (f.read(), f.open.size === 0)), { timeout: 10_000 })
        .toBe(true);
      const final = await (await TestClient.connect(socket)).join(session);
      await expect
        .poll(() => followers.every(f => (f.read(), f.seq === final.seq)), { timeout: 10_000 })
        .toBe(true);
      const order = new Map<number, SessionEvent>();
      for (const f of followers) {
        expect(f.state).toEqual(final.state);
        for (const [seq, event] of f.log) {
          expect(order.get(seq) ?? event).toEqual(event);
          order.set(seq, event);
        }
      }
      // Every acknowledged event has a number of its own.
      const numbers = followers.flatMap(f => [...f.acknowledged.values()]);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers.length).toBe(actions.filter(a => a.kind === 'send').length);
      await child.kill();
    }),
    { numRuns: 10, endOnFailure: true }
  );
}, 120_000);
