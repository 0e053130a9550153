/**
 * A page with the App on synthetic data, for browsers of tests and people:
 * `?samples=200&theme=dark&latency=300&hard=1`. `window.lunette` holds the App and its bridge.
 */
import { BridgeClient } from '../../client';
import { mountApp, type AppTheme, type IAppHandle } from '..';
import { syntheticAddress } from './synthetic-picture';
import { SyntheticBridge } from './synthetic-bridge';
import { indexOfId } from './synthetic-dataset';

declare global {
  interface Window {
    lunette: { app: IAppHandle; bridge: SyntheticBridge; client: BridgeClient };
  }
}

const params = new URLSearchParams(location.search);
const bridge = new SyntheticBridge({
  samples: Number(params.get('samples') ?? 200),
  latency: Number(params.get('latency') ?? 0),
  hard: params.has('hard')
});
const client = new BridgeClient({ transport: bridge, client: 'app', subscription: 'dev' });

const mediaUrl = (_dataset: string, id: string): string => syntheticAddress(indexOfId(id));

const host = document.getElementById('host');
if (!host) {
  throw new Error('The page has no element #host.');
}
const app = mountApp(host, {
  client,
  session: 's',
  theme: (params.get('theme') ?? 'light') as AppTheme,
  mediaUrl
});
window.lunette = { app, bridge, client };
