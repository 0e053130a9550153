import type { Locator } from '@playwright/test';
import type { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { near, Picture } from '../support/picture';

const TWO = [
  'samples = ln.Space([ln.Panel("Samples", pinned=True)])',
  'counts = ln.Space([ln.Panel("Histograms", state={"field": "boxes.label"})])',
  'session.spaces = ln.Space([samples, counts], orientation="horizontal", sizes=[0.6, 0.4])'
].join('\n');

/** Types of the panels of `session.spaces` by area, and how the areas lie. */
const LAYOUT = [
  'def drawn(space):',
  '    if space.children and isinstance(space.children[0], ln.Panel):',
  '        return [panel.type for panel in space.children]',
  '    return (space.orientation, [drawn(child) for child in space.children])',
  'drawn(session.spaces)'
].join('\n');

const tab = (app: AppPage, name: string): Locator =>
  app.root.getByRole('tab', { name, exact: true });
const bar = (app: AppPage, value: string): Locator =>
  app.root.locator('.lunette-Bar', { hasText: value });

test('panels that the kernel opens appear beside the grid, which stays as it is', async ({
  showApp,
  page
}) => {
  const { app, notebook } = await showApp([TWO, LAYOUT, 'session.spaces = None']);
  await app.expectPainted(0);
  await expect(app.root.getByRole('tab')).toHaveCount(0);
  await app.grid.evaluate(grid => Object.assign(grid, { before: true }));

  await notebook.resultOf(1);
  await expect(tab(app, 'boxes.label')).toBeVisible();
  await expect(bar(app, 'even').locator('.lunette-Bar-number')).toHaveText('12');
  await app.expectPainted(0);
  expect(await app.grid.evaluate(grid => 'before' in grid)).toBe(true);
  const panels = app.root.locator('.lunette-DockedPanel');
  const grid = page.locator('.lunette-Grid-viewport');
  const left = (await panels.filter({ has: grid }).boundingBox())!;
  const right = (await panels.filter({ hasNot: grid }).boundingBox())!;
  expect(right.x).toBeGreaterThanOrEqual(left.x + left.width);
  expect(left.width / right.width).toBeCloseTo(1.5, 1);
  expect(await notebook.resultOf(2)).toBe("('horizontal', [['Samples'], ['Histograms']])");

  await notebook.resultOf(3);
  await expect(app.root.getByRole('tab')).toHaveCount(0);
  await app.expectPainted(0);
  expect(notebook.errors).toEqual([]);
});

test('what is opened, dragged and closed by hand is session.spaces', async ({ showApp, page }) => {
  const { app, notebook } = await showApp([LAYOUT, LAYOUT, LAYOUT]);
  await app.untilPainted();
  await app.root.getByRole('button', { name: 'Panels and workspaces' }).click();
  await page.getByRole('menuitem', { name: 'Histograms' }).click();
  await expect(tab(app, 'Histograms')).toBeVisible();
  expect(await notebook.resultOf(1)).toBe("('horizontal', [['Samples'], ['Histograms']])");

  // To the lower edge of the samples.
  await app.root.scrollIntoViewIfNeeded();
  const from = (await tab(app, 'Histograms').boundingBox())!;
  const grid = (await app.grid.boundingBox())!;
  await page.mouse.move(from.x + 10, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 60, { steps: 4 });
  await page.mouse.move(grid.x + grid.width / 2, grid.y + grid.height - 50, { steps: 6 });
  await page.mouse.up();
  const heightOf = async (part: Locator): Promise<number> => (await part.boundingBox())!.height;
  await expect.poll(() => heightOf(app.grid)).toBeLessThan(0.7 * grid.height);
  await expect(page.locator('.lm-DockPanel-overlay:not(.lm-mod-hidden)')).toHaveCount(0);
  // The App's event and the kernel's question go different ways to the bridge.
  await expect.poll(() => notebook.resultOf(2)).toBe("('vertical', [['Samples'], ['Histograms']])");

  await tab(app, 'Histograms').locator('.lm-TabBar-tabCloseIcon').click();
  await expect(app.root.getByRole('tab')).toHaveCount(0);
  await app.untilPainted();
  expect(await notebook.resultOf(3)).toBe("['Samples']");
  expect(notebook.errors).toEqual([]);
});

test('a bar of a histogram filters, and its field is chosen by search', async ({
  showApp,
  page
}) => {
  const view = '[stage["stage"] for stage in session.view._serialize()], len(session.view)';
  const field = 'session.spaces.children[1].children[0].state';
  const { app, notebook } = await showApp([TWO, view, field]);
  await notebook.resultOf(1);
  await bar(app, 'odd').click();
  await app.expectCounts('12 of 24 samples · 12 labels');
  await app.expectPainted(0, 1);
  await expect(bar(app, 'odd')).toHaveAttribute('aria-checked', 'true');
  expect(await notebook.resultOf(2)).toBe("(['filter_labels'], 12)");

  await app.root.getByRole('button', { name: 'Field: boxes.label' }).click();
  await page.getByRole('combobox', { name: 'Find a field' }).fill('split');
  await page.keyboard.press('Enter');
  await expect(tab(app, 'split')).toBeVisible();
  await expect(bar(app, 'test').locator('.lunette-Bar-number')).toHaveText('6');
  expect(await notebook.resultOf(3)).toBe("{'field': 'split'}");
  await bar(app, 'test').press('Enter');
  await app.expectCounts('6 of 24 samples · 6 labels');
});

test('a frozen cell shows its panels', async ({ showApp }) => {
  const { app, notebook } = await showApp([TWO, 'session.freeze()']);
  await notebook.resultOf(1);
  await expect(bar(app, 'even')).toBeVisible();
  await app.expectPainted(0);
  await app.page.mouse.move(1, 1);
  const color = await bar(app, 'even')
    .locator('.lunette-Bar-count')
    .evaluate(element => getComputedStyle(element).backgroundColor);
  const root = (await app.root.boundingBox())!;
  const box = (await bar(app, 'even').locator('.lunette-Bar-track').boundingBox())!;
  const live = await app.picture();
  const x = box.x - root.x + 20;
  const y = box.y - root.y + box.height / 2;
  const shown = live.at(x, y);
  expect(color).toMatch(/^rgb\(/);

  await notebook.resultOf(2);
  await expect(notebook.frozen(0)).toBeVisible();
  const { cells } = await notebook.save();
  const outputs = (cells[0]!.outputs ?? []) as { data?: Record<string, string> }[];
  const [png] = outputs.flatMap(({ data }) => data?.['image/png'] ?? []);
  const saved = Picture.decode(Buffer.from(png!, 'base64'));
  const scale = saved.width / root.width;
  expect(near(saved.at(x * scale, y * scale), shown, 24)).toBe(true);
});

test('workspaces are the same in Python and in the App', async ({ showApp, page }) => {
  const { app, notebook } = await showApp([
    `${TWO}\ndataset.save_workspace("Counting", session.spaces)`,
    'session.spaces = None',
    'dataset.list_workspaces()',
    'session.load_workspace("Mine")'
  ]);
  await notebook.resultOf(1);
  // The panels were there before they go: the layout has settled when the menu is opened.
  await expect(bar(app, 'even')).toBeVisible();
  await notebook.resultOf(2);
  await expect(app.root.getByRole('tab')).toHaveCount(0);
  const menu = app.root.getByRole('button', { name: 'Panels and workspaces' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Counting' }).click();
  await expect(bar(app, 'even')).toBeVisible();

  await menu.click();
  await page.getByLabel('Name of the workspace').fill('Mine');
  await page.keyboard.press('Enter');
  await expect(app.root.getByText('The layout is saved as “Mine”.')).toBeVisible();
  await menu.click();
  await page.getByRole('button', { name: 'Delete the workspace Counting' }).click();
  await expect(app.root.getByText('The workspace “Counting” was deleted.')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await notebook.resultOf(3)).toBe("['Mine']");

  await tab(app, 'boxes.label').locator('.lm-TabBar-tabCloseIcon').click();
  await expect(app.root.getByRole('tab')).toHaveCount(0);
  await notebook.resultOf(4);
  await expect(bar(app, 'even')).toBeVisible();
});
