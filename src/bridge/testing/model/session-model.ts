/** One run of the model: a bridge, its clients, what befalls them, and what must be true at the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ClientKind, IDatasetInfo, SessionEvent, SessionState } from '../../../protocol';
import { startProgram, type IRunningProgram } from '../start-program';
import { TestClient } from '../test-client';
import { DATASETS, eventData, largeSelection, REFUSED, type ModelEvent } from './model-events';
import { Participant } from './participant';

export const KINDS: readonly ClientKind[] = ['kernel', 'kernel', 'app', 'app', 'panel'];

export type Action =
  | { do: 'send'; who: number; event: ModelEvent }
  | { do: 'send wrong'; who: number; which: number }
  | { do: 'break'; who: number }
  | { do: 'restart'; who: number }
  | { do: 'leave and join'; who: number }
  | { do: 'read slowly'; who: number; sender: number }
  | { do: 'rename' | 'delete' | 'create' | 'tag'; who: number; dataset: number }
  | { do: 'kill' | 'stop' }
  | { do: 'wait'; ms: number };

/** Seconds in which everybody must agree once nothing happens any more. */
const SETTLE_MS = 20_000;

async function until(condition: () => boolean | Promise<boolean>, what: () => string) {
  const deadline = Date.now() + SETTLE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(what());
    }
    await sleep(10);
  }
}

export class SessionModel {
  /** Ids by the name that a dataset was given first. */
  private readonly _datasets = new Map<string, string>();
  private _bridge!: IRunningProgram;
  private _session!: string;
  private _participants!: Participant[];
  private _mark = 100;

  constructor(private readonly _home: string) {}

  async start(): Promise<void> {
    this._bridge = await startProgram(this._home);
    const maker = await TestClient.connect(this._bridge.socket);
    for (const name of DATASETS) {
      await this._create(maker, name);
    }
    this._session = (await maker.create({ dataset: DATASETS[0] })).session;
    await maker.close();
    this._participants = KINDS.map(
      kind => new Participant(this._bridge.socket, this._session, kind)
    );
    await Promise.all(this._participants.map(participant => participant.start()));
  }

  async run(action: Action): Promise<void> {
    switch (action.do) {
      case 'send': {
        const who = this._who(action.who);
        const mark = ++this._mark;
        if (who.session) {
          who.send(action.event, eventData(action.event, mark, who.session.state));
        }
        break;
      }
      case 'send wrong': {
        const { event, data } = REFUSED[action.which % REFUSED.length]!;
        this._who(action.who).send(event, data);
        break;
      }
      case 'break':
        this._who(action.who).transport?.break();
        break;
      case 'restart': {
        const who = this._who(action.who);
        who.end();
        await who.start();
        break;
      }
      case 'leave and join': {
        const who = this._who(action.who);
        who.session?.leave();
        who.end();
        await who.start();
        break;
      }
      case 'read slowly':
        await this._readSlowly(action.who, action.sender);
        break;
      case 'rename':
      case 'delete':
      case 'create':
      case 'tag':
        await this._changeDataset(action.do, this._who(action.who), action.dataset);
        break;
      case 'kill':
      case 'stop':
        await this._bridge[action.do]();
        this._bridge = await startProgram(this._home);
        break;
      case 'wait':
        await sleep(action.ms);
        break;
    }
  }

  /** Everybody agrees with what is stored; returns what is wrong. */
  async finish(): Promise<string[]> {
    const participants = this._participants;
    participants.forEach(({ transport }) => transport?.readOn());
    await until(
      () => participants.every(({ session, open }) => session !== null && open === 0),
      () =>
        `Never acknowledged: ${participants.map(p => `${p.witness.subscription} ${p.open}`).join()}`
    );
    const apps = KINDS.filter(kind => kind === 'app').length;
    const reader = await TestClient.connect(this._bridge.socket, { kind: 'script' });
    let truth = await reader.join(this._session);
    const agrees = ({ session }: Participant): boolean =>
      session?.seq === truth.seq && session.appCount === apps;
    let settled = -1;
    await until(
      async () => {
        truth = await reader.join(this._session);
        if (!participants.every(agrees)) {
          return false;
        }
        // The session follows a renamed or deleted dataset a moment after the one who did that has
        // the answer: two looks apart must find the same number.
        if (settled === truth.seq) {
          return true;
        }
        settled = truth.seq;
        await sleep(300);
        return false;
      },
      () =>
        `At ${truth.seq} with ${truth.app_count} Apps, but ${participants
          .filter(p => !agrees(p))
          .map(
            p => `${p.witness.subscription} is at ${p.session?.seq}, ${p.session?.appCount} Apps`
          )
          .join()}`
    );
    // What was stored is what a bridge that starts anew makes of it.
    await reader.close();
    const complaints = this._compare(truth.state);
    participants.forEach(participant => participant.end());
    await this._bridge.kill();
    this._bridge = await startProgram(this._home);
    const again = await TestClient.connect(this._bridge.socket, { kind: 'script' });
    const stored = await again.join(this._session);
    if (stored.seq < truth.seq) {
      complaints.push(`A bridge that starts anew is at ${stored.seq}, before ${truth.seq}.`);
    }
    if (!isDeepStrictEqual(stored.state, truth.state)) {
      const [before, after] = [truth.state, stored.state].map(state => JSON.stringify(state));
      complaints.push(`A bridge that starts anew has another state: ${after}, not ${before}.`);
    }
    const { result } = await again.ask('dataset.list');
    const names = (result as IDatasetInfo[]).map(({ name }) => name);
    if (stored.state.dataset !== null && !names.includes(stored.state.dataset)) {
      complaints.push(`The session shows “${stored.state.dataset}”, which is not there.`);
    }
    return complaints;
  }

