import { test as base } from '@playwright/test';
import { JupyterServer, type Flavour } from './jupyter-server';
import { NotebookPage, type CellSource } from './notebook-page';

interface ITestFixtures {
  /** Makes a notebook of these cells and opens it; its kernel ends with the test. */
  openNotebook(cells: CellSource[], mode?: 'lab' | 'doc'): Promise<NotebookPage>;
}

interface IWorkerFixtures {
  /** How the server guards itself: `test.use({ flavour: 'locked' })` at the top of a file. */
  flavour: Flavour;
  /** The JupyterLab of this worker. */
  server: JupyterServer;
}

/**
 * Playwright's `test` with a JupyterLab:
 *
 *     test('…', async ({ openNotebook }) => {
 *       const notebook = await openNotebook(['1 + 1']);
 *       expect(await notebook.resultOf(0)).toBe('2');
 *     });
 */
export const test = base.extend<ITestFixtures, IWorkerFixtures>({
  flavour: ['open', { option: true, scope: 'worker' }],

  server: [
    async ({ flavour }, use) => {
      const server = await JupyterServer.start(flavour);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 }
  ],

  openNotebook: async ({ page, server }, use, testInfo) => {
    const opened: NotebookPage[] = [];
    const logged = server.output.length;
    await use(async (cells, mode) => {
      const notebook = await NotebookPage.create(page, server, cells);
      opened.push(notebook);
      await notebook.open(mode);
      return notebook;
    });
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('jupyter.log', { body: server.output.slice(logged) });
      await testInfo.attach('page-errors.log', {
        body: opened.flatMap(({ errors }) => errors).join('\n')
      });
    }
    for (const notebook of opened) {
      await notebook.close();
    }
  }
});

export { expect } from '@playwright/test';
