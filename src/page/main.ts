/** The App in a browser tab of its own: `<base>/lunette/app?session=<id>`, or a door's `/app`. */
import { BridgeClient, BridgeError, checkHops, type SessionClient } from '../client';
import { mountApp } from '../widget';
import { doorHost } from './door-host';
import { jupyterHost } from './jupyter-host';
import { showMessage } from './page-message';

const SESSION = /^[A-Za-z0-9_-]{1,64}$/;

/** 128 random bits; `crypto.randomUUID` is missing on plain-http hubs. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Keeps the title of the tab: the dataset that the session shows. */
function keepTitle(session: SessionClient): void {
  const update = (): void => {
    const { dataset } = session.state;
    document.title = dataset ? `${dataset} — Lunette` : 'Lunette';
  };
  session.subscribe(update);
  update();
}

/** A link may bring the login's token; the login has its cookie now, and the history needs none. */
function dropToken(): void {
  const address = new URL(location.href);
  if (address.searchParams.has('token')) {
    address.searchParams.delete('token');
    history.replaceState(history.state, '', address);
  }
}

/** A notebook waits for the picture of a cell; this page has none. */
function answerForCells(session: SessionClient): void {
  session.onEvent(event => {
    if (event.event === 'deactivate_notebook_cell') {
      const { subscription } = event.data;
      void session.send('capture_notebook_cell', {
        subscription: subscription ?? '',
        width: 0,
        no_cell: true
      });
    }
  });
}

function start(root: HTMLElement): void {
  dropToken();
  const session = new URLSearchParams(location.search).get('session') ?? '';
  // Jupyter servers have a prefix before it, doors have none at all.
  const host = location.pathname.endsWith('/lunette/app') ? jupyterHost() : doorHost();
  if (!SESSION.test(session)) {
    showMessage(root, 'No session', 'This address names no session. In Python:', [
      'session = ln.launch_app(dataset)',
      'session.open_tab()'
    ]);
    return;
  }
  root.className = 'lunette-Page';
  const client = new BridgeClient({
    transport: host.transport,
    client: 'app',
    subscription: randomId()
  });
  const app = mountApp(root, {
    client,
    session,
    theme: 'follow',
    mediaUrl: host.mediaUrl,
    diagnose: () => checkHops({ session, server: host.server, askHealth: host.askHealth })
  });
  const joined = (session: SessionClient): void => {
    keepTitle(session);
    answerForCells(session);
  };
  client.joinSession(session).then(joined, (error: unknown) => {
    // The App itself shows why it cannot be joined.
    if (!(error instanceof BridgeError)) {
      throw error;
    }
  });
  // A page that comes back from the browser's back/forward cache lost its connection there; the
  // client makes a new one. One that is left for good says so at once.
  window.addEventListener('pagehide', ({ persisted }) => {
    if (!persisted) {
      client.dispose();
    }
  });
  app.focus();
}

const root = document.getElementById('app');
if (!root) {
  throw new Error('The page has no element #app.');
}
start(root);
