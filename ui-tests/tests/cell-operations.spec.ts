import { expect, test } from '../support/fixtures';
import type { NotebookPage } from '../support/notebook-page';

/** One App that can be used, with its pictures and the selection it had. */
async function expectOneLiveApp(notebook: NotebookPage): Promise<void> {
  await expect(notebook.liveApps).toHaveCount(1);
  const app = notebook.liveApp;
  await app.root.scrollIntoViewIfNeeded();
  await app.untilPainted();
  await app.expectPainted(2);
  await expect(app.tile(1)).toHaveAttribute('aria-selected', 'true');
  expect(notebook.errors).toEqual([]);
}

test.describe('exactly one App lives, with its state and without errors', () => {
  test('when its cell moves up and down', async ({ showApp }) => {
    const { app, notebook } = await showApp(['1', '2']);
    await app.untilPainted();
    await app.select(1);
    await notebook.activate(0);
    await notebook.execute('notebook:move-cell-down');
    await expectOneLiveApp(notebook);
    await notebook.execute('notebook:move-cell-down');
    await expectOneLiveApp(notebook);
    await notebook.execute('notebook:move-cell-up');
    await notebook.execute('notebook:move-cell-up');
    await expectOneLiveApp(notebook);
  });

  test('when its cell is copied', async ({ showApp }) => {
    const { app, notebook } = await showApp(['1']);
    await app.untilPainted();
    await app.select(1);
    await notebook.activate(0);
    await notebook.execute('notebook:copy-cell');
    await notebook.execute('notebook:paste-cell-below');
    await expectOneLiveApp(notebook);
    // The copy is a picture with the way to bring the App there.
    const bring = notebook.page.getByRole('button', { name: 'Open the App here' });
    await expect(bring).toHaveCount(1);
    await bring.focus();
    await bring.press('Enter');
    await expectOneLiveApp(notebook);
    await expect(bring).toHaveCount(1);
  });

  test('when its cell is cut and pasted', async ({ showApp }) => {
    const { app, notebook } = await showApp(['1', '2']);
    await app.untilPainted();
    await app.select(1);
    await notebook.activate(0);
    await notebook.execute('notebook:cut-cell');
    await expect(notebook.liveApps).toHaveCount(0);
    await notebook.activate(1);
    await notebook.execute('notebook:paste-cell-below');
    await expectOneLiveApp(notebook);
  });

  test('when its cell is deleted and the deletion undone', async ({ showApp }) => {
    const { app, notebook } = await showApp(['1']);
    await app.untilPainted();
    await app.select(1);
    await notebook.activate(0);
    await notebook.execute('notebook:delete-cell');
    await expect(notebook.liveApps).toHaveCount(0);
    await notebook.execute('notebook:undo-cell-action');
    await expectOneLiveApp(notebook);
  });

  test('when a new view of its output is opened, and closed again', async ({ showApp }) => {
    const { app, notebook } = await showApp(['1']);
    await app.untilPainted();
    await app.select(1);
    await notebook.activate(0);
    await notebook.execute('notebook:create-output-view');
    const view = notebook.page.locator('.jp-LinkedOutputView');
    await expect(view).toBeVisible();
    await expectOneLiveApp(notebook);

    await view.getByRole('button', { name: 'Open the App here' }).press('Enter');
    await expect(view.locator('.lunette-App')).toBeVisible();
    await expectOneLiveApp(notebook);

    await notebook.page.evaluate(() => {
      for (const widget of window.jupyterapp.shell.widgets('main')) {
        if (widget.node.querySelector('.jp-LinkedOutputView')) {
          widget.close();
        }
      }
    });
    await expect(view).toBeHidden();
    await expect(app.root).toBeVisible();
    await expectOneLiveApp(notebook);
  });

  test('when its outputs are hidden and shown', async ({ showApp }) => {
    const { app, notebook } = await showApp(['1']);
    await app.untilPainted();
    await app.select(1);
    await notebook.activate(0);
    await notebook.execute('notebook:hide-cell-outputs');
    await expect(app.root).toBeHidden();
    await notebook.execute('notebook:show-cell-outputs');
    await expectOneLiveApp(notebook);
  });

  test('when its cell runs again', async ({ showApp }) => {
    const { app, notebook } = await showApp(['session.show()']);
    await app.untilPainted();
    await app.select(1);
    await notebook.resultOf(1);
    await notebook.app(1).untilPainted();
    await notebook.resultOf(1);
    await expectOneLiveApp(notebook);
  });
});

test('a cell that moves keeps how far its App was scrolled', async ({ showApp }) => {
  const { app, notebook } = await showApp(['1'], { count: 60 });
  await app.untilPainted();
  await app.scroll(500);
  await expect(app.tile(0)).toBeHidden();
  await app.untilPainted();
  const before = [...(await app.tilesInSight()).keys()];

  await notebook.activate(0);
  await notebook.execute('notebook:move-cell-down');
  const moved = notebook.liveApp;
  await moved.root.scrollIntoViewIfNeeded();
  await moved.untilPainted();
  expect([...(await moved.tilesInSight()).keys()]).toEqual(before);
});
