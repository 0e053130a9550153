import { join } from 'node:path';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '../support/fixtures';
import type { NotebookPage } from '../support/notebook-page';
import { PICTURES } from '../support/sample-pictures';

/** Runs a cell that must fail, and resolves with its error as the person reads it. */
async function errorOf(notebook: NotebookPage, cell: number): Promise<string> {
  await notebook.runCell(cell);
  const [output] = await notebook.outputs(cell);
  expect(output?.output_type, await notebook.text(cell)).toBe('error');
  const traceback = (output!.traceback as string[]).join('\n');
  expect(traceback).not.toMatch(/During handling of|direct cause of/);
  return notebook.text(cell);
}

const add = (path: string): string => `ln.Sample(filepath=str(Path("${path}").resolve()))`;

test('pictures that cannot be shown say so on their tile; the others are not disturbed', async ({
  server,
  showApp
}) => {
  const bad = join(server.rootDir, 'bad');
  const { app, notebook } = await showApp(
    [
      `Path("bad").mkdir(exist_ok=True)
Path("bad/text.jpg").write_text("This is no picture.")
whole = files[0].read_bytes()
Path("bad/broken.png").write_bytes(whole[:60])
dataset.add_samples([
    ${add('bad/missing.png')}, ${add('bad/broken.png')}, ${add('bad/text.jpg')},
], progress=False)
session.refresh()`
    ],
    { count: 4 }
  );
  await app.expectPainted(0);
  await notebook.resultOf(1);
  expect(readdirSync(bad).sort()).toEqual(['broken.png', 'text.jpg']);

  await app.expectCounts('7 samples · 4 labels');
  for (const [index, name] of [
    [4, 'missing.png'],
    [5, 'broken.png'],
    [6, 'text.jpg']
  ] as const) {
    await expect(app.tile(index)).toHaveAttribute('title', new RegExp(name.replace('.', '\\.')));
    expect(await app.tile(index).getAttribute('title')).not.toContain(server.rootDir);
  }
  for (const index of [0, 1, 2, 3]) {
    await app.expectPainted(index);
  }

  await app.openViewer(4);
  await expect(app.viewer).toContainText('missing.png');
  await app.viewer.press('Escape');
});

test('a picture that is deleted while it is shown', async ({ server, showApp }) => {
  const { app, notebook } = await showApp(
    [
      `copy = Path("gone-soon.png").resolve()
copy.write_bytes(files[1].read_bytes())
dataset.add_sample(ln.Sample(filepath=str(copy)))`
    ],
    { count: 2 }
  );
  await notebook.resultOf(1);
  await app.expectCounts('3 samples · 2 labels');
  await app.untilPainted();
  rmSync(join(server.rootDir, 'gone-soon.png'));
  await app.openViewer(2);
  await expect(app.viewer).toContainText('gone-soon.png');
  await app.viewer.press('Escape');
  await app.expectPainted(0);
});

test('what is wrong with a value is said with its field and file, and nothing is added', async ({
  showApp
}) => {
  const sample = (field: string): string =>
    `dataset.add_sample(ln.Sample(filepath=str(files[0]), ${field}))`;
  const { app, notebook } = await showApp([
    sample(
      'boxes=ln.Detections(detections=[ln.Detection(label="x", bounding_box=[0.1, float("nan"), 1, 1])])'
    ),
    sample('split=7'),
    'dataset.first().set_field("split", ["a"])\ndataset.first().save()',
    'len(dataset)'
  ]);
  await app.expectPainted(0);

  const box = await errorOf(notebook, 1);
  expect(box).toContain('bounding_box');
  expect(box).toContain("Detection 'x'");
  const type = await errorOf(notebook, 2);
  expect(type).toContain('split');
  expect(type).toMatch(/picture-00\.png/);
  expect(await errorOf(notebook, 3)).toContain('split');
  expect(await notebook.resultOf(4)).toBe('24');
  await app.expectCounts('24 samples · 24 labels');
});

test('an unknown field in an expression is named, with what was perhaps meant', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'session.view = dataset.match(F("splitt") == "test")\nlen(session.view)',
    'session.view = dataset.filter_labels("boxs", F("label") == "odd")',
    'session.view = dataset.filter_labels("split", F("label") == "odd")',
    'session.view = dataset.limit(5)'
  ]);
  await app.expectPainted(0);
  const unknown = await errorOf(notebook, 1);
  expect(unknown).toContain('splitt');
  expect(unknown).toContain('split');
  expect(await errorOf(notebook, 2)).toContain('boxs');
  expect(await errorOf(notebook, 3)).toContain('split');

  await notebook.resultOf(4);
  await app.expectCounts('5 of 24 samples · 5 labels');
  await app.expectPainted(0);
});

test('an empty dataset, an empty view and a deleted dataset have a next step', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'session.view = dataset.match_tags("nowhere")',
    'dataset.clear()',
    'dataset.delete()'
  ]);
  await app.untilPainted();
  await notebook.resultOf(1);
  await expect(app.state).toContainText('No sample matches this view');
  await app.state.getByRole('button', { name: 'Remove “match_tags”' }).click();
  await app.expectPainted(0);

  await notebook.resultOf(2);
  await expect(app.state).toContainText('has no samples yet');
  await notebook.resultOf(3);
  await expect(app.state).toContainText('The dataset is gone');
  expect(notebook.errors).toEqual([]);
});

test('files and labels with hostile names are text and nothing else', async ({
  server,
  showApp
}) => {
  const hostile = '<img src=x onerror="window.hacked=1">';
  const name = '<img src=x onerror=window.hacked=1>.png';
  writeFileSync(join(server.rootDir, 'hostile.txt'), hostile);
  const { app, notebook } = await showApp(
    [
      `hostile = Path("hostile.txt").read_text()
path = (Path("${PICTURES}").resolve().parent / "${name}")
path.write_bytes(files[0].read_bytes())
dataset.add_sample(ln.Sample(
    filepath=str(path), tags=[hostile], split=hostile,
    boxes=ln.Detections(detections=[ln.Detection(label=hostile, bounding_box=[0.2, 0.2, 0.5, 0.5])]),
))
dataset.name = "pictures " + hostile
session.refresh()`,
      'session.freeze()'
    ],
    { count: 2 }
  );
  await notebook.resultOf(1);
  await app.expectCounts('3 samples · 3 labels');
  await app.untilPainted();
  await expect(await app.facet('boxes.label')).toContainText(hostile);
  await expect(await app.facet('tags')).toContainText(hostile);
  await app.select(2);
  await app.openViewer(2);
  await expect(app.viewer).toContainText(name);
  await app.viewer.press('Escape');
  await notebook.page.evaluate(() => window.jupyterapp.commands.execute('lunette:show-panel'));
  await expect(notebook.page.locator('.lunette-Overview').first()).toContainText(hostile);
  await notebook.resultOf(2);
  await expect(notebook.frozen(0)).toBeVisible();
  expect(await notebook.page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(notebook.errors).toEqual([]);
});
