import { readFileSync } from 'node:fs';
import type { NotebookPage } from '../support/notebook-page';
import { expect, test } from '../support/fixtures';
import { Picture } from '../support/picture';
import { runJupyter } from '../support/run-program';

/** The picture in the output of a cell, as saved. */
async function savedPicture(notebook: NotebookPage, cell: number): Promise<Picture> {
  const { cells } = await notebook.save();
  const outputs = (cells[cell]!.outputs ?? []) as { data?: Record<string, string> }[];
  const [png] = outputs.flatMap(({ data }) => data?.['image/png'] ?? []);
  return Picture.decode(Buffer.from(png!, 'base64'));
}

test('session.freeze() returns when the picture is in the document, and only that is saved', async ({
  showApp,
  server
}) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.expectPainted(0);
  await notebook.startCell(1);
  await notebook.untilIdle();
  // Not polled: it has to be there when the call is over.
  const [output] = (await notebook.outputs(0)) as { data: object }[];
  expect(Object.keys(output!.data).sort()).toEqual(['image/png', 'text/plain']);
  await expect(notebook.frozen(0)).toBeVisible();
  await expect(notebook.liveApps).toHaveCount(0);

  const { cells } = await notebook.save();
  const saved = (cells[0]!.outputs ?? []) as { data: object; metadata: object }[];
  expect(saved).toHaveLength(1);
  expect(Object.keys(saved[0]!.data).sort()).toEqual(['image/png', 'text/plain']);
  const outputs = JSON.stringify(cells.map(cell => cell.outputs)).replace(
    /"image\/png":"[^"]*"/g,
    '""'
  );
  expect(outputs).not.toMatch(/<\w|<\/|script>|html|http|ws:|wss:|localhost|127\.0|vnd\.|file:/i);
  expect(outputs).not.toContain(server.rootDir);
  expect(outputs).not.toContain(server.lunetteHome);
  expect(outputs).not.toContain(server.token);
  expect(outputs).not.toMatch(/"\/|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/);
  expect(notebook.errors).toEqual([]);
});

test('readers without JupyterLab see the picture', async ({ browser, showApp, server }) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.expectPainted(0);
  await notebook.resultOf(1);
  await notebook.save();
  await runJupyter(['nbconvert', '--to', 'html', notebook.file], server);

  const html = notebook.file.replace('.ipynb', '.html');
  expect(readFileSync(html, 'utf8')).not.toContain('vnd.lunette');
  const page = await browser.newPage();
  await page.route(/^https?:/, route => route.abort());
  await page.goto(`file://${html}`);
  const image = page.locator('.jp-RenderedImage img').first();
  await expect(image).toBeVisible();
  const shown = Picture.decode(await image.screenshot());
  expect(shown.colors(50)).toBe(50);
  await page.close();
});

for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
  test(`the picture looks as the App did (${theme})`, async ({ openNotebook }, testInfo) => {
    test.setTimeout(240_000);
    const notebook = await openNotebook(
      [
        'import lunette as ln\n' +
          'dataset = ln.zoo.load_dataset("quickstart")\n' +
          'session = ln.launch_app(dataset)',
        'session.freeze()'
      ],
      'doc'
    );
    await notebook.execute('apputils:change-theme', { theme });
    await notebook.startCell(0);
    await notebook.untilIdle(180_000);
    const app = notebook.app(0);
    await app.root.scrollIntoViewIfNeeded();
    await app.untilPainted();
    await app.select(2);
    await app.select(4);
    await expect(app.selectionBar).toContainText('2 samples selected');
    await app.scroll(130);
    await notebook.cell(1).locator('.jp-InputPrompt').hover();
    await app.untilPainted();
    await app.root.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    // Thumbnails and numbers that are on their way have come when nothing changes any more.
    let live = await app.picture();
    await expect
      .poll(async () => {
        const before = live;
        live = await app.picture();
        return live.differenceTo(before);
      })
      .toBe(0);

    await notebook.resultOf(1);
    const picture = await savedPicture(notebook, 0);
    await testInfo.attach('live.png', { body: live.encode(), contentType: 'image/png' });
    await testInfo.attach('frozen.png', { body: picture.encode(), contentType: 'image/png' });
    expect(picture.differenceTo(live)).toBeLessThan(0.01);
  });
}

for (const windowing of ['contentVisibility', 'full'] as const) {
  test(`a cell out of sight freezes as it was (windowing mode ${windowing})`, async ({
    server,
    showApp
  }) => {
    const forget = server.setting('@jupyterlab/notebook-extension', 'tracker', {
      windowingMode: windowing
    });
    const filler = { type: 'markdown' as const, source: '# below\n\n'.repeat(120) };
    const { app, notebook } = await showApp([filler, 'session.freeze()']);
    forget();
    await app.expectPainted(0);
    await app.scroll(150);
    await notebook.cell(0).locator('.jp-InputPrompt').hover();
    await app.untilPainted();
    const live = await app.picture();

    await notebook.runCell(2);
    await expect(app.root).not.toBeInViewport();
    const picture = await savedPicture(notebook, 0);
    expect(picture.differenceTo(live)).toBeLessThan(0.01);
  });
}
