import type { Page } from '@playwright/test';

interface ISessionMessage {
  kind: string;
  session: string;
  seq?: number;
  event?: string;
}

/**
 * What a page is told of sessions, by number: listens to the App's sockets from before the page is
 * loaded. An event of the page's own has no name here, for the bridge only acknowledges it.
 */
export class WireLog {
  private readonly heard = new Map<string, Map<number, string | null>>();

  constructor(page: Page) {
    page.on('websocket', socket => {
      if (socket.url().includes('/lunette/ws')) {
        socket.on('framereceived', ({ payload }) => {
          if (typeof payload === 'string') {
            this.take(JSON.parse(payload) as ISessionMessage);
          }
        });
      }
    });
  }

  /** Names of the events of a session by their numbers; null are the page's own. */
  of(session: string): ReadonlyMap<number, string | null> {
    return this.heard.get(session) ?? new Map();
  }

  private take({ kind, session, seq, event }: ISessionMessage): void {
    if ((kind === 'event' || kind === 'ack') && seq !== undefined) {
      const known = this.heard.get(session) ?? new Map<number, string | null>();
      this.heard.set(session, known.set(seq, event ?? null));
    }
  }
}
