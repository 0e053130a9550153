import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { PICTURES, writePictures } from '../support/sample-pictures';

test.use({ flavour: 'locked' });

const openInLunette = async (page: Page, name: string): Promise<void> => {
  await page.locator('.jp-DirListing-item', { hasText: name }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open in Lunette' }).click();
};
const appOf = (page: Page, dataset: string): AppPage =>
  new AppPage(
    page,
    page
      .locator('#jp-main-dock-panel .lunette-App')
      .filter({ has: page.locator('.lunette-Toolbar-dataset', { hasText: dataset }) })
  );

test('a folder of pictures, and a single one, open from the file browser', async ({
  page,
  server
}) => {
  writePictures(server.rootDir);
  const folder = join(server.rootDir, 'holiday');
  mkdirSync(folder);
  for (const index of ['00', '01', '02']) {
    cpSync(join(server.rootDir, PICTURES, `picture-${index}.png`), join(folder, `${index}.png`));
  }
  mkdirSync(join(server.rootDir, 'nothing'));
  writeFileSync(join(server.rootDir, 'notes.txt'), '');

  await page.goto(server.page('lab'));
  await openInLunette(page, 'holiday');
  const app = appOf(page, 'holiday');
  await app.expectCounts('3 samples');
  await app.untilPainted();
  expect(await server.api('GET', 'kernels')).toEqual([]);

  await openInLunette(page, 'nothing');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/There are no pictures in .*nothing\./);
  await dialog.getByRole('button').last().click();

  await page.locator('.jp-DirListing-item', { hasText: 'notes.txt' }).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Open in Lunette' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  // Again: the same dataset, with what came since.
  cpSync(join(folder, '00.png'), join(folder, '03.png'));
  await openInLunette(page, 'holiday');
  await app.expectCounts('4 samples');

  await page.locator('.jp-DirListing-item', { hasText: 'holiday' }).dblclick();
  await openInLunette(page, '02.png');
  await appOf(page, '02.png').expectCounts('1 sample');
});
