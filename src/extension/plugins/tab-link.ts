import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { tabLinkFactory } from '../sessions/tab-link';
import { ILunette } from '../tokens';

/** Below the rank of text. */
const RANK = 40;

/** Shows what `session.open_tab()` puts into a cell. */
export const tabLinkPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:tab-link',
  description: 'Shows links to Lunette Apps in browser tabs of their own.',
  autoStart: true,
  requires: [ILunette, IRenderMimeRegistry],
  optional: [INotebookTracker, ITranslator],
  activate: (
    _app: JupyterFrontEnd,
    { connection }: ILunette,
    rendermime: IRenderMimeRegistry,
    tracker: INotebookTracker | null,
    translator: ITranslator | null
  ) => {
    const factory = tabLinkFactory(connection, (translator ?? nullTranslator).load('lunette'));
    rendermime.addFactory(factory, RANK);
    const adopt = (panel: NotebookPanel): void =>
      panel.content.rendermime.addFactory(factory, RANK);
    tracker?.forEach(adopt);
    tracker?.widgetAdded.connect((_, panel) => adopt(panel));
  }
};
