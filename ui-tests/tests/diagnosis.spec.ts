import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import { JupyterServer } from '../support/jupyter-server';
import { NotebookPage } from '../support/notebook-page';
import { datasetSource, writePictures } from '../support/sample-pictures';

/** A PNG of one grey pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';
/** Python that puts a descriptor into the cell, as a stored cell of another time may hold it. */
const cellOf = (descriptor: object): string =>
  `from IPython.display import display
display({"application/vnd.lunette.app+json": ${JSON.stringify(descriptor)}, "image/png": "${PIXEL}", "text/plain": "A picture"}, raw=True)`;

async function hops(place: Locator): Promise<string[]> {
  await expect(place.locator('.lunette-Hops ul[aria-busy="false"]')).toBeVisible();
  const texts = await place.locator('.lunette-Hop').allInnerTexts();
  return texts.map(text => text.replace(/\s+/g, ' '));
}

const UNKNOWN = { v: 1, session: '0'.repeat(32), subscription: 'a', height: 400 };

test('cells of other versions and of sessions that are gone say so, and disturb no other', async ({
  showApp
}) => {
  const { app, notebook } = await showApp([
    cellOf({ v: 2, session: 'x', anything: [] }),
    cellOf({ v: 1, session: '../../etc', subscription: 'a' }),
    cellOf(UNKNOWN),
    cellOf({ ...UNKNOWN, session: '1'.repeat(32), version: '9.9.9' })
  ]);
  await app.untilPainted();
  await notebook.runAll();

  await expect(notebook.output(1)).toContainText('made by another version of Lunette');
  await expect(notebook.output(1)).toContainText('pip install --upgrade lunette');
  await expect(notebook.output(1).getByRole('img', { name: 'A picture' })).toBeVisible();
  await expect(notebook.output(2)).toContainText('cannot be read');
  await expect(notebook.output(2).getByRole('img', { name: 'A picture' })).toBeVisible();

  const gone = await hops(notebook.output(3));
  expect(gone.map(hop => hop.slice(0, 2))).toEqual(['✓ ', '✓ ', '✓ ', '✗ ']);
  expect(gone[3]).toContain('does not know this session');
  expect(gone[3]).toContain('session = ln.launch_app(dataset)');
  const other = await hops(notebook.output(4));
  expect(other[0]).toContain('the cell was made by Lunette 9.9.9 in the kernel');
  await notebook.output(4).getByRole('button', { name: 'Check' }).click();
  expect((await hops(notebook.output(4)))[0]).toMatch(/^✗ Page/);

  await app.untilPainted();
  expect(notebook.errors.filter(error => !error.includes('no longer there'))).toEqual([]);
});

test('a kernel with another data home is found out', async ({ openNotebook, server }) => {
  const home = mkdtempSync(join(tmpdir(), 'lunette-other-'));
  writePictures(server.rootDir);
  const notebook = await openNotebook([
    `import os; os.environ["LUNETTE_HOME"] = ${JSON.stringify(home)}
os.environ["LUNETTE_IDLE_SECONDS"] = "5"
${datasetSource('elsewhere', 4)}session = ln.launch_app(dataset)`
  ]);
  await notebook.runCell(0);
  const found = (await hops(notebook.output(0))).find(hop => hop.startsWith('✗ Data home'));
  expect(found).toContain('The kernel and the Jupyter server keep their data in different folders');
  expect(found).toContain('LUNETTE_HOME');
  expect(await notebook.text(0)).toContain('keeps its data in another folder');
  expect(JSON.stringify((await notebook.outputs(0))[0])).not.toContain(home);
  await notebook.close();
  rmSync(home, { recursive: true, force: true });
});

test('a Jupyter server that has not loaded Lunette is named, with what repairs it', async ({
  page
}) => {
  const config = mkdtempSync(join(tmpdir(), 'lunette-config-'));
  writeFileSync(
    join(config, 'jupyter_server_config.json'),
    JSON.stringify({ ServerApp: { jpserver_extensions: { lunette: false } } })
  );
  const server = await JupyterServer.start('locked', { JUPYTER_CONFIG_PATH: config });
  writePictures(server.rootDir);
  const notebook = await NotebookPage.create(page, server, [
    `${datasetSource('unserved', 4)}session = ln.launch_app(dataset)`
  ]);
  await notebook.open();
  await notebook.runCell(0);
  const [pageHop, serverHop, ...rest] = await hops(notebook.output(0));
  expect(pageHop).toMatch(/^✓ Page/);
  expect(serverHop).toMatch(/^✗ Jupyter server The Jupyter server has not loaded Lunette/);
  expect(serverHop).toContain('jupyter server extension enable lunette --sys-prefix');
  expect(rest).toEqual(['– Bridge Not reached.', '– Session Not reached.']);
  expect(await notebook.text(0)).toContain('has not loaded Lunette');
  await notebook.close();
  await server.stop();
  rmSync(config, { recursive: true, force: true });
});
