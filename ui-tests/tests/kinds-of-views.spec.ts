import { expect, test } from '../support/fixtures';

/** Makes videos with a white square that moves, and its box in every frame. */
const VIDEOS = `
import tempfile
import lunette as ln
from lunette.tests.support.webm import write_webm

folder = tempfile.mkdtemp()
dataset = ln.Dataset()
for k in range(2):
    sample = ln.Sample(write_webm(f"{folder}/film{k}.webm", 320, 180, frames=30, rate=10))
    for i in range(30):
        box = [260 * i // 29 / 320, 1 / 3, 60 / 320, 1 / 3]
        square = ln.Detection(label="square", bounding_box=box)
        sample.frames[i + 1] = ln.Frame(objects=ln.Detections(detections=[square]))
    dataset.add_sample(sample)
dataset.compute_metadata()
session = ln.launch_app(dataset)`;

const GROUPS = `
import tempfile
import lunette as ln
from PIL import Image

folder = tempfile.mkdtemp()
dataset = ln.Dataset()
dataset.add_group_field("group", default="left")
for k in range(3):
    group = ln.Group()
    for slice, color in (("left", (200, 40, 40)), ("right", (40, 40, 200))):
        path = f"{folder}/{slice}{k}.png"
        Image.new("RGB", (300, 200), color).save(path)
        dataset.add_sample(ln.Sample(path, group=group.element(slice)))
session = ln.launch_app(dataset)`;

test('patches: a tile for each label, cut out of its picture, which the viewer shows whole', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'session.view = dataset.to_patches("boxes")',
    'print(len(session.view))'
  ]);
  await app.expectCounts('24 samples · 24 labels');
  await notebook.resultOf(1);
  await notebook.startCell(2);
  await app.expectCounts('24 patches · 24 labels');
  await app.untilPainted();
  await app.openViewer(0);
  const fields = app.root.getByRole('complementary', { name: 'Labels and fields' });
  await expect(fields.getByText('sample_id')).toBeVisible();
  await expect(fields.locator('.lunette-LabelPanel-label')).toHaveCount(1);
  expect(notebook.errors).toEqual([]);
});

test('videos: tiles show a frame, the viewer plays, steps and draws the labels of each frame', async ({
  openNotebook
}) => {
  const notebook = await openNotebook([VIDEOS]);
  await notebook.resultOf(0);
  const app = notebook.app(0);
  await app.expectCounts('2 samples');
  // The page painted the frames: there is the white square, and the plate with the duration.
  await expect
    .poll(async () => (await app.pictureOf(app.tile(1))).colors(12), { timeout: 30_000 })
    .toBeGreaterThan(8);
  await app.openViewer(0);
  const bar = app.root.getByRole('toolbar', { name: 'Video' });
  await expect(bar).toContainText('1 of 30');
  await expect(app.root.locator('.lunette-LabelPanel-label')).toHaveText([/square/]);
  const { page } = notebook;
  await page.keyboard.press('.');
  await expect(bar).toContainText('2 of 30');
  await page.keyboard.press(',');
  await expect(bar).toContainText('1 of 30');
  await page.keyboard.press(' ');
  await expect(bar).toContainText('30 of 30', { timeout: 20_000 });
  await expect(bar.getByRole('button', { name: 'Play (Space)' })).toBeVisible();
  expect(notebook.errors).toEqual([]);
});

test('groups: one slice is shown, another is chosen, the viewer goes through a group', async ({
  openNotebook
}) => {
  const notebook = await openNotebook([GROUPS]);
  await notebook.resultOf(0);
  const app = notebook.app(0);
  await app.expectCounts('3 groups');
  await app.root.getByRole('button', { name: /^Slice left/ }).click();
  await notebook.page.getByRole('menuitemcheckbox', { name: /right/ }).click();
  await expect(app.root.getByRole('button', { name: /^Slice right/ })).toBeVisible();
  await app.untilPainted();
  await app.openViewer(1);
  const tabs = app.root.getByRole('tablist', { name: 'Slices of the group' });
  await expect(tabs.getByRole('tab')).toHaveText(['left', 'right']);
  await expect(app.root.locator('.lunette-Viewer-file')).toHaveText('right1.png');
  await tabs.getByRole('tab', { name: 'left' }).click();
  await expect(app.root.locator('.lunette-Viewer-file')).toHaveText('left1.png');
  await expect(app.root.locator('.lunette-Viewer-place')).toHaveText('2 of 3');
  expect(notebook.errors).toEqual([]);
});

test('groups by a value: the viewer goes through the samples of a group, as the view has them', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    `even = dataset.filter_labels("boxes", F("label") == "even", only_matches=False)
session.view = even.group_by("split")`
  ]);
  await notebook.runCell(1);
  await notebook.startCell(1);
  await app.expectCounts('2 groups · 1 label');
  await app.untilPainted();
  await app.openViewer(0);
  const carousel = app.root.getByRole('group', { name: 'Group' });
  const file = app.root.locator('.lunette-Viewer-file');
  const labels = app.root.locator('.lunette-LabelPanel-label');
  await expect(carousel).toContainText('1 of 18');
  await notebook.page.keyboard.press('Shift+ArrowRight');
  await expect(file).toHaveText('picture-01.png');
  await expect(labels).toHaveCount(0);
  await carousel.getByRole('option', { name: '4 of the group' }).click();
  await expect(carousel).toContainText('4 of 18');
  await expect(file).toHaveText('picture-04.png');
  await expect(labels).toHaveText([/even/]);
  await notebook.page.keyboard.press('ArrowRight');
  await expect(file).toHaveText('picture-03.png');
  await expect(carousel).toContainText('1 of 6');
  expect(notebook.errors).toEqual([]);
});
