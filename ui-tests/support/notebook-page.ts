import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookContent } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { type Locator, type Page } from '@playwright/test';
import { AppPage } from './app-page';
import type { JupyterServer } from './jupyter-server';
import { notebookContent, type CellSource } from './notebook-content';

declare global {
  interface Window {
    /** JupyterLab's application, exposed by the test server. */
    jupyterapp: JupyterFrontEnd;
    /** The open notebook of a path; installed by `NotebookPage`. */
    notebookOf(path: string): NotebookPanel;
    /** Ends when the cell that was started last is done. */
    cellRun?: Promise<unknown>;
  }
}

let created = 0;

/** One notebook, open in JupyterLab in one browser page. Cells count from 0. */
export class NotebookPage {
  /** Errors of the page and of its console since it was opened. */
  readonly errors: string[] = [];

  constructor(
    readonly page: Page,
    readonly server: JupyterServer,
    /** The notebook, below the server's `rootDir`. */
    readonly path: string
  ) {
    page.on('pageerror', error => this.errors.push(error.stack ?? error.message));
    page.on('console', message => {
      if (message.type() === 'error') {
        this.errors.push(`${message.text()} (${message.location().url})`);
      }
    });
  }

  /** Makes a notebook of these cells on the server; `open` shows it. */
  static async create(
    page: Page,
    server: JupyterServer,
    cells: CellSource[]
  ): Promise<NotebookPage> {
    const path = `notebook-${++created}.ipynb`;
    await server.api('PUT', `contents/${path}`, {
      type: 'notebook',
      content: notebookContent(cells)
    });
    return new NotebookPage(page, server, path);
  }

  /**
   * Opens the notebook and waits until its kernel is idle.
   *
   * @param mode `lab` is the whole JupyterLab, `doc` only the document; Notebook 7 has its own.
   */
  async open(mode: 'lab' | 'doc' = 'lab'): Promise<void> {
    const path =
      this.server.flavour === 'notebook' ? `notebooks/${this.path}` : `${mode}/tree/${this.path}`;
    await this.page.goto(this.server.page(path));
    await this.untilReady();
  }

  /** Loads the page again, with the notebook as it was saved. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.untilReady();
  }

  /** Makes a cell the active one, in command mode. */
  async activate(index: number): Promise<void> {
    await this.page.evaluate(
      ([path, cell]) => {
        const { content } = window.notebookOf(path);
        content.deselectAll();
        content.activeCellIndex = cell;
        content.mode = 'command';
      },
      [this.path, index] as const
    );
  }

  /** Runs a cell and waits until it is done. */
  async runCell(index: number): Promise<void> {
    await this.startCell(index);
    await this.untilIdle();
  }

  /** Runs a cell without waiting for its end: for cells that keep the kernel busy. */
  async startCell(index: number): Promise<void> {
    await this.page.evaluate(
      ([path, cell]) => {
        const panel = window.notebookOf(path);
        window.jupyterapp.shell.activateById(panel.id);
        panel.content.deselectAll();
        panel.content.activeCellIndex = cell;
        window.cellRun = window.jupyterapp.commands.execute('notebook:run-cell');
      },
      [this.path, index] as const
    );
  }

  /** Runs all cells from the first to the last and waits until they are done. */
  async runAll(): Promise<void> {
    await this.execute('notebook:run-all-cells');
    await this.untilIdle();
  }

  /** Executes a JupyterLab command with this notebook in front, and waits for its end. */
  async execute(
    command: string,
    args: Record<string, string | number | boolean> = {}
  ): Promise<void> {
    await this.page.evaluate(
      // A command's result cannot always leave the page: nothing is returned.
      async ([path, id, options]) => {
        window.jupyterapp.shell.activateById(window.notebookOf(path).id);
        await window.jupyterapp.commands.execute(id, options);
      },
      [this.path, command, args] as const
    );
  }

  /** Waits until what was started is done and the kernel has nothing to do. */
  async untilIdle(timeout = 60_000): Promise<void> {
    await this.page.waitForFunction(
      async path => {
        await window.cellRun;
        return window.notebookOf(path).sessionContext.session?.kernel?.status === 'idle';
      },
      this.path,
      { timeout }
    );
  }

