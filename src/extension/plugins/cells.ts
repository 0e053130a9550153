import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { appOutputs, appOutputsOf, freezeOutput, type IAppOutput } from '../freeze/outputs';
import { reactivate } from '../freeze/reactivate';
import { CommandIDs, ILunette } from '../tokens';

const CATEGORY = 'Lunette';

/** Commands on the cells that show the App. */
export const cellsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:cells',
  description: 'Commands that freeze and reactivate Lunette cells.',
  autoStart: true,
  requires: [ILunette, INotebookTracker],
  optional: [ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    lunette: ILunette,
    tracker: INotebookTracker,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('lunette');

    const { registry } = lunette;

    const freeze = async ({ descriptor, model }: IAppOutput): Promise<void> => {
      const { session, subscription } = descriptor;
      if (registry.ownerOf(session)?.subscription === subscription) {
        await registry.live(session)?.freeze(subscription);
      } else {
        // Only the cell that shows the App needs a new picture; others keep theirs.
        freezeOutput(model, descriptor, null);
      }
    };
    const active = (panel: NotebookPanel | null, frozen: boolean): IAppOutput | null => {
      const index = panel?.content.activeCellIndex;
      for (const output of panel ? appOutputsOf(panel) : []) {
        if (output.cell === index && output.frozen === frozen) {
          return output;
        }
      }
      return null;
    };
    const noArguments = { args: { type: 'object' as const, properties: {} } };

    app.commands.addCommand(CommandIDs.freezeCell, {
      label: trans.__('Freeze the App of This Cell'),
      caption: trans.__('Replace the live App by a picture that stays in the notebook'),
      describedBy: noArguments,
      isEnabled: () => active(tracker.currentWidget, false) !== null,
      execute: async () => {
        const output = active(tracker.currentWidget, false);
        if (output) {
          await freeze(output);
        }
      }
    });
    app.commands.addCommand(CommandIDs.freezeAll, {
      label: trans.__('Freeze All Apps of All Notebooks'),
      describedBy: noArguments,
      execute: async () => {
        for (const output of [...appOutputs(tracker)]) {
          if (!output.frozen) {
            await freeze(output);
          }
        }
      }
    });
    app.commands.addCommand(CommandIDs.reactivateCell, {
      label: trans.__('Open the App of This Cell Again'),
      describedBy: noArguments,
      isEnabled: () => active(tracker.currentWidget, true) !== null,
      execute: () => {
        const output = active(tracker.currentWidget, true);
        if (output) {
          reactivate(output, lunette);
        }
      }
    });
    app.commands.addCommand(CommandIDs.openCellInMain, {
      label: trans.__('Move the App of This Cell to a Tab'),
      describedBy: noArguments,
      isEnabled: () => active(tracker.currentWidget, false) !== null,
      execute: async () => {
        const output = active(tracker.currentWidget, false);
        if (output) {
          await app.commands.execute(CommandIDs.open, { session: output.descriptor.session });
        }
      }
    });
    for (const command of [
      CommandIDs.freezeCell,
      CommandIDs.freezeAll,
      CommandIDs.reactivateCell,
      CommandIDs.openCellInMain
    ]) {
      palette?.addItem({ command, category: CATEGORY });
    }
  }
};
