import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, showErrorMessage } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { lunetteIcon } from '../icons';
import { AppWidget } from '../panel/app-widget';
import type { OpenTarget } from '../panel/overview';
import { OverviewPanel } from '../panel/overview-panel';
import { CommandIDs, ILunette } from '../tokens';

const CATEGORY = 'Lunette';

/** The sidebar panel with datasets and sessions; opens Apps in the sidebar or the main area. */
export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:panel',
  description: 'Lists datasets and sessions in a sidebar panel and opens them without a kernel.',
  autoStart: true,
  requires: [ILunette],
  optional: [ICommandPalette, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    { connection, registry, known }: ILunette,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('lunette');
    const elsewhere = trans.__('Bring the App here');

    const open = async (target: OpenTarget, area: 'main' | 'left'): Promise<void> => {
      const client = connection.createClient('panel');
      try {
        const session =
          'session' in target
            ? target.session
            : (await client.request('session.create', { state: { dataset: target.dataset } }))
                .result.session;
        const listed = (await client.request('session.list', {})).result;
        const title = listed.find(item => item.session === session)?.dataset ?? 'Lunette';
        known.add(session);
        const widget = new AppWidget(registry, session, elsewhere);
        if (area === 'left') {
          panel.showApp(widget, title);
          app.shell.activateById(panel.id);
        } else {
          const main = new MainAreaWidget({ content: widget });
          main.toolbar.hide();
          main.title.label = title;
          main.title.caption = trans.__('Lunette: %1', title);
          main.title.icon = lunetteIcon;
          main.title.closable = true;
          app.shell.add(main, 'main');
          app.shell.activateById(main.id);
        }
      } catch (error) {
        void showErrorMessage(
          trans.__('Lunette could not open it'),
          error instanceof Error ? error.message : String(error)
        );
      } finally {
        client.dispose();
      }
    };

    const panel = new OverviewPanel({
      createClient: () => connection.createClient('panel'),
      trans,
      open: (target, area) => void open(target, area)
    });
    panel.title.icon = lunetteIcon;
    panel.title.caption = trans.__('Lunette: datasets and sessions');
    app.shell.add(panel, 'left', { rank: 600 });
    restorer?.add(panel, 'lunette-panel');

    app.commands.addCommand(CommandIDs.showPanel, {
      label: trans.__('Show Datasets and Sessions'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => app.shell.activateById(panel.id)
    });
    app.commands.addCommand(CommandIDs.open, {
      label: trans.__('Open a Dataset or Session'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            dataset: { type: 'string', description: trans.__('Name of a dataset') },
            session: { type: 'string', description: trans.__('Id of a running session') },
            area: { type: 'string', description: trans.__('“main” or “left”') }
          }
        }
      },
      execute: async args => {
        const area = args['area'] === 'left' ? 'left' : 'main';
        if (typeof args['session'] === 'string') {
          await open({ session: args['session'] }, area);
        } else if (typeof args['dataset'] === 'string') {
          await open({ dataset: args['dataset'] }, area);
        } else {
          app.shell.activateById(panel.id);
        }
      }
    });
    palette?.addItem({ command: CommandIDs.showPanel, category: CATEGORY });
  }
};
