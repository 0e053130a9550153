import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ILauncher } from '@jupyterlab/launcher';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { lunetteIcon } from '../icons';
import { OverviewPanel } from '../panel/overview-panel';
import { CATEGORY, CommandIDs, ILunette, NO_ARGUMENTS } from '../tokens';

/** The sidebar panel with datasets and sessions. */
export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:panel',
  description: 'Lists datasets and sessions in a sidebar panel and opens them without a kernel.',
  autoStart: true,
  requires: [ILunette],
  optional: [ICommandPalette, ILauncher, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    { connection, places, settings }: ILunette,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('lunette');
    const { commands } = app;
    const panel = new OverviewPanel({
      createClient: () => connection.createClient('panel'),
      trans,
      settings,
      open: (target, area) =>
        void commands.execute(CommandIDs.open, { ...target, ...(area ? { area } : {}) })
    });
    panel.title.icon = lunetteIcon;
    panel.title.caption = trans.__('Lunette: datasets and sessions');
    app.shell.add(panel, 'left', { rank: 600 });
    restorer?.add(panel, 'lunette-panel');
    places.panel = panel;

    commands.addCommand(CommandIDs.showPanel, {
      label: args =>
        args['isLauncher'] ? trans.__('Datasets') : trans.__('Show Datasets and Sessions'),
      caption: trans.__('Datasets and running sessions of Lunette, in the sidebar'),
      icon: lunetteIcon,
      describedBy: NO_ARGUMENTS,
      execute: () => app.shell.activateById(panel.id)
    });
    palette?.addItem({ command: CommandIDs.showPanel, category: CATEGORY });
    launcher?.add({
      command: CommandIDs.showPanel,
      args: { isLauncher: true },
      category: CATEGORY,
      rank: 0
    });
  }
};
