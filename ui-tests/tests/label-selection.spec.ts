import { expect, test } from '../support/fixtures';
import type { AppPage } from '../support/app-page';
import { colorOfHex, Picture } from '../support/picture';
import { BOX } from '../support/sample-pictures';

const GREEN = colorOfHex('#1f9d45');
const RED = colorOfHex('#d3302f');

/** Files of the samples whose labels are selected, with the types of the selection. */
const LABELS =
  '[(files.index(Path(dataset[label["sample_id"]].filepath)), label["field"], label["type"])' +
  ' for label in session.selected_labels]';

/** Part of a tile's pixels that have a colour; the pictures themselves are grey. */
const share = async (app: AppPage, tile: number, color: readonly [number, number, number]) =>
  (await app.pictureOf(app.tile(tile))).shareOf(color, 8);

/** Clicks the label of the sample that is open in the viewer. */
async function clickLabel(app: AppPage, modifiers: ('Control' | 'Alt')[] = []): Promise<void> {
  const canvas = app.viewer.locator('.lunette-Viewer-canvas');
  const box = (await canvas.boundingBox())!;
  // Its box is in the middle of the picture, and the picture in the middle of the canvas.
  await canvas.click({ position: { x: box.width / 2, y: box.height / 2 }, modifiers });
}

test('labels clicked in the viewer are session.selected_labels, and are tagged both ways', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    LABELS,
    'sorted(dataset.count_label_tags().items())',
    'session.tag_selected_labels("seen")\nsession.untag_selected_labels("wrong")\n' +
      'sorted(dataset.count_label_tags().items())',
    LABELS
  ]);
  await app.untilPainted();
  await app.openViewer(1);
  const bar = app.viewer.locator('.lunette-SelectionBar');
  await clickLabel(app);
  await expect(bar).toContainText('1 label selected');
  await app.viewer.press('ArrowRight');
  await expect(app.viewer).toContainText('picture-02.png');
  await clickLabel(app, ['Control', 'Alt']);
  await expect(bar).toContainText('2 labels selected');
  expect(await notebook.resultOf(1)).toBe("[(1, 'boxes', 'default'), (2, 'boxes', 'alt')]");

  await bar.getByRole('button', { name: 'Tag', exact: true }).click();
  const popover = app.page.locator('.lunette-TagPopover');
  await popover.getByLabel('Tag', { exact: true }).fill('wrong');
  await popover.getByLabel('Tag', { exact: true }).press('Enter');
  await expect(popover.getByRole('checkbox', { name: 'wrong' })).toBeChecked();
  await popover.getByLabel('Tag', { exact: true }).press('Escape');
  expect(await notebook.resultOf(2)).toBe("[('wrong', 2)]");

  expect(await notebook.resultOf(3)).toBe("[('seen', 2)]");
  await bar.getByRole('button', { name: 'Tag', exact: true }).click();
  await expect(popover.getByRole('checkbox', { name: 'seen' })).toBeChecked();
  await popover.getByLabel('Tag', { exact: true }).press('Escape');

  await bar.getByRole('button', { name: 'Select no labels' }).click();
  await expect(bar).toBeHidden();
  // The label's row in the panel selects it as well: its place is reached with the bracket.
  await app.viewer.press(']');
  await app.page.keyboard.press('Space');
  await expect(bar).toContainText('1 label selected');
  expect(await notebook.resultOf(4)).toBe("[(2, 'boxes', 'default')]");
  expect(notebook.errors).toEqual([]);
});

test('a tag of labels that is taken back by Undo is gone in the kernel', async ({ showApp }) => {
  const { app, notebook } = await showApp([
    'session.select_labels(fields="boxes", ids=dataset.values("boxes.detections.id")[0])\n' +
      'dataset.limit(1).tag_labels("old")',
    'sorted(dataset.count_label_tags().items())'
  ]);
  await app.untilPainted();
  await notebook.resultOf(1);
  await expect(app.selectionBar).toContainText('1 label selected');
  await app.tag('new');
  expect(await notebook.resultOf(2)).toBe("[('new', 1), ('old', 1)]");
  await app.page.getByRole('button', { name: 'Undo' }).click();
  await expect(app.page.getByText('“new” was taken from 1 label.')).toBeVisible();
  expect(await notebook.resultOf(2)).toBe("[('old', 1)]");
});

