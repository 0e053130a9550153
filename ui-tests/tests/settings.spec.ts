import { expect, test } from '../support/fixtures';

test('settings hold at once for Apps that are open, unless the person chose otherwise', async ({
  showApp
}) => {
  const { app, notebook } = await showApp();
  const { page } = notebook;
  await app.untilPainted();
  await notebook.execute('settingeditor:open', { query: 'Lunette' });
  const setting = (name: string) => page.locator(`.jp-SettingsForm [id$="_${name}"]`);
  const zoom = app.root.getByLabel('Size of the pictures');

  await setting('theme').selectOption({ label: 'Dark' });
  await expect(app.root).toHaveClass(/lunette-mod-dark/);
  await setting('zoom').fill('2');
  await expect(zoom).toHaveValue('2');
  await setting('sidebarOpen').uncheck();
  await expect(app.root.locator('.lunette-App-sidebar')).toHaveCount(0);
  await setting('cellHeight').fill('420');
  await expect(notebook.output(0).locator('.lunette-Output')).toHaveCSS('height', '420px');

  await notebook.execute('lunette:move-to', { place: 'main' });
  const moved = notebook.liveApp.root.getByLabel('Size of the pictures');
  await moved.fill('7');
  await page.locator('.lm-TabBar-tab', { hasText: 'Settings' }).click();
  await setting('zoom').fill('3');
  await setting('cellHeight').fill('300');
  await expect(notebook.output(0).locator('.lunette-Output')).toHaveCSS('height', '300px');
  await page.locator('.lm-TabBar-tab[data-lunette-session]').click();
  await expect(moved).toHaveValue('7');
  expect(notebook.errors).toEqual([]);
});

test('datasets open where the settings say', async ({ page, server, showApp }) => {
  const takeBack = server.setting('lunette', 'plugin', { openIn: 'right' });
  await showApp();
  await page.getByRole('tab', { name: 'Lunette: datasets and sessions' }).click();
  await page
    .locator('.lunette-Overview-row[data-lunette-dataset]')
    .first()
    .getByRole('button')
    .first()
    .click();
  await expect(page.locator('#jp-right-stack .lunette-App')).toBeVisible();
  takeBack();
});
