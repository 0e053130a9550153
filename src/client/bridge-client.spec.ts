import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionStateSchema, type ClientMessage, type ISessionJoined } from '../protocol';
import { BridgeClient } from './bridge-client';
import { MemoryTransport } from './testing/memory-transport';

const state = sessionStateSchema.parse({ dataset: 'quickstart' });
const joined: ISessionJoined = { session: 's', seq: 4, state, app_count: 1 };

function connect() {
  const transport = new MemoryTransport();
  const client = new BridgeClient({ transport, client: 'app', subscription: 'me' });
  clients.push(client);
  return { transport, client };
}
const clients: BridgeClient[] = [];
afterEach(() => {
  vi.useRealTimers();
  clients.splice(0).forEach(client => client.dispose());
});

const requests = (transport: MemoryTransport, method: string) =>
  transport.received.filter(
    (m): m is Extract<ClientMessage, { kind: 'request' }> =>
      m.kind === 'request' && m.method === method
  );
const events = (transport: MemoryTransport) =>
  transport.received.filter(
    (m): m is Extract<ClientMessage, { kind: 'event' }> => m.kind === 'event'
  );

async function joinedSession() {
  const { transport, client } = connect();
  transport.onMessage = message => {
    if (message.kind === 'request' && message.method === 'session.join') {
      transport.send({ kind: 'reply', id: message.id, result: joined });
    }
  };
  return { transport, client, session: await client.joinSession('s') };
}

it('joins a session once, however many callers want it at the same time', async () => {
  const { transport, client } = connect();
  transport.onMessage = message => {
    if (message.kind === 'request' && message.method === 'session.join') {
      transport.send({ kind: 'reply', id: message.id, result: joined });
    }
  };
  const [first, second] = await Promise.all([client.joinSession('s'), client.joinSession('s')]);
  expect(second).toBe(first);
  expect(requests(transport, 'session.join')).toHaveLength(1);
});

describe('requests', () => {
  it('wait for the connection and resolve with the reply', async () => {
    const { transport, client } = connect();
    const status = client.request('bridge.status', {});
    await vi.waitFor(() => expect(requests(transport, 'bridge.status')).toHaveLength(1));
    const [request] = requests(transport, 'bridge.status');
    transport.send({ kind: 'reply', id: request!.id, result: { pid: 7 } });
    expect((await status).result).toEqual({ pid: 7 });
  });

  it('reject with what the bridge says', async () => {
    const { transport, client } = connect();
    transport.onMessage = message => {
      if (message.kind === 'request') {
        transport.send({
          kind: 'reply',
          id: message.id,
          error: { code: 'not_found', message: 'There is no dataset “x”.' }
        });
      }
    };
    await expect(client.request('dataset.load', { name: 'x' })).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no dataset “x”.'
    });
  });

  it('tell the bridge when they are no longer wanted', async () => {
    const { transport, client } = connect();
    const abort = new AbortController();
    const request = client.request('dataset.list', {}, { signal: abort.signal });
    await vi.waitFor(() => expect(requests(transport, 'dataset.list')).toHaveLength(1));
    abort.abort();
    await expect(request).rejects.toMatchObject({ code: 'cancelled' });
    expect(transport.received.at(-1)).toMatchObject({ kind: 'cancel' });
  });

  it('are sent again after a break if they read, and rejected if they write', async () => {
    const { transport, client } = connect();
    const read = client.request('dataset.list', {});
    const write = client.request('dataset.create', { name: 'new' });
    const refused = expect(write).rejects.toThrow('look whether it was done');
    await vi.waitFor(() => expect(requests(transport, 'dataset.create')).toHaveLength(1));
    transport.break();
    await refused;
    await vi.waitFor(() => expect(requests(transport, 'dataset.list')).toHaveLength(1));
    expect(requests(transport, 'dataset.create')).toHaveLength(0);
    const [request] = requests(transport, 'dataset.list');
    transport.send({ kind: 'reply', id: request!.id, result: [] });
    expect((await read).result).toEqual([]);
  });
});

describe('sessions', () => {
  it('show own events at once and keep them when acknowledged', async () => {
    const { transport, session } = await joinedSession();
    const sent = session.send('set_sample', { sample_id: 'a' });
    expect(session.state.sample_id).toBe('a');
    const [event] = events(transport);
    transport.send({ kind: 'ack', session: 's', id: event!.id, seq: 5 });
    await sent;
    expect(session.state.sample_id).toBe('a');
    expect(session.seq).toBe(5);
  });

  it('take back an event that the bridge refuses', async () => {
    const { transport, session } = await joinedSession();
    const sent = session.send('set_sample', { sample_id: 'a' });
    const refused = expect(sent).rejects.toThrow('no such sample');
    const [event] = events(transport);
    transport.send({
      kind: 'ack',
      session: 's',
      id: event!.id,
      error: { code: 'not_found', message: 'no such sample' }
    });
    await refused;
    expect(session.state.sample_id).toBeNull();
  });

  it('apply others’ events under their own unconfirmed ones', async () => {
    const { transport, session } = await joinedSession();
    void session.send('set_sample', { sample_id: 'mine' });
    transport.send({
      kind: 'event',
      session: 's',
      seq: 5,
      event: 'set_sample',
      data: { sample_id: 'theirs' },
      subscription: 'other'
    });
    expect(session.state.sample_id).toBe('mine');
    transport.send({ kind: 'ack', session: 's', id: events(transport)[0]!.id, seq: 6 });
    expect(session.state.sample_id).toBe('mine');
  });

  it('rejoin with the last number seen and send what was not acknowledged, once', async () => {
    const { transport, session } = await joinedSession();
    transport.break();
    const sent = session.send('set_sample', { sample_id: 'a' });
    await vi.waitFor(() => expect(events(transport)).toHaveLength(1));
    expect(requests(transport, 'session.join')[0]?.params).toEqual({ session: 's', last_seq: 4 });
    expect(transport.received.findIndex(m => m.kind === 'event')).toBeGreaterThan(
      transport.received.findIndex(m => m.kind === 'request')
    );
    transport.send({ kind: 'ack', session: 's', id: events(transport)[0]!.id, seq: 5 });
    await sent;
    expect(session.state.sample_id).toBe('a');
  });

  it('deliver missed events after a break', async () => {
    const { transport, session } = await joinedSession();
    const seen: string[] = [];
    session.onEvent(event => seen.push(`${event.seq} ${event.event}`));
    transport.onMessage = message => {
      if (message.kind === 'request' && message.method === 'session.join') {
        transport.send({
          kind: 'reply',
          id: message.id,
          result: {
            ...joined,
            seq: 6,
            state: { ...state, sample_id: 'b' },
            missed: [
              { seq: 5, event: 'set_sample', data: { sample_id: 'b' }, subscription: 'other' },
              { seq: 6, event: 'deactivate_notebook_cell', data: {}, subscription: 'other' }
            ]
          }
        });
      }
    };
    transport.break();
    await vi.waitFor(() => expect(session.seq).toBe(6));
    expect(seen).toEqual(['5 set_sample', '6 deactivate_notebook_cell']);
    expect(session.state.sample_id).toBe('b');
  });
});