  async close(): Promise<void> {
    this._participants?.forEach(participant => participant.end());
    await this._bridge?.kill();
  }

  private _compare(truth: SessionState): string[] {
    const complaints: string[] = [];
    for (const { session, witness } of this._participants) {
      if (!isDeepStrictEqual(session?.state, truth)) {
        complaints.push(`${witness.subscription} has another state than the bridge.`);
      }
      if (!isDeepStrictEqual(witness.state, truth)) {
        complaints.push(`What ${witness.subscription} was told makes another state.`);
      }
    }
    const witnesses = this._participants.flatMap(participant => participant.witnesses);
    complaints.push(...witnesses.flatMap(witness => witness.complaints));
    // One order for all, and every event once.
    const order = new Map<number, SessionEvent>();
    const senders = new Map<number, string | null>();
    for (const { log } of witnesses) {
      for (const [seq, { event, subscription }] of log) {
        const known = order.get(seq) ?? event;
        if (!isDeepStrictEqual(known, event)) {
          const [one, other] = [known, event].map(seen => JSON.stringify(seen).slice(0, 300));
          complaints.push(`Number ${seq} is ${one} for one and ${other} for another.`);
        }
        order.set(seq, event);
        senders.set(seq, subscription);
      }
    }
    for (const { subscription, acknowledged, sentEvents, refused } of witnesses) {
      const numbers = new Set(acknowledged.values());
      if (numbers.size !== acknowledged.size) {
        complaints.push(`Two events of ${subscription} were acknowledged with one number.`);
      }
      const heard = [...senders].filter(([, sender]) => sender === subscription).length;
      const unknown = sentEvents.size - acknowledged.size - refused.size;
      if (heard > acknowledged.size + Math.max(0, unknown)) {
        complaints.push(`Of ${subscription} ${heard} events were applied, which is too many.`);
      }
      for (const seq of numbers) {
        if (senders.has(seq) && senders.get(seq) !== subscription) {
          complaints.push(`${subscription} had ${seq} acknowledged, which is somebody else's.`);
        }
      }
    }
    return complaints;
  }

  private async _readSlowly(who: number, sender: number): Promise<void> {
    const slow = this._who(who);
    const other = this._who(sender === who ? who + 1 : sender);
    slow.transport?.stopReading();
    for (let i = 0; i < 60; i++) {
      other.send('select_samples', largeSelection((this._mark += 1)));
    }
    await until(
      () => other.open === 0,
      () => 'A slow reader held up another client.'
    );
    slow.transport?.readOn();
  }

  private async _changeDataset(
    what: 'rename' | 'delete' | 'create' | 'tag',
    who: Participant,
    index: number
  ): Promise<void> {
    const name = DATASETS[index % DATASETS.length]!;
    const dataset = this._datasets.get(name);
    if (what === 'create') {
      const maker = await TestClient.connect(this._bridge.socket);
      await this._create(maker, name);
      await maker.close();
    } else if (dataset && what === 'rename') {
      who.ask('dataset.update', { dataset, name: `${name} ${++this._mark}` });
    } else if (dataset && what === 'delete') {
      who.ask('dataset.delete', { dataset });
    } else if (dataset) {
      who.ask('samples.tag', { dataset, tags: [`t${++this._mark}`] });
    }
  }

  /** Makes a dataset of a name that nobody has, or leaves the one there is. */
  private async _create(maker: TestClient, name: string): Promise<void> {
    const { result } = await maker.ask('dataset.create', { name, persistent: true });
    if (result) {
      this._datasets.set(name, (result as IDatasetInfo).id);
    }
  }

  private _who(index: number): Participant {
    return this._participants[index % this._participants.length]!;
  }
}
