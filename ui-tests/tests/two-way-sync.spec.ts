import { expect, test } from '../support/fixtures';

const IDS = '[files.index(Path(dataset[id].filepath)) for id in session.selected]';

test('what is clicked in the App is session.selected, in that order', async ({ showApp }) => {
  const { app, notebook } = await showApp([IDS, IDS, 'session.selected == []']);
  await app.untilPainted();

  await app.select(2);
  await app.select(0);
  await expect(app.selectionBar).toContainText('2 samples selected');
  expect(await notebook.resultOf(1)).toBe('[2, 0]');

  await app.tile(4).click({ modifiers: ['Shift'] });
  await expect(app.selectionBar).toContainText('5 samples selected');
  expect(await notebook.resultOf(2)).toBe('[2, 0, 1, 3, 4]');

  await app.grid.press('Escape');
  await expect(app.selectionBar).toBeHidden();
  expect(await notebook.resultOf(3)).toBe('True');
});

test('what the kernel selects is marked in the App', async ({ showApp }) => {
  const { app, notebook } = await showApp([
    'session.select_samples([dataset.limit(2).values("id")[1]])',
    'session.clear_selected()'
  ]);
  await app.untilPainted();
  await notebook.resultOf(1);
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');
  await expect(app.tile(0)).toHaveAttribute('aria-selected', 'false');

  await notebook.resultOf(2);
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'false');
});

test('the App shows the view that the kernel sets', async ({ showApp }) => {
  const { app, notebook } = await showApp([
    'session.view = dataset.filter_labels("boxes", F("label") == "odd")',
    'session.view = dataset.sort_by("filepath", reverse=True).limit(3)',
    'session.clear_view()'
  ]);
  await app.expectPainted(0);

  await notebook.resultOf(1);
  await app.expectCounts('12 of 24 samples · 12 labels');
  await expect(app.chips).toHaveCount(1);
  await app.expectPainted(0, 1);
  await app.expectPainted(1, 3);

  await notebook.resultOf(2);
  await app.expectCounts('3 of 24 samples · 3 labels');
  await app.expectPainted(0, 23);
  await app.expectPainted(2, 21);

  await notebook.resultOf(3);
  await app.expectCounts('24 samples · 24 labels');
  await app.expectPainted(0, 0);
});

test('a view that is set in another cell is shown there, as in launch_app, unless auto is off', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'session.auto = True\nsession.view = dataset.limit(4)',
    'with session.no_show():\n    session.view = dataset.limit(2)'
  ]);
  await app.expectPainted(0);
  await notebook.resultOf(1);
  await notebook.app(1).expectCounts('4 of 24 samples · 4 labels');
  await expect(notebook.frozen(0)).toBeVisible();

  await notebook.resultOf(2);
  await notebook.app(1).expectCounts('2 of 24 samples · 2 labels');
  await expect(notebook.liveApps).toHaveCount(1);
});

test('a filter of the sidebar is a stage of session.view, and its counts are exact', async ({
  showApp
}) => {
  const view =
    '[stage["stage"] for stage in session.view._serialize()] if session.view else [],' +
    ' len(session.view or dataset)';
  const { app, notebook } = await showApp([view, view, view]);
  await app.expectFacetCount('boxes.label', 'odd', 12);

  await app.filter('boxes.label', 'odd');
  await app.expectCounts('12 of 24 samples · 12 labels');
  await app.expectPainted(0, 1);
  expect(await notebook.resultOf(1)).toBe("(['filter_labels'], 12)");

  await app.filter('split', 'test');
  await app.expectCounts('6 of 24 samples · 6 labels');
  await app.expectFacetCount('boxes.label', 'even', 0);
  await app.expectFacetCount('split', 'train', 6);
  expect(await notebook.resultOf(2)).toBe("(['filter_labels', 'match'], 6)");

  await app.filter('boxes.label', 'odd');
  await app.filter('split', 'test');
  await app.expectCounts('24 samples · 24 labels');
  expect(await notebook.resultOf(3)).toBe('([], 24)');
});

test('the App opens a sample that the kernel names, and tells which one it has open', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'session.sample_id = dataset.skip(3).first().id',
    'files.index(Path(dataset[session.sample_id].filepath))',
    'session.sample_id is None'
  ]);
  await app.untilPainted();
  await notebook.resultOf(1);
  await expect(app.viewer).toBeVisible();
  await expect(app.viewer).toContainText('picture-03.png');

  await app.viewer.press('ArrowRight');
  await expect(app.viewer).toContainText('picture-04.png');
  expect(await notebook.resultOf(2)).toBe('4');

  await app.viewer.press('Escape');
  await expect(app.viewer).toBeHidden();
  expect(await notebook.resultOf(3)).toBe('True');
});

test('what the kernel writes appears in the App', async ({ showApp }) => {
  const { app, notebook } = await showApp([
    'dataset.limit(5).tag_samples("checked")',
    'dataset.delete_samples(dataset.first())'
  ]);
  await app.expectFacetCount('tags', 'first', 1);
  await notebook.resultOf(1);
  await app.expectFacetCount('tags', 'checked', 5);

  await notebook.resultOf(2);
  await app.expectCounts('23 samples · 23 labels');
  await app.expectPainted(0, 1);
});
