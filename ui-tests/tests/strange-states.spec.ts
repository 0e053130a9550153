/** What a session may name although it is not there, and cells of other versions. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';
import { NotebookPage } from '../support/notebook-page';

test('ids of samples and labels that are not there are no error; the App goes on', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'session.select_samples(["a" * 24])\nsession.selected == ["a" * 24]',
    'len(session.selected_view)',
    `session.selected_labels = [
    {"label_id": "b" * 24, "sample_id": "c" * 24, "field": "boxes"}
]`,
    'session.sample_id = "d" * 24',
    'session.sample_id is None, len(session.selected)'
  ]);
  await app.untilPainted();
  expect(await notebook.resultOf(1)).toBe('True');
  await expect(app.selectionBar).toContainText('1 sample selected');
  expect(await notebook.resultOf(2)).toBe('0');
  await notebook.runCell(3);
  await notebook.runCell(4);
  await expect(app.viewer).toContainText('no longer in the dataset');
  await app.viewer.press('Escape');
  await expect(app.viewer).toBeHidden();
  await app.select(0);
  await app.expectPainted(0);
  expect(await notebook.resultOf(5)).toBe('(True, 2)');
  // The page asked for the picture of a sample that is not there.
  expect(notebook.errors.filter(error => !error.includes('404'))).toEqual([]);
});

test('pictures that were moved say so with their names; they come back with their files', async ({
  server,
  showApp
}) => {
  const { app, notebook } = await showApp(
    [
      `moved = Path("moved").resolve()
moved.mkdir()
for i, file in enumerate(files[:3]):
    (moved / f"copy-{i}.png").write_bytes(file.read_bytes())
_ = dataset.add_samples([ln.Sample(filepath=str(p)) for p in sorted(moved.glob("*"))], progress=False)`,
      'session.refresh()'
    ],
    { count: 2 }
  );
  await notebook.runCell(1);
  await app.expectCounts('5 samples · 2 labels');
  await app.untilPainted();
  const [here, there] = [join(server.rootDir, 'moved'), join(server.rootDir, 'elsewhere')];
  renameSync(here, there);
  await notebook.runCell(2);
  await notebook.save();
  await notebook.reload();
  await app.expectCounts('5 samples · 2 labels');
  await app.expectPainted(0);
  await app.openViewer(3);
  await expect(app.viewer).toContainText('copy-1.png');
  await expect(app.viewer).toContainText(/moved|no longer|not there|missing|not found/i);
  await app.viewer.press('Escape');

  renameSync(there, here);
  await notebook.runCell(2);
  await app.openViewer(3);
  await expect(app.viewer.locator('canvas').first()).toBeVisible();
  await app.viewer.press('Escape');
});

test('a cell of a newer version, or of nonsense, keeps its picture and says what to do', async ({
  page,
  server,
  showApp
}) => {
  const { app, notebook } = await showApp();
  await app.untilPainted();
  await notebook.save();
  const content = await notebook.content();
  const [output] = content.cells[0]!.outputs as { data: Record<string, unknown> }[];
  const mime = 'application/vnd.lunette.app+json';
  const newer = { ...(output!.data[mime] as object), v: 99 };
  for (const descriptor of [newer, { v: 1, session: '../../etc' }, 'nonsense']) {
    output!.data[mime] = descriptor;
    const other = await NotebookPage.create(page, server, ['1']);
    await server.api('PUT', `contents/${other.path}`, {
      type: 'notebook',
      content: { ...content, cells: [content.cells[0]] }
    });
    await other.open('doc');
    const cell = new AppPage(page, other.output(0));
    await expect(cell.root.locator('img').first()).toBeVisible();
    if (descriptor === newer) {
      await expect(cell.root).toContainText('made by another version of Lunette');
    }
    expect(other.errors).toEqual([]);
  }
});
