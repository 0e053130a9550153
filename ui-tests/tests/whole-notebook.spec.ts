import { expect, test } from '../support/fixtures';
import type { NotebookPage } from '../support/notebook-page';
import { Picture } from '../support/picture';
import { datasetSource, writePictures } from '../support/sample-pictures';

/** The picture of a frozen App in a cell, or null if the cell is no frozen App. */
async function frozenPicture(notebook: NotebookPage, cell: number): Promise<Picture | null> {
  const outputs = (await notebook.outputs(cell)) as { data?: Record<string, string> }[];
  const data = outputs.find(output => output.data?.['image/png'])?.data ?? {};
  return Object.keys(data).sort().join() === 'image/png,text/plain'
    ? Picture.decode(Buffer.from(data['image/png']!, 'base64'))
    : null;
}

async function expectFrozen(notebook: NotebookPage, cell: number, height: number): Promise<void> {
  const picture = await frozenPicture(notebook, cell);
  expect(picture, `picture of cell ${cell}`).not.toBeNull();
  expect(picture!.height).toBe(height);
  expect(picture!.colors(30)).toBe(30);
}

test('all cells run in one go leave a picture in each that showed the App', async ({
  openNotebook,
  server
}) => {
  writePictures(server.rootDir);
  const notebook = await openNotebook([
    datasetSource('in-one-go', 24) + 'session = ln.launch_app(dataset)',
    'session.view = dataset.limit(6)',
    'session.show(height=300)',
    'session.freeze()'
  ]);
  await notebook.runAll();
  await expectFrozen(notebook, 0, 600);
  await expectFrozen(notebook, 1, 600);
  await expectFrozen(notebook, 2, 300);
  await expect(notebook.liveApps).toHaveCount(0);
  expect(notebook.errors).toEqual([]);

  // Once more over what is there already.
  await notebook.runAll();
  await expectFrozen(notebook, 0, 600);
  await expectFrozen(notebook, 2, 300);
  expect(notebook.errors).toEqual([]);
});

test('another session puts the one before away, which stays usable', async ({ showApp }) => {
  const { app, notebook } = await showApp([
    'other = make("other-pictures", 8)\nsecond = ln.launch_app(other)',
    'session.show()'
  ]);
  await app.untilPainted();
  await notebook.resultOf(1);
  await notebook.app(1).expectCounts('8 samples · 8 labels');
  await expectFrozen(notebook, 0, 600);

  await notebook.resultOf(2);
  await notebook.app(2).expectCounts('24 samples · 24 labels');
  expect(notebook.errors).toEqual([]);
});

test('a session that is closed leaves its picture', async ({ showApp }) => {
  const { app, notebook } = await showApp(['session.close()', 'session.view = dataset.limit(1)']);
  await app.untilPainted();
  await notebook.resultOf(1);
  await expectFrozen(notebook, 0, 600);
  await expect(notebook.resultOf(2)).rejects.toThrow(/closed/);
  expect(notebook.errors).toEqual([]);
});

test('a frozen App that was opened after a reload can be frozen by the kernel again', async ({
  showApp
}) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.untilPainted();
  await notebook.resultOf(1);
  await notebook.save();
  await notebook.reload();

  await notebook.frozen(0).click();
  await app.untilPainted();
  await app.filter('boxes.label', 'odd');
  await app.expectCounts('12 of 24 samples · 12 labels');
  await notebook.resultOf(1);
  await expectFrozen(notebook, 0, 600);
});
