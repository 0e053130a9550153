import { expect, test } from '../support/fixtures';

test('a cell shows the pictures with their labels', async ({ showApp }) => {
  const { app, notebook } = await showApp();

  await app.expectCounts('24 samples · 24 labels');
  await app.untilPainted();
  for (const index of [0, 1, 2, 3]) {
    await app.expectPainted(index);
  }
  expect(notebook.errors).toEqual([]);
});

test('labels of a field that is hidden are not painted, and come back', async ({ showApp }) => {
  const { app } = await showApp();
  await app.expectPainted(1);

  const boxes = app.root.locator('.lunette-LabelField').filter({ hasText: 'boxes' });
  await boxes.getByRole('checkbox').first().click();
  await expect
    .poll(async () => (await app.pictureOf(app.tile(1))).colors(10), { message: 'two greys only' })
    .toBeLessThan(10);

  await boxes.getByRole('checkbox').first().click();
  await app.expectPainted(1);
});

test('the quickstart notebook: real pictures, real labels, a view from the kernel', async ({
  openNotebook
}) => {
  test.setTimeout(240_000);
  const notebook = await openNotebook([
    'import lunette as ln\n' +
      'from lunette import ViewField as F\n' +
      'dataset = ln.zoo.load_dataset("quickstart")\n' +
      'len(dataset)',
    'session = ln.launch_app(dataset)',
    'session.view = dataset.filter_labels("predictions", F("confidence") > 0.8)' +
      '.sort_by("filepath")',
    'len(session.view), session.view.count("predictions.detections")'
  ]);
  await notebook.startCell(0);
  await notebook.untilIdle(180_000);
  const count = Number(/\d+$/.exec(await notebook.text(0))?.[0]);
  expect(count).toBeGreaterThanOrEqual(200);

  await notebook.resultOf(1);
  const app = notebook.app(1);
  await app.untilPainted();
  expect((await app.tilesInSight()).size).toBeGreaterThan(3);
  // Photographs, not areas of one colour.
  expect((await app.pictureOf(app.tile(0))).colors(500)).toBe(500);

  await notebook.resultOf(2);
  const [samples, labels] = (await notebook.resultOf(3)).match(/\d+/g)!.map(Number);
  expect(samples).toBeLessThan(count);
  // A view that another cell sets is shown there; the first cell keeps its picture.
  await expect(notebook.frozen(1)).toBeVisible();
  const filtered = notebook.app(2);
  await expect(filtered.root.locator('.lunette-Toolbar-counts')).toHaveAttribute(
    'title',
    new RegExp(`^${samples} of ${count} samples`)
  );
  const field = filtered.root.locator('.lunette-LabelField', { hasText: 'predictions' });
  await expect
    .poll(async () => (await field.locator('.lunette-LabelField-count').innerText()).match(/\d/g))
    .toEqual(String(labels).split(''));
  await filtered.untilPainted();
  expect(notebook.errors).toEqual([]);
});
