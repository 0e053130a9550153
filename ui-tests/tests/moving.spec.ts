import { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { TabPage } from '../support/tab-page';

const SELECTED = 'sorted(s.filename for s in dataset.select(session.selected))';

test('an App moves between cell, tab and sidebars from its own menu, and nothing of it changes', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([SELECTED], { count: 60 });
  const { page } = notebook;
  await app.untilPainted();
  const element = await app.root.elementHandle();
  await app.select(1);
  await app.root.getByLabel('Size of the pictures').fill('8');
  await app.scroll(900);
  const inSight = async (of: AppPage) => Math.min(...(await of.tilesInSight()).keys());
  // The grid follows its scroll bar with the next frame.
  await expect.poll(() => inSight(app)).toBeGreaterThan(3);
  await app.untilPainted();
  const first = await inSight(app);

  const moveTo = async (place: string) => {
    await notebook.liveApp.root.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: place }).click();
  };
  for (const [place, selector] of [
    ['Main Area', '#jp-main-dock-panel .lunette-AppWidget'],
    ['Right Sidebar', '#jp-right-stack .lunette-AppWidget'],
    ['Left Sidebar', '#jp-left-stack .lunette-AppWidget'],
    ['Cell', '.jp-Notebook .lunette-Output']
  ] as const) {
    await moveTo(place);
    const moved = new AppPage(page, page.locator(`${selector} .lunette-App`));
    await moved.untilPainted();
    // The same App, not another one that looks like it; and the others are gone.
    expect(await moved.root.evaluate((node, old) => node === old, element)).toBe(true);
    await expect(page.locator('.lunette-App')).toHaveCount(1);
    await expect(page.locator('.lunette-AppWidget')).toHaveCount(place === 'Cell' ? 0 : 1);
    await expect(moved.root.getByLabel('Size of the pictures')).toHaveValue('8');
    // Rows break elsewhere in another width; what was looked at stays in sight.
    const tiles = await moved.tilesInSight();
    expect([...tiles.keys()].some(index => Math.abs(index - first) <= 3)).toBe(true);
  }
  expect(await inSight(app)).toBe(first);
  expect(await notebook.resultOf(1)).toBe("['picture-01.png']");
  expect(notebook.errors).toEqual([]);
});

test('an open picture stays open while its App moves', async ({ showApp }) => {
  const { app, notebook } = await showApp();
  await app.openViewer(2);
  await notebook.execute('lunette:move-to', { place: 'main' });
  const tab = new AppPage(
    notebook.page,
    notebook.page.locator('#jp-main-dock-panel .lunette-AppWidget .lunette-App')
  );
  await expect(tab.root).toBeAttached();
  await expect(app.viewer).toContainText('picture-02.png');
  await notebook.page.keyboard.press('Escape');
  await tab.untilPainted();
  expect(notebook.errors).toEqual([]);
});

test('an App goes to a browser tab and comes back; the kernel can freeze its cell meanwhile', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([SELECTED, 'session.freeze()']);
  const { page } = notebook;
  await app.select(1);
  const opening = page.context().waitForEvent('page');
  await notebook.execute('lunette:move-to', { place: 'tab' });
  const tab = new TabPage(await opening);
  await tab.app.expectPainted(0);
  await expect(tab.app.tile(1)).toHaveAttribute('aria-selected', 'true');
  await tab.app.select(4);
  expect(await notebook.resultOf(1)).toBe("['picture-01.png', 'picture-04.png']");

  await page.bringToFront();
  const cell = notebook.output(0);
  await expect(cell).toContainText('The App is in a browser tab.');
  await cell.getByRole('button', { name: 'Open the App here' }).click();
  await app.expectPainted(0);
  await expect(app.tile(4)).toHaveAttribute('aria-selected', 'true');
  // Both are there now, and say so.
  await expect(app.root).toContainText('2 Apps');
  await expect(tab.app.root).toContainText('2 Apps');
  await tab.page.close();
  await expect(app.root).not.toContainText('2 Apps');

  const again = page.context().waitForEvent('page');
  await notebook.execute('lunette:move-to', { place: 'tab' });
  await new TabPage(await again).app.untilPainted();
  await page.bringToFront();
  await notebook.resultOf(2);
  await expect(notebook.frozen(0)).toBeVisible();
  expect(notebook.errors).toEqual([]);
});

test('the context menus of a cell and of a tab move, freeze and open an App', async ({
  showApp
}) => {
  const { app, notebook } = await showApp();
  const { page } = notebook;
  const choose = (name: string) => page.getByRole('menuitem', { name, exact: true });
  await app.root.locator('.lunette-Toolbar-dataset').click({ button: 'right' });
  await page.locator('.lm-Menu-item', { hasText: 'Move App To' }).hover();
  await choose('Main Area').click();
  const tab = page.locator('.lm-TabBar-tab[data-lunette-session]');
  await expect(tab).toHaveText(/pictures-/);
  await tab.click({ button: 'right' });
  await page.locator('.lm-Menu-item', { hasText: 'Move App To' }).hover();
  await choose('Cell').click();
  await expect(tab).toHaveCount(0);
  await app.untilPainted();
  await app.root.locator('.lunette-Toolbar-dataset').click({ button: 'right' });
  await choose('Freeze App').click();
  await notebook.frozen(0).click({ button: 'right' });
  await choose('Open App Here').click();
  await app.untilPainted();
  await page
    .getByTitle(/Freeze all Lunette Apps of this notebook/)
    .first()
    .click();
  await expect(notebook.frozen(0)).toBeVisible();
});
