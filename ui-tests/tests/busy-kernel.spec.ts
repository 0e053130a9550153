import { expect, test } from '../support/fixtures';

test('while a cell keeps the kernel busy for 20 seconds, the App does all it can', async ({
  showApp
}) => {
  const { app, notebook } = await showApp(
    [
      'import time\nend = time.monotonic() + 20\nwhile time.monotonic() < end:\n    pass',
      'dataset.count_sample_tags()'
    ],
    { count: 60 }
  );
  await app.untilPainted();
  await notebook.startCell(1);
  const started = Date.now();

  await app.scroll(100_000);
  await expect(app.tile(59)).toBeVisible();
  await app.untilPainted();
  await app.expectPainted(59);

  await app.filter('boxes.label', 'odd');
  await app.expectCounts('30 of 60 samples · 30 labels');
  await app.expectPainted(0, 1);

  await app.select(0);
  await app.select(1);
  await app.tag('while busy');
  await app.expectFacetCount('tags', 'while busy', 2);

  await app.openViewer(2);
  await expect(app.viewer).toContainText('picture-05.png');
  await app.viewer.press('Escape');
  await expect(app.viewer).toBeHidden();

  expect(Date.now() - started).toBeLessThan(19_000);
  expect(await notebook.kernelStatus()).toBe('busy');
  await notebook.untilIdle();
  expect(await notebook.resultOf(2)).toContain("'while busy': 2");
  expect(notebook.errors).toEqual([]);
});
