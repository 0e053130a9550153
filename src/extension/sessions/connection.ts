/** How the page reaches the bridge: through the Jupyter server's own origin, prefix and login. */
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import {
  BridgeClient,
  checkHops,
  WebSocketTransport,
  type IHop,
  type ISessionOrigin
} from '../../client';
import type { ClientKind } from '../../protocol';

/** A dataset made of a folder. */
export interface IOpenedFolder {
  dataset: string;
  /** Pictures in it. */
  count: number;
}

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

  /** Address of a session's App in a browser tab of its own. */
  tabUrl(session: string): string {
    const url = URLExt.join(this._settings.baseUrl, 'lunette/app');
    return `${url}?session=${encodeURIComponent(session)}`;
  }

  /** Where the way to a session ends. */
  diagnose(session: string, origin: ISessionOrigin = {}): Promise<IHop[]> {
    return checkHops({
      session,
      origin,
      server: 'jupyter',
      askHealth: async id => {
        const url = URLExt.join(this._settings.baseUrl, 'lunette/health');
        const response = await ServerConnection.makeRequest(
          `${url}?session=${encodeURIComponent(id)}`,
          { cache: 'no-store' },
          this._settings
        );
        const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json');
        const body: unknown = isJson ? await response.json() : null;
        return { status: response.status, body };
      }
    });
  }

  /** Whether there is a bridge to ask; does not start one. */
  async isBridgeRunning(): Promise<boolean> {
    const { running } = await this._json<{ running: boolean }>('lunette/running', {});
    return running;
  }

  /**
   * Makes a dataset of a folder of pictures, or of one picture, or finds the one of before.
   * @param path below the folder of the Jupyter server
   * @throws Error with what is wrong with the folder or a file
   */
  openFolder(path: string): Promise<IOpenedFolder> {
    return this._json('lunette/open-folder', { method: 'POST', body: JSON.stringify({ path }) });
  }

  /** @throws Error with the sentence of the answer. */
  private async _json<T>(route: string, init: RequestInit): Promise<T> {
    const url = URLExt.join(this._settings.baseUrl, route);
    const response = await ServerConnection.makeRequest(url, init, this._settings);
    const body = (await response.json()) as { error?: { message?: string } };
    if (!response.ok) {
      throw new Error(body.error?.message ?? response.statusText);
    }
    return body as T;
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
