import { describe, expect, it } from 'vitest';
import { VERSION } from '../protocol';
import { checkHops, failedHop, type IHop, type IHopCheck } from './check-hops';

const WELL = {
  relay: { ok: true, version: VERSION, home: 'aaaaaaaa', python: '/opt/server/bin/python' },
  bridge: { ok: true, version: VERSION, session: true }
};

/** What is found if the server answers like this. */
function found(body: unknown, options: Partial<IHopCheck> = {}, status = 200): Promise<IHop[]> {
  return checkHops({
    session: 's',
    server: 'jupyter',
    askHealth: () => Promise.resolve({ status, body }),
    ...options
  });
}
const states = (hops: IHop[]): string =>
  hops.map(({ name, state }) => `${name}: ${state}`).join(', ');

it('finds every hop in order where all is well', async () => {
  const hops = await found(WELL, { origin: { version: VERSION, home: 'aaaaaaaa' } });
  expect(states(hops)).toBe('Page: ok, Jupyter server: ok, Bridge: ok, Session: ok');
  expect(failedHop(hops)).toBeUndefined();
});

describe('names the hop that fails, and what repairs it:', () => {
  it.each([
    ['a cell of another version', WELL, { origin: { version: '9.9.9' } }, 200, 'Page', '9.9.9'],
    ['a server without Lunette', null, {}, 404, 'Jupyter server', 'extension enable lunette'],
    ['a login that ended', null, {}, 403, 'Jupyter server', 'Reload this page'],
    ['a proxy that fails', null, {}, 502, 'Jupyter server', 'status 502'],
    [
      'a server of another version',
      { ...WELL, relay: { ...WELL.relay, version: '0.0.1' } },
      {},
      200,
      'Jupyter server',
      '/opt/server/bin/python -m pip install'
    ],
    [
      'a bridge that does not start',
      { ...WELL, bridge: { ok: false, message: 'Lunette needs Node 24.' } },
      {},
      200,
      'Bridge',
      'Lunette needs Node 24.'
    ],
    [
      'a bridge of another version',
      { ...WELL, bridge: { ...WELL.bridge, version: '0.0.1' } },
      {},
      200,
      'Bridge',
      'lunette bridge stop'
    ],
    ['another data home', WELL, { origin: { home: 'bbbbbbbb' } }, 200, 'Data home', 'LUNETTE_HOME'],
    [
      'a session that is gone',
      { ...WELL, bridge: { ...WELL.bridge, session: false } },
      {},
      200,
      'Session',
      'ln.launch_app(dataset)'
    ]
  ] as const)('%s', async (_what, body, options, status, name, said) => {
    const hop = failedHop(await found(body, options, status));
    expect(hop?.name).toBe(name);
    expect(`${hop?.text} ${hop?.repair} ${hop?.command}`).toContain(said);
  });
});

it('says that a server does not answer, and what was not reached', async () => {
  const askHealth = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));
  const hops = await found(null, { askHealth });
  expect(states(hops)).toBe('Page: ok, Jupyter server: failed, Bridge: unknown, Session: unknown');
  const tab = await found(null, { askHealth, server: 'bridge' });
  expect(states(tab)).toBe('Page: ok, Bridge: failed, Session: unknown');
  expect(failedHop(tab)?.command).toBe('session.open_tab()');
});

it('knows of no Jupyter server where the bridge itself serves the page', async () => {
  const { bridge } = WELL;
  expect(states(await found({ bridge }, { server: 'bridge' }))).toBe(
    'Page: ok, Bridge: ok, Session: ok'
  );
  const refused = failedHop(await found({}, { server: 'bridge' }, 403));
  expect(refused?.text).toContain('does not take the key');
});

it('takes any answer, also of an older server', async () => {
  expect(states(await found({}))).toContain('Bridge: failed');
  expect(states(await found(null))).toContain('Bridge: failed');
  expect(states(await found('nonsense'))).toContain('Bridge: failed');
});
