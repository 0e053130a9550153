import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { FrozenCells } from '../freeze/frozen-cells';
import { appOutputsOf } from '../freeze/outputs';
import { reactivate } from '../freeze/reactivate';
import { SavedPictures } from '../freeze/saved-pictures';
import { MIME_TYPE, type IDescriptor } from '../sessions/descriptor';
import { OutputRenderer } from '../sessions/output-renderer';
import { ILunette } from '../tokens';

/** Below the rank of HTML (50) and pictures (90): the App wins where it may be shown. */
const RANK = 40;

/** Shows the App in cell outputs, freezes and reactivates them. */
export const rendererPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:renderer',
  description: 'Renders Lunette Apps in cell outputs.',
  autoStart: true,
  requires: [ILunette, INotebookTracker, IRenderMimeRegistry],
  optional: [ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    lunette: ILunette,
    tracker: INotebookTracker,
    rendermime: IRenderMimeRegistry,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('lunette');
    const { registry, known, settings } = lunette;

    /** Outputs of consoles and of notebooks: what stood in the file waits for a click. */
    const factory = (
      fromFile: (descriptor: IDescriptor) => Promise<boolean>
    ): IRenderMime.IRendererFactory => ({
      safe: false,
      mimeTypes: [MIME_TYPE],
      createRenderer: () =>
        new OutputRenderer({
          registry,
          trans,
          height: () => settings.value.cellHeight,
          heightChanged: settings.changed,
          mayConnect: async descriptor => {
            if (!known.has(descriptor.session) && !(await fromFile(descriptor))) {
              known.add(descriptor.session);
            }
            return known.has(descriptor.session);
          },
          opened: descriptor => known.add(descriptor.session)
        })
    });

    rendermime.addFactory(
      factory(async () => false),
      RANK
    );

    const adopt = (panel: NotebookPanel): void => {
      const loaded = Private.sessionsOfFile(panel);
      panel.content.rendermime.addFactory(
        factory(async ({ session }) => (await loaded).has(session)),
        RANK
      );
      new FrozenCells(panel, { trans, reactivate: output => reactivate(output, lunette) });
      new SavedPictures(panel, session => registry.live(session));
    };
    tracker.forEach(adopt);
    tracker.widgetAdded.connect((_, panel) => adopt(panel));
  }
};

namespace Private {
  /** Sessions whose descriptors stood in the notebook's file when it was opened. */
  export async function sessionsOfFile(panel: NotebookPanel): Promise<Set<string>> {
    await panel.context.ready;
    const sessions = new Set<string>();
    for (const { descriptor } of appOutputsOf(panel)) {
      sessions.add(descriptor.session);
    }
    return sessions;
  }
}
