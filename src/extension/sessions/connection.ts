/** How the page reaches the bridge: through the Jupyter server's own origin, prefix and login. */
import { URLExt } from '@jupyterlab/coreutils';
import type { ServerConnection } from '@jupyterlab/services';
import { BridgeClient, WebSocketTransport } from '../../client';
import type { ClientKind } from '../../protocol';

export class BridgeConnection {
  constructor(private readonly _settings: ServerConnection.ISettings) {}

  /** A client of its own, with its own socket. */
  createClient(kind: ClientKind): BridgeClient {
    return new BridgeClient({
      transport: new WebSocketTransport(() => this._socketUrl(), this._settings.WebSocket),
      client: kind,
      subscription: randomId()
    });
  }

  /** Address of a sample's picture. */
  mediaUrl(dataset: string, sampleId: string): string {
    return URLExt.join(
      this._settings.baseUrl,
      'lunette/media',
      encodeURIComponent(dataset),
      encodeURIComponent(sampleId)
    );
  }

  private _socketUrl(): string {
    const url = URLExt.join(this._settings.wsUrl, 'lunette/ws');
    const { appendToken, token } = this._settings;
    return appendToken && token ? `${url}?token=${encodeURIComponent(token)}` : url;
  }
}

/** 128 random bits; `crypto.randomUUID` is missing on plain-http hubs. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
