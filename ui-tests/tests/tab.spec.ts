import { expect, test } from '../support/fixtures';
import { processesOfHome } from '../support/processes-of-home';
import { PythonSession } from '../support/python-session';
import { datasetSource, writePictures } from '../support/sample-pictures';
import { TabPage } from '../support/tab-page';

test.use({ flavour: 'locked' });

const SELECTED = 'sorted(s.filename for s in dataset.select(session.selected))';

test('open_tab() puts a link into the cell, and the App in the tab is in step with the cell', async ({
  showApp
}) => {
  const { app, notebook } = await showApp(['session.open_tab()', SELECTED, 'session.url']);
  await app.untilPainted();
  await notebook.runCell(1);
  const opening = notebook.page.context().waitForEvent('page');
  await notebook.output(1).getByRole('link', { name: 'Open the App in a browser tab' }).click();
  const tab = new TabPage(await opening);
  await tab.app.expectPainted(0);
  await expect(tab.page).toHaveTitle(/^pictures-\d+ — Lunette$/);
  expect(tab.page.url()).toBe((await notebook.resultOf(3)).replaceAll("'", ''));

  await tab.app.select(1);
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');
  expect(await notebook.resultOf(2)).toBe("['picture-01.png']");
  await tab.app.openViewer(2);
  await expect(tab.app.viewer).toContainText('picture-02.png');
  await tab.page.keyboard.press('Escape');

  await tab.page.reload();
  await tab.app.expectPainted(0);
  await expect(tab.app.tile(1)).toHaveAttribute('aria-selected', 'true');
  await tab.page.goto('about:blank');
  await tab.page.goBack();
  await tab.app.expectPainted(0);
  expect(tab.errors).toEqual([]);
  expect(notebook.errors).toEqual([]);
});

test('the tab follows the theme of the system, and the one that the session sets', async ({
  server,
  showApp
}) => {
  const { notebook } = await showApp(
    ['print(session.url)', 'session.config.theme = "light"\nsession.refresh()'],
    { show: 'session = ln.Session(dataset)' }
  );
  const url = (await notebook.resultOf(1)).trim();
  const context = await notebook.page.context().browser()!.newContext({ colorScheme: 'dark' });
  const tab = new TabPage(await context.newPage());
  await tab.page.goto(`${url}&token=${server.token}`);
  expect(tab.page.url()).not.toContain(server.token);
  await expect(tab.app.root).toHaveClass(/lunette-mod-dark/);
  const ground = async () => (await tab.app.picture()).at(600, 60);
  await expect.poll(async () => (await ground())[0]).toBeLessThan(60);
  await notebook.resultOf(2);
  await expect(tab.app.root).toHaveClass(/lunette-mod-light/);
  expect(tab.errors).toEqual([]);
  await context.close();
});

test('who is not logged in comes to the login page, and from there to the App', async ({
  browser,
  server,
  showApp
}) => {
  const { notebook } = await showApp(['print(session.url)']);
  const url = (await notebook.resultOf(1)).trim();
  const context = await browser.newContext();
  const tab = new TabPage(await context.newPage());
  await tab.page.goto(url);
  await expect(tab.page).toHaveURL(/\/login\?next=/);
  await tab.page.locator('input[name="password"]').first().fill(server.token);
  await tab.page.locator('#login_submit').click();
  await tab.app.expectPainted(0);
  expect(tab.page.url()).toBe(url);
  await context.close();
});

test('outside of Jupyter a key opens the App, and it survives a reload and a crash of the bridge', async ({
  browser,
  server
}) => {
  writePictures(server.rootDir);
  const python = new PythonSession(server);
  await python.run(`${datasetSource('door', 12)}session = ln.launch_app(dataset)`);
  const url = (await python.run('print(session.url)')).trim();
  const context = await browser.newContext();
  const tab = new TabPage(await context.newPage());
  await tab.page.goto(url);
  await tab.app.expectPainted(0);
  await expect(tab.page).toHaveTitle('door — Lunette');
  expect(tab.page.url()).toBe(url.slice(0, url.indexOf('#')));
  await tab.app.select(1);
  await expect.poll(() => python.run(`print(${SELECTED})`)).toBe("['picture-01.png']");
  await tab.app.openViewer(0);
  await expect(tab.app.viewer).toContainText('picture-00.png');
  await tab.page.keyboard.press('Escape');
  expect(await context.cookies()).toEqual([]);
  await tab.page.reload();
  await tab.app.expectPainted(0);
  expect(tab.errors).toEqual([]);

  const [bridge] = processesOfHome(server.lunetteHome, 'lunette-bridge');
  process.kill(bridge!, 'SIGKILL');
  await python.run('session.selected = [dataset.last().id]');
  await expect(tab.app.tile(11)).toHaveAttribute('aria-selected', 'true', { timeout: 30_000 });

  const before = await python.run('print(session._wire.app_count)');
  expect(before).toBe('1');
  const waited = python.run('session.wait(1)\nprint("waited")');
  await tab.page.reload();
  await tab.app.expectPainted(0);
  await tab.page.close();
  expect(await waited).toBe('waited');
  await context.close();
  await python.end();
});

test('an address without a key, with a wrong one or a used one shows what to do', async ({
  browser,
  server
}) => {
  const python = new PythonSession(server);
  await python.run('import lunette as ln\nsession = ln.launch_app()');
  const url = (await python.run('print(session.url)')).trim();
  const context = await browser.newContext();
  for (const address of [url.replace(/#.*/, ''), url.replace(/#.*/, `#${'0'.repeat(64)}`)]) {
    const tab = new TabPage(await context.newPage());
    await tab.page.goto(address);
    await expect(tab.app.state).toContainText('The App cannot reach its data');
    await expect(tab.app.state).toContainText('session.open_tab()');
    expect((await tab.hops())[1]).toMatch(/^✗ Bridge The bridge does not take the key/);
    await tab.page.close();
  }
  await context.close();
  await python.end();
});
