import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { PLOT_MIME_TYPE, PlotRenderer } from '../plots';
import { ILunette } from '../tokens';

/** Below the rank of HTML (50) and pictures (90): the plot wins where it may be shown. */
const RANK = 40;

/** Shows plots of sessions in cell outputs. */
export const plotsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:plots',
  description: 'Renders Lunette plots in cell outputs.',
  autoStart: true,
  requires: [ILunette, IRenderMimeRegistry],
  optional: [INotebookTracker, ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    { connection, known }: ILunette,
    rendermime: IRenderMimeRegistry,
    tracker: INotebookTracker | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('lunette');
    /** What stood in the file waits for a click. */
    const factory = (
      fromFile: (session: string) => Promise<boolean>
    ): IRenderMime.IRendererFactory => ({
      safe: false,
      mimeTypes: [PLOT_MIME_TYPE],
      createRenderer: () =>
        new PlotRenderer({
          connection,
          trans,
          mayConnect: async session => {
            if (!known.has(session) && !(await fromFile(session))) {
              known.add(session);
            }
            return known.has(session);
          },
          opened: session => known.add(session)
        })
    });
    rendermime.addFactory(
      factory(async () => false),
      RANK
    );
    const adopt = (panel: NotebookPanel): void => {
      const loaded = Private.sessionsOfFile(panel);
      panel.content.rendermime.addFactory(
        factory(async session => (await loaded).has(session)),
        RANK
      );
    };
    tracker?.forEach(adopt);
    tracker?.widgetAdded.connect((_, panel) => adopt(panel));
  }
};

namespace Private {
  /** Sessions whose plots stood in the notebook's file when it was opened. */
  export async function sessionsOfFile(panel: NotebookPanel): Promise<Set<string>> {
    await panel.context.ready;
    const sessions = new Set<string>();
    for (const cell of panel.content.model?.cells ?? []) {
      const { outputs } = cell.toJSON() as { outputs?: { data?: Record<string, unknown> }[] };
      for (const output of outputs ?? []) {
        const descriptor = output.data?.[PLOT_MIME_TYPE] as { session?: unknown } | undefined;
        if (typeof descriptor?.session === 'string') {
          sessions.add(descriptor.session);
        }
      }
    }
    return sessions;
  }
}
