import { expect, test } from '../support/fixtures';
import { processesOfHome } from '../support/processes-of-home';

test('the running panel and the status bar tell of sessions and Apps, and end them', async ({
  server,
  showApp
}) => {
  const { app, notebook } = await showApp(['other = ln.Session(dataset)']);
  const { page } = notebook;
  await app.untilPainted();
  const status = page.locator('.lunette-Status button');
  await expect(status).toHaveText('1 App');
  await notebook.resultOf(1);

  await page.getByRole('tab', { name: 'Running Terminals and Kernels' }).click();
  const section = page
    .locator('.jp-RunningSessions-section')
    .filter({ has: page.locator('[data-context="lunette-bridge"]') });
  const dataset = await app.root.locator('.lunette-Toolbar-dataset').innerText();
  const bridge = section.locator('[data-context="lunette-bridge"]');
  const items = section.locator('.jp-RunningSessions-item', { hasText: dataset });
  await expect(items).toHaveText([/0 Apps · 1 kernel/, /1 App · 1 kernel/]);

  await items.first().locator('.jp-RunningSessions-itemLabel').click();
  await expect(page.locator('#jp-main-dock-panel .lunette-AppWidget .lunette-App')).toBeVisible();
  await expect(status).toHaveText('2 Apps');
  const [second] = await page.locator('.lm-TabBar-tab[data-lunette-session]').all();
  await second!.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Shut Down Session' }).click();
  await page.getByRole('button', { name: 'Shut Down', exact: true }).click();
  await expect(page.locator('.lm-TabBar-tab[data-lunette-session]')).toHaveCount(0);
  await expect(items).toHaveText([/1 App · 1 kernel/]);

  // The App of the cell comes back by itself, with what it had.
  await app.select(1);
  const [before] = processesOfHome(server.lunetteHome, 'lunette-bridge');
  await bridge.hover();
  await bridge.getByTitle('Stop the bridge').click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect
    .poll(() => processesOfHome(server.lunetteHome, 'lunette-bridge').filter(id => id !== before))
    .toHaveLength(1);
  await expect(status).toHaveText('1 App');
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');

  await status.click();
  await expect(page.getByPlaceholder('Find a dataset')).toBeVisible();
  expect(notebook.errors.filter(error => !/WebSocket/.test(error))).toEqual([]);
});
