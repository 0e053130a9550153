import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import { boxColor, greyOf } from '../support/sample-pictures';
import { Picture } from '../support/picture';

const tiles = (page: Page) => page.locator('.tile');

/** What is on the screen in the box of an element. */
async function shown(page: Page, selector: string, nth = 0): Promise<Picture> {
  return Picture.decode(await page.locator(selector).nth(nth).screenshot());
}

test('an exported page opens from disk and shows the session without network or server', async ({
  browser,
  showApp,
  server
}, testInfo) => {
  const hostile = '</script><img src=x onerror=document.title=1>';
  const { notebook } = await showApp([
    `sample = dataset.skip(3).first()\nsample["note"] = ${JSON.stringify(hostile)}\nsample.save()\n` +
      'session.view = dataset.limit(20)',
    'str(session.export_html("page.html", max_samples=12))',
    'session.export_html("page.html")'
  ]);
  await notebook.resultOf(1);
  const file = join(server.rootDir, 'page.html');
  expect(await notebook.resultOf(2)).toContain('page.html');
  expect(statSync(file).size).toBeLessThan(1_000_000);
  await notebook.runCell(3);
  expect(await notebook.text(3)).toMatch(/^FileExistsError: .*overwrite=True/);

  const context = await browser.newContext({ offline: true, colorScheme: 'dark' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(error.message));
  page.on('console', message => problems.push(message.text()));
  page.on('request', request => {
    if (!/^(file|data):/.test(request.url())) {
      problems.push(`asked for ${request.url()}`);
    }
  });
  await page.goto(`file://${file}`);
  await expect(page.getByRole('status')).toHaveText('12 shown');
  await expect(page.locator('.stage')).toHaveText('limit 20');
  await expect(page.locator('.whole')).toContainText('the first 12 of 20 of 24 samples');
  expect(await tiles(page).count()).toBe(12);

  // The pictures with their boxes, in the colours of the App.
  const greyAt = async (tile: number): Promise<number> => {
    const picture = await shown(page, '.tile', tile);
    return picture.at(0.1 * picture.width, 0.3 * picture.height)[0];
  };
  const close = (grey: number) => (found: number) => Math.abs(found - grey) <= 4;
  await expect.poll(async () => close(greyOf(0))(await greyAt(0))).toBe(true);
  const boxOf = async (tile: number, sample: number): Promise<number> =>
    (await shown(page, '.tile', tile)).shareOf(boxColor(sample), 30);
  expect(await boxOf(0, 0)).toBeGreaterThan(0.01);
  await page.screenshot({ path: testInfo.outputPath('dark.png') });

  // Labels of a field can be switched off.
  await page.getByRole('button', { name: 'boxes' }).click();
  await expect.poll(() => boxOf(0, 0)).toBeLessThan(0.001);
  await page.getByRole('button', { name: 'boxes' }).click();
  await expect.poll(() => boxOf(0, 0)).toBeGreaterThan(0.01);

  // Sorting: the other way round, the twelfth picture comes first.
  await page.getByLabel('Sort by').selectOption({ label: 'File name' });
  await page.getByRole('button', { name: 'Ascending' }).click();
  await expect.poll(async () => close(greyOf(11))(await greyAt(0))).toBe(true);
  await page.getByRole('button', { name: 'Descending' }).click();
  await page.getByLabel('Sort by').selectOption({ index: 0 });

  // Filters: a value of labels, then a range beside it; counts follow.
  const labels = page.locator('details', { hasText: 'boxes.label' });
  await expect(labels.locator('.value').filter({ hasText: 'odd' }).locator('.count')).toHaveText(
    '6'
  );
  await labels.getByRole('checkbox', { name: /odd/ }).check();
  await expect(page.getByRole('status')).toHaveText('6 of 12 shown');
  await expect.poll(async () => close(greyOf(1))(await greyAt(0))).toBe(true);
  const range = page.locator('details', { hasText: 'boxes.confidence' });
  await range.evaluate((element: HTMLDetailsElement) => (element.open = true));
  await page.getByLabel('boxes.confidence, from').fill('0.3');
  await page.getByLabel('boxes.confidence, from').press('Enter');
  await expect(page.getByRole('status')).toHaveText('3 of 12 shown');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('status')).toHaveText('12 shown');

  // What stands in the data stays text.
  await page.getByRole('searchbox', { name: 'Search' }).fill('onerror');
  await expect(page.getByRole('status')).toHaveText('1 of 12 shown');
  await tiles(page).first().click();
  const viewer = page.getByRole('dialog', { name: 'Sample' });
  await expect(viewer.locator('dd', { hasText: hostile })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  expect(await page.title()).toMatch(/^pictures-\d+$/);

  // The viewer: larger, with its labels; arrows go on, the wheel zooms.
  await tiles(page).nth(1).click();
  await expect(viewer.locator('.place')).toHaveText('2 of 12');
  await page.keyboard.press('ArrowRight');
  await expect(viewer.locator('.place')).toHaveText('3 of 12');
  await expect(viewer.locator('.label')).toHaveText(['even0.13']);
  const middle = async (): Promise<number> => {
    const room = await shown(page, '.room');
    return room.crop({ x: room.width / 2 - 100, y: 5, width: 200, height: 30 }).colors(9);
  };
  const before = await shown(page, '.room');
  await page.screenshot({ path: testInfo.outputPath('viewer.png') });
  expect(await middle()).toBe(1);
  await page.locator('.room').hover();
  await page.mouse.wheel(0, -600);
  await expect
    .poll(async () => (await shown(page, '.room')).differenceTo(before))
    .toBeGreaterThan(0.1);
  await page.keyboard.press('0');
  await expect.poll(async () => (await shown(page, '.room')).differenceTo(before)).toBe(0);
  expect(problems).toEqual([]);
  await context.close();
});
