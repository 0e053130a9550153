/**
 * Where the way from the page to its session ends: every hop in order, with the command that
 * repairs it. `lunette doctor` (lunette/_doctor*.py) knows the same hops.
 */
import { VERSION } from '../protocol';

export type HopState = 'ok' | 'failed' | 'unknown';

export interface IHop {
  name: string;
  state: HopState;
  /** What was found, in a sentence. */
  text: string;
  /** What to do about it. */
  repair?: string;
  /** What to type for it. */
  command?: string;
}

/** What the kernel wrote into the cell about itself; cells of older versions say nothing. */
export interface ISessionOrigin {
  /** Version of the kernel's `lunette`. */
  version?: string;
  /** A digest of its data home. */
  home?: string;
}

export interface IHopCheck {
  session: string;
  origin?: ISessionOrigin;
  /** Asks the server that the page came from; as `fetch`, it rejects if nobody answers. */
  askHealth(session: string): Promise<{ status: number; body: unknown }>;
  /** How the server between page and bridge is called. */
  server: 'jupyter' | 'bridge';
}

interface IHealth {
  relay?: { ok: boolean; version?: string; home?: string; python?: string };
  bridge?: { ok: boolean; version?: string; message?: string; session?: boolean };
}

/** Looks at each hop. Never rejects: what cannot be found out is said. */
export async function checkHops(check: IHopCheck): Promise<IHop[]> {
  const { session, origin = {}, server } = check;
  const hops: IHop[] = [pageHop(origin)];
  const rest = server === 'jupyter' ? unknown('Bridge', 'Session') : unknown('Session');
  let answer: { status: number; body: unknown };
  try {
    answer = await check.askHealth(session);
  } catch {
    return [...hops, unreachable(server), ...rest];
  }
  if (answer.status !== 200) {
    return [...hops, refused(answer.status, server), ...rest];
  }
  const { relay, bridge } = (answer.body ?? {}) as IHealth;
  if (server === 'jupyter') {
    hops.push(relayHop(relay));
  }
  hops.push(bridgeHop(bridge, server === 'jupyter' ? relay?.version : undefined));
  if (origin.home && relay?.home && origin.home !== relay.home) {
    hops.push({
      name: 'Data home',
      state: 'failed',
      text: 'The kernel and the Jupyter server keep their data in different folders, so the server’s bridge does not know the kernel’s sessions.',
      repair:
        'Give both the same LUNETTE_HOME, or unset it in both, and restart both. To see each:',
      command: 'lunette bridge status'
    });
  }
  hops.push(sessionHop(bridge));
  return hops;
}

/** The first hop that failed: what a person should look at. */
export const failedHop = (hops: readonly IHop[]): IHop | undefined =>
  hops.find(({ state }) => state === 'failed');

function pageHop({ version }: ISessionOrigin): IHop {
  if (version !== undefined && version !== VERSION) {
    return {
      name: 'Page',
      state: 'failed',
      text: `This page has Lunette ${VERSION}, but the cell was made by Lunette ${version} in the kernel.`,
      repair:
        'Install the same version for kernel and Jupyter server, restart both and reload the page:',
      command: 'pip install --upgrade lunette'
    };
  }
  return { name: 'Page', state: 'ok', text: `Lunette ${VERSION}` };
}

function unreachable(server: IHopCheck['server']): IHop {
  return server === 'jupyter'
    ? {
        name: 'Jupyter server',
        state: 'failed',
        text: 'The Jupyter server does not answer.',
        repair: 'Start it again, or look whether the network between it and this page works.'
      }
    : {
        name: 'Bridge',
        state: 'failed',
        text: 'The bridge does not answer at this address: it has ended, or the port is not forwarded any more.',
        repair: 'In Python:',
        command: 'session.open_tab()'
      };
}

function refused(status: number, server: IHopCheck['server']): IHop {
  if (server === 'bridge') {
    return {
      name: 'Bridge',
      state: 'failed',
      text: 'The bridge does not take the key of this address: it was started anew, or the key was used already.',
      repair: 'In Python:',
      command: 'session.open_tab()'
    };
  }
  const name = 'Jupyter server';
  if (status === 404) {
    return {
      name,
      state: 'failed',
      text: 'The Jupyter server has not loaded Lunette: it is not installed in the server’s own environment, which may be another one than the kernel’s, or it is not enabled there.',
      repair: 'In the environment of the Jupyter server, then start the server again:',
      command: 'pip install lunette && jupyter server extension enable lunette --sys-prefix'
    };
  }
  if (status === 401 || status === 403) {
    return {
      name,
      state: 'failed',
      text: 'The Jupyter server wants you to log in again.',
      repair: 'Reload this page.'
    };
  }
  return {
    name,
    state: 'failed',
    text: `The Jupyter server answers with status ${status}.`,
    repair: 'Look into its log; a proxy in front of it may be the one that answers.'
  };
}

function relayHop(relay: IHealth['relay']): IHop {
  const version = relay?.version ?? 'of unknown version';
  if (version !== VERSION) {
    return {
      name: 'Jupyter server',
      state: 'failed',
      text: `The Jupyter server has loaded Lunette ${version}, this page has ${VERSION}.`,
      repair: 'Start the Jupyter server again and reload this page. If that does not help:',
      command: `${relay?.python ?? 'python'} -m pip install --force-reinstall lunette`
    };
  }
  return { name: 'Jupyter server', state: 'ok', text: `Lunette ${version}` };
}

function bridgeHop(bridge: IHealth['bridge'], expected: string | undefined): IHop {
  if (!bridge?.ok) {
    return {
      name: 'Bridge',
      state: 'failed',
      text: bridge?.message ?? 'The bridge does not answer.',
      repair: 'More is said by:',
      command: 'lunette doctor'
    };
  }
  const version = bridge.version ?? 'of unknown version';
  if (version !== (expected ?? VERSION)) {
    return {
      name: 'Bridge',
      state: 'failed',
      text: `The running bridge is version ${version}, needed is ${expected ?? VERSION}.`,
      repair: 'Stop it; it starts anew by itself:',
      command: 'lunette bridge stop'
    };
  }
  return { name: 'Bridge', state: 'ok', text: `Lunette ${version}` };
}

function sessionHop(bridge: IHealth['bridge']): IHop {
  const name = 'Session';
  if (!bridge?.ok || bridge.session === undefined) {
    return { name, state: 'unknown', text: 'Cannot be looked up.' };
  }
  return bridge.session
    ? { name, state: 'ok', text: 'Known to the bridge' }
    : {
        name,
        state: 'failed',
        text: 'The bridge does not know this session: it was closed, the data home was cleared, or the cell is another person’s.',
        repair: 'Show the dataset again in Python:',
        command: 'session = ln.launch_app(dataset)'
      };
}

const unknown = (...names: string[]): IHop[] =>
  names.map(name => ({ name, state: 'unknown', text: 'Not reached.' }));