test('what the kernel selects is drawn in the styles it sets, also in the frozen picture', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'dataset.limit(3).tag_labels("checked")\n' +
      'session.set_label_selection_style("dashed-red", "dashed-green")\n' +
      'session.select_labels(tags="checked")',
    'labels = session.selected_labels\nlabels[1]["type"] = "alt"\nsession.selected_labels = labels',
    'session.set_sample_selection_style("green-checkmark", "red-checkmark")\n' +
      'session.selected_samples = [{"id": dataset.first().id, "type": "alt"}]\n' +
      'session.clear_selected_labels()',
    'session.select_labels(tags="checked")\nsession.freeze()',
    '(len(session.selected_view), session.selected_view.count("boxes.detections"))'
  ]);
  await app.untilPainted();
  await notebook.resultOf(1);
  await expect.poll(() => share(app, 0, RED)).toBeGreaterThan(0.001);
  expect(await share(app, 3, RED)).toBe(0);

  await notebook.resultOf(2);
  await expect.poll(() => share(app, 1, GREEN)).toBeGreaterThan(0.001);
  expect(await share(app, 1, RED)).toBe(0);

  await notebook.resultOf(3);
  await expect.poll(() => share(app, 1, GREEN)).toBe(0);
  // The ring and the icon of the sample that is selected as the alternative.
  await expect.poll(() => share(app, 0, RED)).toBeGreaterThan(0.01);

  // With Alt a check box selects as the alternative, without it as usual.
  await app.tile(3).hover();
  await app.root.locator('.lunette-Grid-check').click({ modifiers: ['Alt'] });
  await expect.poll(() => share(app, 3, RED)).toBeGreaterThan(0.01);
  await app.select(5);
  await expect.poll(() => share(app, 5, GREEN)).toBeGreaterThan(0.01);

  const before = await app.pictureOf(app.grid);
  await notebook.resultOf(4);
  const frozen = notebook.frozen(0);
  await expect(frozen).toBeVisible();
  const picture = Picture.decode(await frozen.screenshot());
  expect(before.shareOf(RED, 8)).toBeGreaterThan(0);
  // Three labels are dashed in red besides what was marked before.
  expect(picture.shareOf(RED, 24)).toBeGreaterThan(0);
  expect(picture.shareOf(GREEN, 24)).toBeGreaterThan(0);
  expect(await notebook.resultOf(5)).toBe('(1, 1)');
});

test('only these labels, or all but these, are views of session', async ({ showApp }) => {
  const stages = '[stage["stage"] for stage in session.view._serialize()], len(session.view)';
  const { app, notebook } = await showApp([stages, stages]);
  await app.untilPainted();
  // Alt means labels in the grid: the tile is not opened.
  const tile = app.tile(0);
  const { width, height } = (await tile.boundingBox())!;
  const inBox = { x: (BOX[0] + 0.1) * width, y: (BOX[1] + BOX[3] / 2) * height };
  await tile.click({ position: inBox, modifiers: ['Alt'] });
  await expect(app.selectionBar).toContainText('1 label selected');
  await expect(app.viewer).toBeHidden();
  await app.selectionBar.getByRole('button', { name: 'Show only' }).click();
  await app.expectCounts('1 of 24 samples · 1 label');
  await expect(app.chips).toContainText('1 label');
  expect(await notebook.resultOf(1)).toBe("(['select_labels'], 1)");

  await app.chips.getByRole('button', { name: 'Remove select_labels' }).click();
  await app.expectCounts('24 samples · 24 labels');
  await app.tile(0).click({ position: inBox, modifiers: ['Alt'] });
  await app.selectionBar.getByRole('button', { name: 'Exclude' }).click();
  await app.expectCounts('24 samples · 23 labels');
  expect(await notebook.resultOf(2)).toBe("(['exclude_labels'], 24)");
});
