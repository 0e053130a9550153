import type { Locator } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import type { NotebookPage } from '../support/notebook-page';
import { Picture } from '../support/picture';

const SHOW_AGAIN = 'session.show(height=420)';

async function heightOf(element: Locator): Promise<number> {
  return Math.round((await element.boundingBox())?.height ?? 0);
}

async function expectPictureWithTiles(notebook: NotebookPage, cell: number): Promise<void> {
  await notebook.frozen(cell).scrollIntoViewIfNeeded();
  await expect(notebook.frozen(cell)).toBeVisible();
  const shown = Picture.decode(await notebook.frozen(cell).screenshot());
  expect(shown.colors(40)).toBe(40);
}

test('showing the App in a second cell leaves its picture in the first', async ({ showApp }) => {
  const { app, notebook } = await showApp([SHOW_AGAIN]);
  await app.expectPainted(0);
  await notebook.resultOf(1);

  const second = notebook.app(1);
  await second.root.scrollIntoViewIfNeeded();
  await second.untilPainted();
  await expect(notebook.liveApps).toHaveCount(1);
  expect(await heightOf(second.root)).toBe(420);

  const [output] = (await notebook.outputs(0)) as { data: object }[];
  expect(Object.keys(output!.data).sort()).toEqual(['image/png', 'text/plain']);
  await expectPictureWithTiles(notebook, 0);
  expect(await heightOf(notebook.frozen(0))).toBe(600);
  expect(notebook.errors).toEqual([]);
});

test('a click on the first picture freezes the second; height and state are kept', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([SHOW_AGAIN, 'len(session.view), len(session.selected)']);
  await app.untilPainted();
  await app.filter('split', 'train');
  await app.expectCounts('18 of 24 samples · 18 labels');
  await app.select(1);
  await app.root.getByLabel('Size of the pictures').fill('6.5');
  const tileHeight = await heightOf(app.tile(0));
  await notebook.resultOf(1);
  await notebook.app(1).untilPainted();

  await notebook.frozen(0).click();
  await app.root.scrollIntoViewIfNeeded();
  await app.untilPainted();
  expect(await heightOf(app.root)).toBe(600);
  await app.expectCounts('18 of 24 samples · 18 labels');
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');
  await expect(app.root.getByLabel('Size of the pictures')).toHaveValue('6.5');
  expect(await heightOf(app.tile(0))).toBe(tileHeight);
  await expect(notebook.liveApps).toHaveCount(1);

  await expectPictureWithTiles(notebook, 1);
  expect(await heightOf(notebook.frozen(1))).toBe(420);
  expect(await notebook.resultOf(2)).toBe('(18, 1)');
  expect(notebook.errors).toEqual([]);
});

test('the keyboard opens a frozen App as well', async ({ showApp }) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.untilPainted();
  await notebook.resultOf(1);

  const button = notebook.output(0).getByRole('button', { name: 'Open the App here' });
  await button.focus();
  await button.press('Enter');
  await app.expectPainted(0);
  await expect(notebook.liveApps).toHaveCount(1);
});

test('a frozen App opens again after a new start of the kernel', async ({ showApp }) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.untilPainted();
  await app.select(3);
  await notebook.resultOf(1);
  await notebook.restartKernel();

  await notebook.frozen(0).click();
  await app.expectPainted(0);
  await expect(app.tile(3)).toHaveAttribute('aria-selected', 'true');
});
