import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../support/fixtures';
import type { AppPage } from '../support/app-page';
import type { JupyterServer } from '../support/jupyter-server';

const STATE = 'len(session.view), len(session.selected), dataset.count_sample_tags()';

/** Kills the bridge of the server's data home without a word, and resolves with its process id. */
function killBridge(server: JupyterServer): number {
  const { pid } = JSON.parse(
    readFileSync(join(server.lunetteHome, 'run', 'bridge.json'), 'utf8')
  ) as { pid: number };
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Filters, selects and tags in the App; all of it is acknowledged at the end. */
async function work(app: AppPage): Promise<void> {
  await app.untilPainted();
  await app.filter('split', 'train');
  await app.expectCounts('18 of 24 samples · 18 labels');
  await app.select(0);
  await app.select(2);
  await app.tag('kept');
  await app.expectFacetCount('tags', 'kept', 2);
}

async function expectWorkKept(app: AppPage): Promise<void> {
  await app.expectCounts('18 of 24 samples · 18 labels');
  await expect(app.tile(0)).toHaveAttribute('aria-selected', 'true');
  await expect(app.tile(2)).toHaveAttribute('aria-selected', 'true');
  await expect(app.selectionBar).toContainText('2 samples selected');
  await app.expectFacetCount('tags', 'kept', 2);
}

test('a restart of the kernel does not disturb the App', async ({ showApp }) => {
  const { app, notebook } = await showApp();
  await work(app);
  await notebook.restartKernel();

  await expectWorkKept(app);
  await app.filter('split', 'train');
  await app.expectCounts('24 samples · 24 labels');
  // A new view selects nothing.
  await app.select(1);
  await expect(app.selectionBar).toContainText('1 sample selected');
  await app.openViewer(3);
  await expect(app.viewer).toContainText('picture-03.png');
  expect(notebook.errors).toEqual([]);
});

test('after the bridge was killed, App and kernel go on without reload; nothing is lost', async ({
  server,
  showApp
}) => {
  const { app, notebook } = await showApp([STATE, 'session.view = dataset.limit(2)', STATE]);
  await work(app);
  expect(await notebook.resultOf(1)).toBe("(18, 2, {'first': 1, 'kept': 2})");

  const killed = killBridge(server);
  await expect
    .poll(() => bridgeOf(server), { message: 'process id of the bridge', timeout: 30_000 })
    .not.toBe(killed);

  await expectWorkKept(app);
  await expect(app.root.locator('.lunette-Banner')).toBeHidden();
  await app.select(4);
  await expect(app.selectionBar).toContainText('3 samples selected');
  expect(await notebook.resultOf(1)).toBe("(18, 3, {'first': 1, 'kept': 2})");

  await app.filter('boxes.label', 'odd');
  await app.expectCounts('6 of 24 samples · 6 labels');
  await app.select(0);
  expect(await notebook.resultOf(1)).toBe("(6, 1, {'first': 1, 'kept': 2})");
  await notebook.resultOf(2);
  await app.expectCounts('2 of 24 samples · 2 labels');
  await app.expectPainted(0);
  expect(await notebook.resultOf(3)).toBe("(2, 0, {'first': 1, 'kept': 2})");
});

test('a tag is there after the bridge was killed in the moment of its acknowledgement', async ({
  server,
  showApp
}) => {
  const { app, notebook } = await showApp(['dataset.count_sample_tags()']);
  await app.untilPainted();
  await app.select(5);
  await app.tag('just in time');
  killBridge(server);
  expect(await notebook.resultOf(1)).toBe("{'first': 1, 'just in time': 1}");
  await app.expectFacetCount('tags', 'just in time', 1);
});

/** Process id of the bridge that is announced, or null if none is. */
function bridgeOf(server: JupyterServer): number | null {
  try {
    const text = readFileSync(join(server.lunetteHome, 'run', 'bridge.json'), 'utf8');
    return (JSON.parse(text) as { pid: number }).pid;
  } catch {
    return null; // Between two bridges there is no file, or half of one.
  }
}
