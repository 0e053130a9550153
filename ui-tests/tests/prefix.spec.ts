import { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { HubProxy } from '../support/hub-proxy';
import { HUB_PREFIX } from '../support/jupyter-server';
import { NotebookPage } from '../support/notebook-page';
import { datasetSource, writePictures } from '../support/sample-pictures';
import { TabPage } from '../support/tab-page';

test.use({ flavour: 'hub' });

test('behind a hub everything goes through its origin, its login and its path', async ({
  browser,
  page,
  server
}) => {
  const hub = await HubProxy.start(server);
  writePictures(server.rootDir);
  const source = `${datasetSource('hub', 24)}session = ln.launch_app(dataset)`;
  const cells = [source, 'session.open_tab()', 'session.url', 'len(session.selected)'];
  const notebook = await NotebookPage.create(page, hub.outside(server), cells);

  await page.goto(hub.url + HUB_PREFIX);
  await page.getByLabel('Password').fill(hub.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await notebook.open();
  await notebook.resultOf(0);
  const app = notebook.app(0);
  await app.expectPainted(0);
  await app.openViewer(1);
  await expect(app.viewer).toContainText('picture-01.png');
  await page.keyboard.press('Escape');
  expect(hub.sockets).toContain(`${HUB_PREFIX}lunette/ws`);

  // The kernel does not know the hub's address; the page does.
  const path = `${HUB_PREFIX}lunette/app?session=`;
  expect(await notebook.resultOf(2)).toContain(`'${path}`);
  await notebook.runCell(1);
  const link = notebook.output(1).getByRole('link', { name: 'Open the App in a browser tab' });
  const address = (await link.getAttribute('href')) ?? '';
  expect(address).toContain(hub.url + path);
  const opening = page.context().waitForEvent('page');
  await link.click();
  const tab = new TabPage(await opening);
  await tab.app.expectPainted(0);
  await tab.app.select(2);
  await expect.poll(() => notebook.resultOf(3)).toBe('1');
  expect(tab.errors).toEqual([]);
  expect(notebook.errors).toEqual([]);

  // Somebody else gets the hub's login, and after it the App.
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(address);
  await expect(stranger).toHaveURL(/\/hub\/login/);
  await expect(stranger.locator('.lunette-App')).toHaveCount(0);
  await context.close();
  await notebook.close();
  await hub.stop();
});

test('an App that the hub cuts off says so and comes back', async ({ page, server }) => {
  const hub = await HubProxy.start(server);
  writePictures(server.rootDir);
  const source = `${datasetSource('cut', 12)}session = ln.launch_app(dataset)`;
  const notebook = await NotebookPage.create(page, hub.outside(server), [source]);
  await page.goto(`${hub.url}/hub/login?password=${hub.password}&next=${HUB_PREFIX}`);
  await notebook.open();
  await notebook.resultOf(0);
  const app = new AppPage(page, notebook.liveApps.first());
  await app.expectPainted(0);
  hub.cut(true);
  await expect(app.root.locator('.lunette-Banner')).toContainText('connecting again');
  hub.cut(false);
  await expect(app.root.locator('.lunette-Banner')).toHaveCount(0);
  await app.expectPainted(0);
  await notebook.close();
  await hub.stop();
});