  /** `idle`, `busy` … */
  async kernelStatus(): Promise<string | undefined> {
    return this.page.evaluate(
      path => window.notebookOf(path).sessionContext.session?.kernel?.status,
      this.path
    );
  }

  /** Restarts the kernel and waits until it is idle again; outputs stay. */
  async restartKernel(): Promise<void> {
    await this.page.evaluate(async path => {
      await window.notebookOf(path).sessionContext.session?.kernel?.restart();
    }, this.path);
    await this.untilIdle();
  }

  /** The element of a cell. */
  cell(index: number): Locator {
    return this.page.locator(`.jp-Notebook-cell[data-windowed-list-index="${index}"]`);
  }

  /** The App in a cell. */
  app(index: number): AppPage {
    return new AppPage(this.page, this.output(index).locator('.lunette-App'));
  }

  /** The App that lives now, wherever it is. */
  get liveApp(): AppPage {
    return new AppPage(this.page, this.liveApps.first());
  }

  /** The Apps that a person can see and use now, anywhere in the page. */
  get liveApps(): Locator {
    return this.page.locator('.lunette-App:has(.lunette-Grid-tile)').filter({ visible: true });
  }

  /** The picture of a frozen App in a cell. */
  frozen(index: number): Locator {
    return this.output(index).locator('.lunette-Frozen img');
  }

  /** The element of a cell's outputs. */
  output(index: number): Locator {
    return this.cell(index).locator('.jp-OutputArea').first();
  }

  /** A cell's outputs as they would be saved. */
  async outputs(index: number): Promise<Record<string, unknown>[]> {
    const { cells } = await this.content();
    return (cells[index]?.outputs ?? []) as Record<string, unknown>[];
  }

  /** What a cell printed, returned or raised, as plain text. */
  async text(index: number): Promise<string> {
    return (await this.outputs(index)).map(outputText).join('');
  }

  /** Runs a cell and resolves with its text; rejects if it raised. */
  async resultOf(index: number): Promise<string> {
    await this.runCell(index);
    const text = await this.text(index);
    if ((await this.outputs(index)).some(output => output.output_type === 'error')) {
      throw new Error(`Cell ${index} raised:\n${text}`);
    }
    return text;
  }

  /** The notebook as it is in the page, saved or not. */
  async content(): Promise<INotebookContent> {
    const json = await this.page.evaluate(
      path => JSON.stringify(window.notebookOf(path).content.model?.toJSON()),
      this.path
    );
    return JSON.parse(json) as INotebookContent;
  }

  /** Saves the notebook and resolves with what is on disk. */
  async save(): Promise<INotebookContent> {
    await this.page.evaluate(path => window.notebookOf(path).context.save(), this.path);
    return JSON.parse(readFileSync(this.file, 'utf8')) as INotebookContent;
  }

  /** The notebook's file. */
  get file(): string {
    return join(this.server.rootDir, this.path);
  }

  /** Ends the notebook's kernel. */
  async close(): Promise<void> {
    const sessions = (await this.server.api('GET', 'sessions')) as { id: string; path: string }[];
    for (const session of sessions.filter(({ path }) => path === this.path)) {
      await this.server.api('DELETE', `sessions/${session.id}`);
    }
  }

  private async untilReady(): Promise<void> {
    await this.page.waitForFunction(() => window.jupyterapp !== undefined);
    await this.page.evaluate(() => {
      window.notebookOf = path => {
        for (const widget of window.jupyterapp.shell.widgets('main')) {
          const panel = widget as NotebookPanel;
          if (panel.context?.path === path && panel.context.isReady) {
            return panel;
          }
        }
        throw new Error(`No notebook is open at ${path}.`);
      };
    });
    await this.page.waitForFunction(path => {
      try {
        return window.notebookOf(path).sessionContext.session?.kernel?.status === 'idle';
      } catch {
        return false; // Not open yet.
      }
    }, this.path);
  }
}

function outputText(output: Record<string, unknown>): string {
  const joined = (text: unknown) => (Array.isArray(text) ? text.join('') : String(text ?? ''));
  switch (output.output_type) {
    case 'stream':
      return joined(output.text);
    case 'error':
      return `${joined(output.ename)}: ${joined(output.evalue)}`;
    default:
      return joined((output.data as Record<string, unknown>)['text/plain']);
  }
}
