import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { StatusItem } from '../status/status-item';
import { CommandIDs, ILunette } from '../tokens';

/** Lunette in the status bar, where there is one. */
export const statusPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:status',
  description: 'Shows in the status bar how many Lunette Apps are live and whether the bridge is.',
  autoStart: true,
  requires: [ILunette],
  optional: [IStatusBar, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    { registry }: ILunette,
    statusBar: IStatusBar | null,
    translator: ITranslator | null
  ) => {
    if (!statusBar) {
      return;
    }
    const trans = (translator ?? nullTranslator).load('lunette');
    const item = new StatusItem(
      registry,
      trans,
      () => void app.commands.execute(CommandIDs.showPanel)
    );
    statusBar.registerStatusItem('lunette:status', { item, align: 'left', rank: 20 });
  }
};
