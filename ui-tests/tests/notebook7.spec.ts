import { expect, test } from '../support/fixtures';
import { TabPage } from '../support/tab-page';

test.use({ flavour: 'notebook' });

test('Notebook 7 shows the App in a cell, freezes it and makes it live again', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'len(session.selected)',
    'session.freeze()',
    'session.open_tab()'
  ]);
  await app.expectPainted(0);
  await app.filter('boxes.label', 'odd');
  await app.expectCounts('12 of 24 samples · 12 labels');
  await app.select(1);
  await expect.poll(() => notebook.resultOf(1)).toBe('1');

  await notebook.resultOf(2);
  await expect(notebook.frozen(0)).toBeVisible();
  const [output] = await notebook.outputs(0);
  expect(Object.keys(output!['data'] as object).sort()).toEqual(['image/png', 'text/plain']);
  await notebook.save();

  await notebook.frozen(0).click();
  await app.expectCounts('12 of 24 samples · 12 labels');
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');

  await notebook.runCell(3);
  const opening = notebook.page.context().waitForEvent('page');
  await notebook.output(3).getByRole('link', { name: 'Open the App in a browser tab' }).click();
  const tab = new TabPage(await opening);
  await tab.app.expectCounts('12 of 24 samples · 12 labels');
  expect(tab.errors).toEqual([]);
  // Notebook 7.6 itself stumbles over a setting, also without our extension.
  const others = notebook.errors.filter(
    error => !/reading 'schema'[\s\S]*notebook_core/.test(error)
  );
  expect(others).toEqual([]);
});
