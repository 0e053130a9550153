import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { Clipboard, ICommandPalette, Notification, showErrorMessage } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { copyIcon } from '@jupyterlab/ui-components';
import { appOutputsOf } from '../freeze/outputs';
import { lunetteIcon } from '../icons';
import { isPlaceId, PLACE_IDS } from '../places/place-id';
import { markedSession } from '../sessions/marked-session';
import { CATEGORY, CommandIDs, ILunette } from '../tokens';

type Arguments = Readonly<Record<string, unknown>>;

/** Apps in sidebars and tabs: opening, moving, restoring them after a reload. */
export const placesPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:places',
  description: 'Opens Lunette Apps in sidebars and tabs, moves them, and restores them.',
  autoStart: true,
  requires: [ILunette, INotebookTracker],
  optional: [ICommandPalette, ILayoutRestorer, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    { bridge, places, registry, settings }: ILunette,
    notebooks: INotebookTracker,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('lunette');
    const { commands, shell } = app;

    /** What a command is about: named, clicked for the context menu, or in front. */
    const sessionOf = ({ session, context }: Arguments): string | null => {
      if (typeof session === 'string') {
        return session;
      }
      if (context) {
        const node = app.contextMenuHitTest(element => markedSession(element) !== null);
        return (node && markedSession(node)?.session) ?? null;
      }
      const inFront = places.sessionOf(shell.currentWidget);
      if (inFront !== null) {
        return inFront;
      }
      const panel = notebooks.currentWidget;
      const output = [...(panel ? appOutputsOf(panel) : [])].find(
        ({ cell }) => cell === panel?.content.activeCellIndex
      );
      return output?.descriptor.session ?? null;
    };
    const datasetOf = ({ dataset, context }: Arguments): string | null => {
      if (typeof dataset === 'string') {
        return dataset;
      }
      const node = context
        ? app.contextMenuHitTest(({ dataset: marks }) => 'lunetteDataset' in marks)
        : undefined;
      return node?.dataset['lunetteDataset'] ?? null;
    };
    const orSay = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        void showErrorMessage(
          trans.__('Lunette could not open it'),
          error instanceof Error ? error.message : String(error)
        );
      }
    };
    const context = {
      type: 'boolean' as const,
      description: trans.__('What was clicked, in place of what is in front')
    };
    const session = { type: 'string' as const, description: trans.__('Id of a session') };

    commands.addCommand(CommandIDs.open, {
      label: args =>
        isPlaceId(args['area'])
          ? trans.__('Open in %1', places.labelOf(args['area']))
          : trans.__('Open a Dataset or Session'),
      caption: trans.__('Show a dataset or session of Lunette without a kernel'),
      icon: lunetteIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            dataset: { type: 'string', description: trans.__('Name of a dataset') },
            session,
            area: { type: 'string', description: trans.__('“main”, “left”, “right” or “tab”') },
            restore: {
              type: 'boolean',
              description: trans.__('Whether a reload brings it back, which activates nothing')
            },
            context
          }
        }
      },
      execute: async args => {
        const { area } = args;
        const place = isPlaceId(area) ? area : settings.value.openIn;
        const dataset = datasetOf(args);
        await orSay(async () => {
          if (typeof args['session'] === 'string') {
            await places.open(args['session'], place, args['restore'] !== true);
          } else if (dataset !== null) {
            await places.open(await bridge.createSession(dataset), place);
          } else {
            await commands.execute(CommandIDs.showPanel);
          }
        });
      }
    });

    commands.addCommand(CommandIDs.moveTo, {
      label: args => {
        const place = args['place'];
        if (!isPlaceId(place)) {
          return trans.__('Move the App');
        }
        const label = places.labelOf(place);
        return args['context'] ? label : trans.__('Move the App to: %1', label);
      },
      caption: trans.__('Show the App elsewhere; it keeps selection, position and open pictures'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            place: {
              type: 'string',
              description: trans.__('“cell”, “left”, “right”, “main” or “tab”')
            },
            session,
            context
          }
        }
      },
      isEnabled: args => {
        const id = sessionOf(args);
        const place = id === null ? null : places.of(id).find(other => other.id === args['place']);
        return place ? !place.current : false;
      },
      execute: async args => {
        const id = sessionOf(args);
        const place = args['place'];
        if (id !== null && isPlaceId(place)) {
          await orSay(() => places.move(id, place));
        }
      }
    });

    commands.addCommand(CommandIDs.copySessionId, {
      label: trans.__('Copy Session Id'),
      caption: trans.__('The id opens this session in Python and in other pages'),
      icon: copyIcon,
      describedBy: { args: { type: 'object', properties: { session, context } } },
      isEnabled: args => sessionOf(args) !== null,
      execute: args => {
        const id = sessionOf(args);
        if (id !== null) {
          Clipboard.copyToSystem(id);
          Notification.info(trans.__('Copied session id %1', id), { autoClose: 2000 });
        }
      }
    });

    for (const place of PLACE_IDS) {
      palette?.addItem({ command: CommandIDs.moveTo, category: CATEGORY, args: { place } });
    }
    palette?.addItem({ command: CommandIDs.copySessionId, category: CATEGORY });

    const tell = (): void => {
      commands.notifyCommandChanged(CommandIDs.moveTo);
      commands.notifyCommandChanged(CommandIDs.copySessionId);
    };
    registry.changed.connect(tell);
    notebooks.activeCellChanged.connect(tell);

    void restorer?.restore(places.tracker, {
      command: CommandIDs.open,
      args: widget => ({ ...places.argumentsOf(widget), restore: true }),
      name: widget => {
        const { session: id = '', area = '' } = places.argumentsOf(widget) ?? {};
        return `${area}:${id}`;
      }
    });
  }
};
