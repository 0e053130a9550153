import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../support/fixtures';
import type { JupyterServer } from '../support/jupyter-server';
import type { NotebookPage } from '../support/notebook-page';
import { rawRequest, rawUpgrade } from '../support/raw-request';

test.use({ flavour: 'locked' });

const IDS = 'dataset._id, dataset.first().id';
const FOREIGN_ORIGINS = ['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'];
const FOREIGN_HOSTS = ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:80'];

/** Routes of ours, the websocket last. */
async function routesOf(notebook: NotebookPage, cell: number): Promise<string[]> {
  const [dataset, sample] = (await notebook.resultOf(cell)).match(/[0-9a-f]{24}/g)!;
  return [`media/${dataset}/${sample}`, 'health', 'ws'];
}

/** Status of a request for a route of ours: an upgrade where the route is a websocket. */
function statusOf(
  server: JupyterServer,
  route: string,
  headers: Record<string, string>,
  query = ''
): Promise<number> {
  const url = `${server.url}/lunette/${route}${query}`;
  return route === 'ws'
    ? rawUpgrade({ url, headers })
    : rawRequest({ url, headers }).then(({ status }) => status);
}

/** What a logged-in browser sends by itself. */
async function cookieOf(notebook: NotebookPage): Promise<string> {
  const cookies = await notebook.page.context().cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

test('with token and XSRF on, the App works and says no secret', async ({ server, showApp }) => {
  const { app, notebook } = await showApp();
  await app.expectPainted(0);
  await app.openViewer(1);
  await expect(app.viewer).toContainText('picture-01.png');
  expect(await notebook.page.content()).not.toContain(server.lunetteHome);
  expect(notebook.errors).toEqual([]);
});

test('who is logged in gets an answer from every route, nobody else does', async ({
  server,
  showApp
}) => {
  const { notebook } = await showApp([IDS]);
  const cookie = await cookieOf(notebook);
  const host = new URL(server.url).host;
  for (const route of await routesOf(notebook, 1)) {
    const good = route === 'ws' ? 101 : 200;
    expect(await statusOf(server, route, { Cookie: cookie }), route).toBe(good);
    expect(
      await statusOf(server, route, { Cookie: cookie, Origin: server.url, Host: host }),
      route
    ).toBe(good);

    expect(await statusOf(server, route, {}), `${route}, no login`).toBe(403);
    const wrong = { Authorization: `token ${'0'.repeat(32)}` };
    expect(await statusOf(server, route, wrong), `${route}, wrong token`).toBe(403);
    expect(await statusOf(server, route, {}, `?token=${'0'.repeat(32)}`), route).toBe(403);
    expect(await statusOf(server, route, { Origin: server.url }), route).toBe(403);
  }
});

test('no route answers a page of another origin, or under another name', async ({
  server,
  showApp
}) => {
  const { notebook } = await showApp([IDS]);
  const logins = [
    { Cookie: await cookieOf(notebook) },
    { Authorization: `token ${server.token}` }
  ] as const;
  for (const route of await routesOf(notebook, 1)) {
    for (const login of logins) {
      for (const Origin of FOREIGN_ORIGINS) {
        expect(await statusOf(server, route, { ...login, Origin }), `${route} ${Origin}`).toBe(403);
      }
      for (const Host of FOREIGN_HOSTS) {
        expect(await statusOf(server, route, { ...login, Host }), `${route} ${Host}`).toBe(403);
      }
      const fromElsewhere = { ...login, 'Sec-Fetch-Site': 'cross-site' };
      expect(await statusOf(server, route, fromElsewhere), `${route} cross-site`).toBe(403);
    }
  }
});

test('nothing can be posted, and malformed requests end quietly', async ({ server, showApp }) => {
  const { notebook } = await showApp([IDS]);
  const headers = { Authorization: `token ${server.token}` };
  for (const route of await routesOf(notebook, 1)) {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const url = `${server.url}/lunette/${route}`;
      const { status, headers: answered } = await rawRequest({ url, method, headers });
      expect([403, 405], `${method} ${route}`).toContain(status);
      expect(answered['access-control-allow-origin']).toBeUndefined();
    }
    for (const Origin of ['http://[', '://', 'http://%zz', 'a'.repeat(5000)]) {
      expect(await statusOf(server, route, { ...headers, Origin })).toBe(403);
    }
  }
  // The server is well.
  await server.api('GET', 'status');
});

