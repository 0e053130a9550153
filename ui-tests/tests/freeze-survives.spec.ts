import { readFileSync } from 'node:fs';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { expect, test } from '../support/fixtures';
import type { NotebookPage } from '../support/notebook-page';
import { Picture } from '../support/picture';

/** The picture that a cell shows, as it is in the page or in the file; fails without picture and text. */
function pictureIn({ cells }: INotebookContent, cell: number): Picture {
  const outputs = (cells[cell]!.outputs ?? []) as { data?: Record<string, string | string[]> }[];
  const bundles = outputs.flatMap(({ data }) => (data ? [data] : []));
  expect(bundles).toHaveLength(1);
  // In the file texts are lists of lines.
  const text = (type: string): string => [bundles[0]![type] ?? ''].flat().join('');
  expect(text('text/plain')).toMatch(/^Lunette: /);
  return Picture.decode(Buffer.from(text('image/png'), 'base64'));
}

const onDisk = ({ file }: NotebookPage): INotebookContent =>
  JSON.parse(readFileSync(file, 'utf8')) as INotebookContent;

test('without a kernel an App is frozen, saved and opened again with its state', async ({
  showApp
}) => {
  const { app, notebook } = await showApp();
  await app.select(2);
  await expect(app.selectionBar).toContainText('1 sample selected');
  await app.untilPainted();
  const live = await app.picture();
  await notebook.page.evaluate(
    path => window.notebookOf(path).sessionContext.shutdown(),
    notebook.path
  );
  await notebook.activate(0);
  await notebook.execute('lunette:freeze-cell');
  await expect(notebook.frozen(0)).toBeVisible();
  expect(pictureIn(await notebook.save(), 0).differenceTo(live)).toBeLessThan(0.02);

  await notebook.frozen(0).click();
  await notebook.app(0).expectPainted(0);
  await expect(notebook.app(0).selectionBar).toContainText('1 sample selected');
  expect(pictureIn(await notebook.save(), 0).colors(20)).toBe(20);
  expect(notebook.errors).toEqual([]);
});

test('a page that is loaded again while its App freezes leaves a picture, and the kernel goes on', async ({
  showApp
}) => {
  const { app, notebook } = await showApp(['session.freeze()', 'session.dataset.count()']);
  await app.untilPainted();
  await notebook.save();
  await notebook.startCell(1);
  await notebook.reload();
  await notebook.untilIdle();
  expect(pictureIn(await notebook.content(), 0).colors(20)).toBe(20);
  expect(pictureIn(onDisk(notebook), 0).colors(20)).toBe(20);
  expect(await notebook.resultOf(2)).toBe('24');
  // Live in this tab, or frozen if the picture was faster: one click at most.
  const frozen = notebook.frozen(0);
  await expect(frozen.or(notebook.app(0).root)).toBeVisible();
  if (await frozen.isVisible()) {
    await frozen.click();
  }
  await notebook.app(0).expectPainted(0);
});

test('a kernel that ends while the App freezes leaves a picture that opens again', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    'import os, signal, threading\n' +
      'threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()\n' +
      'session.freeze()'
  ]);
  await app.untilPainted();
  await notebook.startCell(1);
  await notebook.page.getByRole('button', { name: 'Ok', exact: true }).click();
  expect(pictureIn(await notebook.save(), 0).colors(20)).toBe(20);
  const frozen = notebook.frozen(0);
  await expect(frozen.or(notebook.app(0).root)).toBeVisible();
  if (await frozen.isVisible()) {
    await frozen.click();
  }
  await notebook.app(0).expectPainted(0);
});

test('an App in a tab behind another one freezes as it was', async ({ showApp }, testInfo) => {
  const { app, notebook } = await showApp([
    'import threading\n' +
      'frozen = threading.Event()\n' +
      'threading.Timer(2, lambda: (session.freeze(), frozen.set())).start()',
    'frozen.wait(30)'
  ]);
  await app.select(1);
  await app.scroll(120);
  await notebook.cell(0).locator('.jp-InputPrompt').hover();
  await app.untilPainted();
  const live = await app.picture();
  await notebook.runCell(1);
  await notebook.execute('launcher:create');
  await expect(app.root).toBeHidden();
  await expect
    .poll(async () => JSON.stringify((await notebook.outputs(0))[0]), { timeout: 20_000 })
    .not.toContain('vnd.lunette');
  const picture = pictureIn(await notebook.content(), 0);
  await testInfo.attach('frozen.png', { body: picture.encode(), contentType: 'image/png' });
  expect(picture.differenceTo(live)).toBeLessThan(0.01);
  expect(await notebook.resultOf(2)).toBe('True');
});

test('a notebook that is closed and opened again has the picture, and the App after that', async ({
  showApp
}) => {
  const { app, notebook } = await showApp();
  await app.untilPainted();
  await notebook.save();
  await notebook.page.evaluate(path => window.notebookOf(path).dispose(), notebook.path);
  await expect(notebook.liveApps).toHaveCount(0);
  expect(pictureIn(onDisk(notebook), 0).colors(20)).toBe(20);
  await notebook.page.evaluate(
    // Nothing is returned: a widget cannot leave the page.
    path => window.jupyterapp.commands.execute('docmanager:open', { path }).then(() => undefined),
    notebook.path
  );
  await notebook.page.waitForFunction(path => {
    try {
      return window.notebookOf(path).content.widgets.length > 0;
    } catch {
      return false; // Not open yet.
    }
  }, notebook.path);
  // This tab saw the session before, so that nobody has to click.
  await notebook.app(0).expectPainted(0);
});
