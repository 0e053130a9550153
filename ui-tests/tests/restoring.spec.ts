import { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { runPython } from '../support/run-program';
import { datasetSource, writePictures } from '../support/sample-pictures';

test('Apps in tabs and sidebars are there again after a reload, with their sessions', async ({
  page,
  server
}) => {
  writePictures(server.rootDir);
  await runPython(
    ['one', 'two', 'three']
      .map(name => `${datasetSource(name, 12)}dataset.persistent = True\n`)
      .join(''),
    server
  );
  await page.goto(server.page('lab'));
  await page.waitForFunction(() => window.jupyterapp?.commands.hasCommand('lunette:open'));
  for (const [dataset, area] of [
    ['one', 'main'],
    ['two', 'left'],
    ['three', 'right']
  ]) {
    await page.evaluate(
      async args => {
        await window.jupyterapp.commands.execute('lunette:open', args);
      },
      { dataset, area } as Record<string, string>
    );
  }
  const main = new AppPage(page, page.locator('#jp-main-dock-panel .lunette-App'));
  const left = new AppPage(page, page.locator('#jp-left-stack .lunette-App'));
  const right = new AppPage(page, page.locator('#jp-right-stack .lunette-App'));
  for (const app of [main, left, right]) {
    await app.untilPainted();
    await app.select(1);
  }
  // JupyterLab saves its layout a moment after it changed.
  const saved = page.waitForResponse(
    response => response.url().includes('/api/workspaces/') && response.request().method() === 'PUT'
  );
  await page.getByRole('tab', { name: 'Lunette: three' }).click();
  await page.getByRole('tab', { name: 'Lunette: three' }).click();
  await saved;
  await page.goto(server.page('lab', ''));
  for (const [app, dataset] of [
    [main, 'one'],
    [left, 'two'],
    [right, 'three']
  ] as const) {
    await expect(app.root.locator('.lunette-Toolbar-dataset')).toHaveText(dataset);
    await app.untilPainted();
    await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');
  }
  await expect(
    page.locator('#jp-main-dock-panel .lm-TabBar-tab', { hasText: 'one' })
  ).toBeVisible();
});
