import { expect, test } from '../support/fixtures';
import { AppPage } from '../support/app-page';
import { runPython } from '../support/run-program';
import { datasetSource, writePictures } from '../support/sample-pictures';

test.beforeAll(async ({ server }) => {
  writePictures(server.rootDir);
  await runPython(`${datasetSource('shown-without-kernel', 12)}dataset.persistent = True`, server);
});

test('the sidebar lists datasets and opens one in the main area, without any kernel', async ({
  page,
  server
}) => {
  await page.goto(server.page('lab'));
  await page.getByRole('tab', { name: 'Lunette: datasets and sessions' }).click();
  const row = page.locator('.lunette-Overview-row', { hasText: 'shown-without-kernel' });
  await expect(row).toContainText('12');

  await row.getByTitle('Open shown-without-kernel in the main area').click();
  const app = new AppPage(page, page.locator('.lunette-AppWidget .lunette-App'));
  await app.expectCounts('12 samples · 12 labels');
  await app.expectPainted(0);
  await app.filter('boxes.label', 'even');
  await app.expectCounts('6 of 12 samples · 6 labels');
  expect(await server.api('GET', 'kernels')).toEqual([]);
});

test('a running session opens in the sidebar, and is the same everywhere', async ({
  page,
  server
}) => {
  await page.goto(server.page('lab'));
  await page.waitForFunction(() => window.jupyterapp?.commands.hasCommand('lunette:open'));
  await page.evaluate(async () => {
    await window.jupyterapp.commands.execute('lunette:open', {
      dataset: 'shown-without-kernel'
    });
  });
  const tab = new AppPage(page, page.locator('#jp-main-dock-panel .lunette-App'));
  await tab.untilPainted();
  await tab.select(3);

  await page.getByRole('tab', { name: 'Lunette: datasets and sessions' }).click();
  await page.getByTitle('Open shown-without-kernel in the sidebar').first().click();
  const app = new AppPage(page, page.locator('#lunette-panel .lunette-App'));
  await app.untilPainted();
  await expect(app.tile(3)).toHaveAttribute('aria-selected', 'true');
  // The tab says where the App went and brings it back.
  await page.getByRole('button', { name: 'Bring the App here' }).click();
  await tab.expectPainted(0);

  await page.locator('.lunette-Panel-back').click();
  await expect(page.locator('.lunette-Overview-row').first()).toBeVisible();
});
