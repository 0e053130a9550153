import { expect, test } from '../support/fixtures';
import { AppPage } from '../support/app-page';

test('a cell is frozen and opened again by commands, and the kernel knows', async ({ showApp }) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.untilPainted();
  await notebook.activate(0);
  await notebook.execute('lunette:freeze-cell');
  await expect(notebook.frozen(0)).toBeVisible();
  await expect(notebook.liveApps).toHaveCount(0);
  const [frozen] = (await notebook.outputs(0)) as { data: object }[];
  expect(Object.keys(frozen!.data).sort()).toEqual(['image/png', 'text/plain']);
  // Nothing is left to do for the kernel.
  await notebook.resultOf(1);

  await notebook.activate(0);
  await notebook.execute('lunette:reactivate-cell');
  await app.expectPainted(0);
  await notebook.resultOf(1);
  await expect(notebook.frozen(0)).toBeVisible();
  expect(notebook.errors).toEqual([]);
});

test('all Apps of all notebooks are frozen by one command', async ({ showApp }) => {
  const { app, notebook } = await showApp();
  await app.untilPainted();
  await notebook.execute('lunette:freeze-all');
  await expect(notebook.frozen(0)).toBeVisible();
  await expect(notebook.liveApps).toHaveCount(0);
});

test('the App of a cell moves to a tab, and back when the tab is closed', async ({ showApp }) => {
  const { app, notebook } = await showApp();
  await app.untilPainted();
  await app.select(1);
  await notebook.activate(0);
  await notebook.execute('lunette:open-cell-in-main');
  const tab = new AppPage(notebook.page, notebook.page.locator('.lunette-AppWidget .lunette-App'));
  await tab.untilPainted();
  await expect(tab.tile(1)).toHaveAttribute('aria-selected', 'true');
  await expect(notebook.liveApps).toHaveCount(1);

  await notebook.page.evaluate(() => window.jupyterapp.shell.currentWidget?.close());
  await app.expectPainted(2);
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');
  await expect(notebook.liveApps).toHaveCount(1);
  expect(notebook.errors).toEqual([]);
});

test('the palette has the commands', async ({ openNotebook }) => {
  const { page } = await openNotebook(['1']);
  const labels = await page.evaluate(() => {
    const { commands } = window.jupyterapp;
    const ours = commands.listCommands().filter(id => id.startsWith('lunette:'));
    return ours.map(id => commands.label(id));
  });
  expect(labels).not.toContain('');
  await page.keyboard.press('Control+Shift+C');
  await page.locator('#command-palette input').fill('Lunette');
  await expect(page.locator('.lm-CommandPalette-item')).not.toHaveCount(0);
});
