import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import type { NotebookPage } from '../support/notebook-page';
import { Picture, type Color } from '../support/picture';

const RED: Color = [255, 0, 0];
const TEAL: Color = [0, 128, 128];
const NAVY: Color = [0, 0, 128];

/** Masks of two classes in files, and maps in documents, beside the boxes; the App shows all. */
const SHOW = `
import numpy as np
from PIL import Image

Path("masks").mkdir(exist_ok=True)
for i, sample in enumerate(dataset.iter_samples(autosave=True)):
    mask = np.zeros((40, 40), "uint8")
    mask[:, 20:] = 2
    Image.fromarray(mask).save(f"masks/{i}.png")
    sample["ground"] = ln.Segmentation(mask_path=str(Path(f"masks/{i}.png").resolve()))
session = ln.launch_app(dataset)
session.auto = False`;

const scheme = (more: string): string => `session.color_scheme = ln.ColorScheme(${more})`;

const VALUES = scheme(
  'fields=[{"path": "boxes", "valueColors": [{"value": "even", "color": "red"}]},' +
    ' {"path": "ground", "maskTargetsColors": [{"intTarget": 2, "color": "teal"}]}], opacity=1'
);

/** Part of a tile that has the colour. */
const share = async (app: AppPage, tile: number, color: Color): Promise<number> =>
  (await app.pictureOf(app.tile(tile))).shareOf(color, 8);

async function openColors(app: AppPage): Promise<void> {
  const item = app.page.getByRole('menuitem', { name: 'Colours' });
  // A notebook that still scrolls to the cell that ran closes menus.
  await expect(async () => {
    await app.root.getByRole('button', { name: 'More', exact: true }).click();
    await expect(item).toBeVisible({ timeout: 1000 });
  }).toPass();
  await item.click();
  await expect(app.page.getByRole('dialog', { name: 'Colours' })).toBeVisible();
}

/** The frozen picture of a cell. */
async function frozenPicture(notebook: NotebookPage, cell: number): Promise<Picture> {
  await expect(notebook.frozen(cell)).toBeVisible();
  const [output] = (await notebook.outputs(cell)) as { data: Record<string, string> }[];
  return Picture.decode(Buffer.from(output!.data['image/png']!, 'base64'));
}

test('the scheme of the kernel colours the tiles at once where they are, and the frozen picture', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([VALUES, 'session.freeze()'], { show: SHOW, count: 40 });
  await app.untilPainted();
  await app.scroll(30);
  const top = (): Promise<number> => app.grid.evaluate(grid => grid.scrollTop);
  await expect.poll(top).toBe(30);
  const shown = async (color: Color): Promise<number> => (await app.picture()).shareOf(color, 8);
  expect(await shown(TEAL)).toBe(0);

  await notebook.resultOf(1);
  // Class 2 is the right half of every picture, over which boxes and texts lie.
  await expect.poll(() => shown(TEAL)).toBeGreaterThan(0.2);
  expect(await shown(RED)).toBeGreaterThan(0.005);
  expect(await top()).toBe(30);
  expect(await share(app, 4, RED)).toBeGreaterThan(0.005);
  expect(await share(app, 5, RED)).toBe(0);
  const even = (await app.facet('boxes.label')).locator('.lunette-Value', { hasText: 'even' });
  await expect(even.locator('.lunette-Value-check')).toHaveCSS('border-color', 'rgb(255, 0, 0)');

  const before = await shown(TEAL);
  await notebook.resultOf(2);
  const frozen = await frozenPicture(notebook, 0);
  expect(frozen.shareOf(TEAL, 8)).toBeGreaterThan(0.9 * before);
});

test('the picture that the bridge draws looks as the App does', async ({ showApp, server }) => {
  const draw = `
from IPython.display import Image
width, height = map(int, Path("size.txt").read_text().split())
wire = session._wire
call = wire.start_request("session.picture", {"width": width, "height": height})
Image(bytes(wire.client.wait(call, 60)[1]))`;
  const { app, notebook } = await showApp([VALUES, draw], { show: SHOW });
  await notebook.resultOf(1);
  await app.root.getByRole('button', { name: 'Hide fields and filters' }).click();
  await expect.poll(() => share(app, 0, TEAL)).toBeGreaterThan(0.3);
  await app.untilPainted();
  const seen = await app.picture();
  writeFileSync(join(server.rootDir, 'size.txt'), `${seen.width} ${seen.height}`);

  await notebook.runCell(2);
  const [output] = (await notebook.outputs(2)) as { data: Record<string, string> }[];
  const drawn = Picture.decode(Buffer.from(output!.data['image/png']!, 'base64'));
  // Without toolbar and scroll bar; texts are in another font.
  const grid = { x: 0, y: 40, width: seen.width - 16, height: seen.height - 44 };
  expect(drawn.crop(grid).differenceTo(seen.crop(grid))).toBeLessThan(0.02);
});

test('colours chosen in the App are session.color_scheme, can be undone, and stay with the dataset', async ({
  showApp
}) => {
  const { app, notebook } = await showApp(
    [
      'session.color_scheme.fields[0]["valueColors"][0]["color"]',
      'session.color_scheme.fields is None',
      'dataset.reload()\ndataset.app_config.color_scheme.color_by',
      'other = ln.Session(dataset)\nother.color_scheme.color_by'
    ],
    { show: SHOW, count: 8 }
  );
  await app.untilPainted();
  await app.root.getByRole('button', { name: 'Colours of boxes' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Colours' });
  await dialog.getByLabel('Colour of even', { exact: true }).fill('#000080');
  await expect.poll(() => share(app, 0, NAVY)).toBeGreaterThan(0.005);
  expect(await notebook.resultOf(1)).toBe("'#000080'");

  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await app.grid.press('Control+z');
  await expect.poll(() => share(app, 0, NAVY)).toBe(0);
  expect(await notebook.resultOf(2)).toBe('True');

  await openColors(app);
  await dialog.getByRole('radio', { name: 'Field' }).click();
  await dialog.getByRole('button', { name: 'Save as default' }).click();
  await expect(dialog.getByRole('button', { name: 'Forget default' })).toBeVisible();
  expect(await notebook.resultOf(3)).toBe("'field'");
  expect(await notebook.resultOf(4)).toBe("'field'");
});

test('settings of texts are drawn after a refresh', async ({ showApp }) => {
  const { app, notebook } = await showApp(
    [
      VALUES,
      'session.config.show_confidence = False\nsession.refresh()',
      'session.config.show_label = False\nsession.refresh()'
    ],
    { show: SHOW, count: 8 }
  );
  await app.untilPainted();
  await notebook.resultOf(1);
  await expect.poll(() => share(app, 0, RED)).toBeGreaterThan(0.005);
  const both = await share(app, 0, RED);

  await notebook.resultOf(2);
  await expect.poll(() => share(app, 0, RED)).toBeLessThan(0.95 * both);
  const label = await share(app, 0, RED);
  expect(label).toBeGreaterThan(0);

  await notebook.resultOf(3);
  await expect.poll(() => share(app, 0, RED)).toBeLessThan(0.95 * label);
  expect(await share(app, 0, RED)).toBeGreaterThan(0);
});
