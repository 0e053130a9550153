/** Two browsers, two kernels, cells and a sidebar on one dataset: all see the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import type { JupyterServer } from '../support/jupyter-server';
import { NotebookPage } from '../support/notebook-page';
import { WireLog } from '../support/wire-log';

const SELECTED = 'sorted(files.index(Path(dataset[id].filepath)) for id in session.selected)';
const APPS = 'session._wire.count_apps(), other._wire.count_apps()';

/** Another person's browser, with the notebook's file open and its App brought to life. */
async function openElsewhere(
  browser: Browser,
  server: JupyterServer,
  notebook: NotebookPage
): Promise<{ app: AppPage; log: WireLog; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const log = new WireLog(page);
  await page.goto(server.page(`doc/tree/${notebook.path}`));
  await page.locator('.lunette-Output-picture img').first().click();
  const app = new AppPage(page, page.locator('.lunette-App').first());
  await app.expectPainted(0);
  return { app, log, close: () => context.close() };
}

function bridgeOf(server: JupyterServer): number {
  const discovery = readFileSync(join(server.lunetteHome, 'run', 'bridge.json'), 'utf8');
  return (JSON.parse(discovery) as { pid: number }).pid;
}

async function expectSelected(app: AppPage, ...indexes: number[]): Promise<void> {
  await expect
    .poll(
      () =>
        app.root
          .locator('.lunette-Grid-tile[aria-selected="true"]')
          .evaluateAll(tiles =>
            tiles
              .map(tile => Number(/\d+/.exec(tile.getAttribute('aria-label') ?? '')?.[0]) - 1)
              .sort((a, b) => a - b)
          ),
      { message: 'selected samples' }
    )
    .toEqual(indexes);
}

test('two browsers and two kernels end with the same, in one order, and are counted', async ({
  browser,
  page,
  server,
  showApp
}) => {
  test.slow();
  const log = new WireLog(page);
  const { app, notebook } = await showApp(
    [
      'other = ln.Session(dataset.limit(5), auto=False)\nother.show(height=400)',
      'print(session._wire.id, dataset.name)',
      APPS,
      SELECTED,
      'session.view = dataset.match(F("split") == "train")',
      'session.view = None\nsession.select_samples(dataset.limit(2).values("id"))',
      `${SELECTED}, len(session.dataset), session.dataset.count_sample_tags()`
    ],
    { count: 12 }
  );
  await app.untilPainted();
  await notebook.runCell(1);
  const second = notebook.app(1);
  await second.expectCounts('5 of 12 samples · 5 labels');
  await notebook.runCell(2);
  const [session = '', name = ''] = (await notebook.text(2)).trim().split(' ');
  expect(await notebook.resultOf(3)).toBe('(1, 1)');
  await notebook.save();

  // The same session in another browser.
  const elsewhere = await openElsewhere(browser, server, notebook);
  await expect.poll(() => notebook.resultOf(3)).toBe('(2, 1)');
  await elsewhere.app.select(3);
  await expectSelected(app, 3);
  await app.root.scrollIntoViewIfNeeded();
  await app.select(1);
  await expectSelected(elsewhere.app, 1, 3);
  expect(await notebook.resultOf(4)).toBe('[1, 3]');

  // The App moves to the sidebar of the first browser and stays the same one.
  await page.getByRole('tab', { name: 'Lunette: datasets and sessions' }).click();
  await page.getByTitle(`Open ${name} in the sidebar`).first().click();
  const sidebar = new AppPage(page, page.locator('#lunette-panel .lunette-App'));
  await expect(sidebar.root).toBeVisible();
  await expect.poll(() => notebook.resultOf(3)).toMatch(/^\(2, |, 2\)$/);

  // A view of the kernel reaches every App of its session, and no other session.
  await notebook.runCell(5);
  await elsewhere.app.expectCounts('9 of 12 samples · 9 labels');
  await notebook.runCell(6);
  await elsewhere.app.expectCounts('12 samples · 12 labels');
  await expectSelected(elsewhere.app, 0, 1);

  // A second kernel changes the dataset: all who show it follow.
  const context = await browser.newContext();
  const kernel = await NotebookPage.create(await context.newPage(), server, [
    `import lunette as ln
dataset = ln.load_dataset("${name}")
third = ln.Session(dataset)
dataset.limit(3).tag_samples("elsewhere")
dataset.delete_samples(dataset.skip(11).first())
len(dataset)`
  ]);
  await kernel.open('doc');
  expect(await kernel.resultOf(0)).toBe('11');
  await elsewhere.app.expectCounts('11 samples · 11 labels');
  await elsewhere.app.expectFacetCount('tags', 'elsewhere', 3);
  expect(await notebook.resultOf(7)).toBe("([0, 1], 11, {'elsewhere': 3, 'first': 1})");

  // The bridge is killed under all of them.
  const killed = bridgeOf(server);
  process.kill(killed, 'SIGKILL');
  await elsewhere.app.select(4);
  await expectSelected(elsewhere.app, 0, 1, 4);
  await expect.poll(() => notebook.resultOf(4)).toBe('[0, 1, 4]');
  await expect.poll(() => notebook.resultOf(3)).toBe('(2, 1)');
  expect(bridgeOf(server)).not.toBe(killed);

  // Every number that both browsers heard of is the same event, and none is missing in between.
  const [mine, theirs] = [log.of(session), elsewhere.log.of(session)];
  for (const [seq, event] of theirs) {
    const other = mine.get(seq);
    if (event !== null && other != null) {
      expect(other, `event ${seq}`).toBe(event);
    }
  }
  const numbers = [...theirs.keys()].sort((a, b) => a - b);
  const before = numbers.filter(seq => seq < (numbers.at(-1) ?? 0) - 6);
  expect(before).toEqual(before.map((_, i) => (before[0] ?? 0) + i));

  // Somebody closes the browser: one App fewer.
  await elsewhere.close();
  await expect.poll(() => notebook.resultOf(3)).toBe('(1, 1)');
  await kernel.close();
  await context.close();
  expect(notebook.errors.filter(error => !/WebSocket|502|503/.test(error))).toEqual([]);
});