test('the socket of the bridge answers neither a foreign Host nor any Origin', async ({
  server,
  showApp
}) => {
  await showApp();
  const { socket } = JSON.parse(
    readFileSync(join(server.lunetteHome, 'run', 'bridge.json'), 'utf8')
  ) as { socket: string };
  for (const headers of [
    { Host: 'evil.example' },
    { Host: 'localhost', Origin: 'http://evil.example' },
    { Host: 'localhost', Origin: 'null' }
  ] as Record<string, string>[]) {
    expect((await rawRequest({ url: '/health', socket, headers })).status).toBe(403);
    expect(await rawUpgrade({ url: '/ws', socket, headers })).toBe(403);
  }
  const post = { url: '/health', socket, method: 'POST', headers: { Host: 'localhost' } };
  expect((await rawRequest(post)).status).toBe(405);
});

test('the address of a picture is never a path', async ({ server, showApp }) => {
  const { notebook } = await showApp([IDS]);
  const [media] = await routesOf(notebook, 1);
  const [, dataset] = media!.split('/');
  const headers = { Authorization: `token ${server.token}` };
  for (const id of [
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '/etc/passwd',
    '%2fetc%2fpasswd',
    '..%5c..%5cetc',
    'f'.repeat(24),
    `${'f'.repeat(24)}%00.png`
  ]) {
    const url = `${server.url}/lunette/media/${dataset}/${id}`;
    const { status, body } = await rawRequest({ url, headers });
    expect(status, id).toBe(404);
    expect(body).not.toContain('root:');
  }
});

test('pictures are sent as pictures and as nothing else', async ({ server, showApp }) => {
  const { notebook } = await showApp([IDS]);
  const [media] = await routesOf(notebook, 1);
  const { headers } = await rawRequest({
    url: `${server.url}/lunette/${media}`,
    headers: { Authorization: `token ${server.token}` }
  });
  expect(headers['content-type']).toBe('image/png');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toContain('sandbox');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(headers['cache-control']).toContain('private');
});

test('a page cannot add files, or change where a sample’s file is', async ({ showApp }) => {
  const { app, notebook } = await showApp([IDS, 'len(dataset), dataset.first().filename']);
  await app.expectPainted(0);
  const [dataset] = (await notebook.resultOf(1)).match(/[0-9a-f]{24}/g)!;
  const replies = await notebook.page.evaluate(async id => {
    const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/lunette/ws`);
    await new Promise(resolve => (socket.onopen = resolve));
    const requests = [
      { method: 'samples.add', params: { dataset: id } },
      { method: 'samples.update', params: { dataset: id } },
      { method: 'dataset.create', params: { name: 'from-a-page' } }
    ];
    const codes: string[] = [];
    await new Promise<void>(resolve => {
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(String(data)) as {
          kind: string;
          error?: { code: string };
        };
        if (message.kind === 'reply') {
          codes.push(message.error?.code ?? 'done');
          if (codes.length === requests.length) {
            resolve();
          }
        }
      };
      const hello = { kind: 'hello', v: 1, client: 'app', subscription: 'test' };
      socket.send(JSON.stringify(hello));
      requests.forEach((request, i) =>
        socket.send(JSON.stringify({ kind: 'request', id: i, ...request }))
      );
    });
    socket.close();
    return codes;
  }, dataset!);
  expect(replies).toEqual(['unauthorized', 'unauthorized', 'unauthorized']);
  expect(await notebook.resultOf(2)).toBe("(24, 'picture-00.png')");
});
