import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { expect, test } from '../support/fixtures';
import { notebookContent } from '../support/notebook-content';
import { Picture } from '../support/picture';
import { runJupyter } from '../support/run-program';
import { datasetSource, writePictures } from '../support/sample-pictures';

test('a notebook that runs with no browser has a picture in every cell that shows the App', async ({
  server
}) => {
  writePictures(server.rootDir);
  const cells = [
    datasetSource('without-browser', 24) + 'session = ln.launch_app(dataset)',
    'session.view = dataset.match_tags("first")',
    'session.show(height=300)',
    'session.freeze()'
  ];
  const file = join(server.rootDir, 'without-browser.ipynb');
  writeFileSync(file, JSON.stringify(notebookContent(cells)));
  await runJupyter(['nbconvert', '--execute', '--to', 'notebook', '--inplace', file], server);

  const executed = JSON.parse(readFileSync(file, 'utf8')) as INotebookContent;
  const picture = (cell: number): Picture => {
    const outputs = executed.cells[cell]!.outputs as { data?: Record<string, string> }[];
    const [png] = outputs.flatMap(({ data }) => data?.['image/png'] ?? []);
    return Picture.decode(Buffer.from(png!, 'base64'));
  };
  const all = picture(0);
  const few = picture(2);
  expect(all.colors(30), 'all samples').toBe(30);
  expect(few.colors(10), 'one sample').toBe(10);
  expect(all.height).toBe(600);
  expect(few.height).toBe(300);
  expect(JSON.stringify(executed)).not.toContain('text/html');
});
