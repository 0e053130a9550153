import { expect, test } from '../support/fixtures';

const KEYS = [
  'd',
  'd',
  'b',
  'a',
  'x',
  'c',
  'v',
  'z',
  'm',
  'y',
  'Shift+M',
  'ArrowDown',
  'ArrowUp',
  'ArrowRight',
  'Shift+ArrowDown',
  'Delete',
  'Backspace',
  'Space',
  '0',
  '0',
  'Enter'
];

test('no key pressed in the App changes the notebook', async ({ showApp }) => {
  const { app, notebook } = await showApp(['1', '2', '3']);
  await app.untilPainted();
  await notebook.save();
  const sources = async (): Promise<unknown> =>
    (await notebook.content()).cells.map(({ cell_type, source }) => ({ cell_type, source }));
  const before = await sources();

  const places = {
    'the grid': app.grid,
    'a facet': app.root.locator('.lunette-Facet-name').first(),
    'the zoom': app.root.getByLabel('Size of the pictures'),
    'the toolbar': app.root.locator('.lunette-Toolbar').getByRole('button').first()
  };
  for (const [name, place] of Object.entries(places)) {
    for (const key of KEYS) {
      await place.focus();
      await notebook.page.keyboard.press(key);
      await notebook.page.keyboard.press('Escape');
    }
    expect(await sources(), name).toEqual(before);
  }

  await app.openViewer(0);
  for (const key of ['d', 'd', 'b', 'x', 'ArrowDown', 'Delete']) {
    await app.viewer.press(key);
  }
  expect(await sources(), 'the viewer').toEqual(before);
  await expect(notebook.page.locator('.jp-Dialog')).toHaveCount(0);
  expect(notebook.errors).toEqual([]);
});

test('arrows, Space and Enter walk, select and open', async ({ showApp }) => {
  const { app } = await showApp(['1']);
  await app.untilPainted();
  await app.tile(0).focus();
  await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.press('Space');
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');
  await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.press('Enter');
  await expect(app.viewer).toContainText('picture-02.png');
});

test('Escape goes out of the App step by step, and then the notebook has its keys again', async ({
  showApp
}) => {
  const { app, notebook } = await showApp(['1']);
  await app.untilPainted();
  await app.select(1);
  await app.openViewer(0);
  await app.page.keyboard.press('Escape');
  await expect(app.viewer).toBeHidden();
  await expect(app.selectionBar).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.selectionBar).toBeHidden();
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('b');
  expect((await notebook.content()).cells).toHaveLength(3);
});
