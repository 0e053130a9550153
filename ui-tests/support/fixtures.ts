import { test as base } from '@playwright/test';
import type { AppPage } from './app-page';
import { JupyterServer, type Flavour } from './jupyter-server';
import type { CellSource } from './notebook-content';
import { NotebookPage } from './notebook-page';
import { datasetSource, writePictures } from './sample-pictures';

interface IShownApp {
  notebook: NotebookPage;
  /** The App in cell 0. */
  app: AppPage;
}

interface ITestFixtures {
  /** Makes a notebook of these cells and opens it; its kernel ends with the test. */
  openNotebook(cells: CellSource[], mode?: 'lab' | 'doc'): Promise<NotebookPage>;
  /**
   * Opens a notebook whose cell 0 makes a dataset of known pictures (`dataset`, see
   * `sample-pictures`) and shows it (`session`), and runs that cell. `cells` follow as 1, 2, …
   */
  showApp(
    cells?: CellSource[],
    options?: { count?: number; show?: string; mode?: 'lab' | 'doc' }
  ): Promise<IShownApp>;
}

interface IWorkerFixtures {
  /** How the server guards itself: `test.use({ flavour: 'locked' })` at the top of a file. */
  flavour: Flavour;
  /** The JupyterLab of this worker. */
  server: JupyterServer;
}

let datasets = 0;

/** Setting a view leaves the App where it is, unless a test is about that. */
const LAUNCH = 'session = ln.launch_app(dataset)\nsession.auto = False';

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
  },

  showApp: async ({ openNotebook, server }, use) => {
    await use(async (cells = [], options = {}) => {
      const { count = 24, show = LAUNCH, mode } = options;
      writePictures(server.rootDir);
      const source = datasetSource(`pictures-${++datasets}`, count) + show;
      const notebook = await openNotebook([source, ...cells], mode);
      await notebook.resultOf(0);
      return { notebook, app: notebook.app(0) };
    });
  }
});

export { expect } from '@playwright/test';
