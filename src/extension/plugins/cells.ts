import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { appOutputs, appOutputsOf, freezeOutput, type IAppOutput } from '../freeze/outputs';
import { reactivate } from '../freeze/reactivate';
import { freezeIcon, liveIcon } from '../icons';
import { markedSession } from '../sessions/marked-session';
import { CATEGORY, CommandIDs, ILunette, NO_ARGUMENTS } from '../tokens';

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
    const { places, registry } = lunette;
    const ofContext = {
      args: {
        type: 'object' as const,
        properties: {
          context: {
            type: 'boolean' as const,
            description: trans.__('The cell that was clicked, in place of the active one')
          }
        }
      }
    };

    const freeze = async ({ descriptor, model }: IAppOutput): Promise<void> => {
      const { session, subscription } = descriptor;
      if (
        registry.ownerOf(session)?.subscription === subscription ||
        registry.placeOf(session, 'cell')?.subscription === subscription
      ) {
        await registry.freeze(session, subscription);
      } else {
        // Only the cell that shows the App needs a new picture; others keep theirs.
        freezeOutput(model, descriptor, null);
      }
    };
    const freezeThese = async (outputs: readonly IAppOutput[]): Promise<void> => {
      for (const output of outputs) {
        await freeze(output);
      }
    };
    const liveIn = (panel: NotebookPanel | null): IAppOutput[] =>
      panel ? [...appOutputsOf(panel)].filter(({ frozen }) => !frozen) : [];

    /** The App that a command is about: in the active cell, or where the context menu is. */
    const subject = (
      { context }: Readonly<Record<string, unknown>>,
      frozen: boolean
    ): IAppOutput | null => {
      const marked = context
        ? app.contextMenuHitTest(node => markedSession(node) !== null)
        : undefined;
      const { subscription } = (marked && markedSession(marked)) ?? {};
      const panel = tracker.currentWidget;
      const found = context
        ? [...appOutputs(tracker)].find(
            output => output.descriptor.subscription === subscription && output.frozen === frozen
          )
        : [...(panel ? appOutputsOf(panel) : [])].find(
            output => output.cell === panel?.content.activeCellIndex && output.frozen === frozen
          );
      return found ?? null;
    };

    const commands: [string, CommandRegistry.ICommandOptions][] = [
      [
        CommandIDs.freezeCell,
        {
          label: ({ context }) =>
            context ? trans.__('Freeze App') : trans.__('Freeze the App of This Cell'),
          caption: trans.__('Replace the live App by a picture that stays in the notebook'),
          icon: freezeIcon,
          describedBy: ofContext,
          isEnabled: args => subject(args, false) !== null,
          execute: async args => {
            const output = subject(args, false);
            if (output) {
              await freeze(output);
            }
          }
        }
      ],
      [
        CommandIDs.freezeNotebook,
        {
          label: ({ toolbar }) => (toolbar ? '' : trans.__('Freeze All Apps of This Notebook')),
          caption: trans.__('Freeze all Lunette Apps of this notebook: they become pictures'),
          icon: freezeIcon,
          describedBy: NO_ARGUMENTS,
          isEnabled: () => liveIn(tracker.currentWidget).length > 0,
          execute: () => freezeThese(liveIn(tracker.currentWidget))
        }
      ],
      [
        CommandIDs.freezeAll,
        {
          label: trans.__('Freeze All Apps of All Notebooks'),
          caption: trans.__('All Lunette Apps in open notebooks become pictures'),
          icon: freezeIcon,
          describedBy: NO_ARGUMENTS,
          execute: () => freezeThese([...appOutputs(tracker)].filter(({ frozen }) => !frozen))
        }
      ],
      [
        CommandIDs.reactivateCell,
        {
          label: ({ context }) =>
            context ? trans.__('Open App Here') : trans.__('Open the App of This Cell Again'),
          caption: trans.__('Make the picture of this cell a live App again'),
          icon: liveIcon,
          describedBy: ofContext,
          isEnabled: args => subject(args, true) !== null,
          execute: args => {
            const output = subject(args, true);
            if (output) {
              reactivate(output, lunette);
            }
          }
        }
      ],
      [
        CommandIDs.openCellInMain,
        {
          label: trans.__('Move the App of This Cell to the Main Area'),
          caption: trans.__('Show it in a tab of JupyterLab; the cell keeps its picture'),
          describedBy: NO_ARGUMENTS,
          isEnabled: () => subject({}, false) !== null,
          execute: async () => {
            const output = subject({}, false);
            if (output) {
              await places.move(output.descriptor.session, 'main');
            }
          }
        }
      ]
    ];
    for (const [id, options] of commands) {
      app.commands.addCommand(id, options);
      palette?.addItem({ command: id, category: CATEGORY });
    }

    const tell = (): void => {
      for (const [id] of commands) {
        app.commands.notifyCommandChanged(id);
      }
    };
    registry.changed.connect(tell);
    tracker.currentChanged.connect(tell);
    tracker.activeCellChanged.connect(tell);
  }
};
