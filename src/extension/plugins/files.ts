import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification, showErrorMessage } from '@jupyterlab/apputils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { isPicture } from '../files/is-picture';
import { lunetteIcon } from '../icons';
import { CommandIDs, ILunette } from '../tokens';

/** Opens folders of pictures, and single ones, from the file browser. */
export const filesPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:files',
  description: 'Opens folders of pictures from the file browser in Lunette.',
  autoStart: true,
  requires: [ILunette],
  optional: [IFileBrowserFactory, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    { connection, registry }: ILunette,
    browsers: IFileBrowserFactory | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('lunette');
    const { commands } = app;
    const selected = (): { path: string; type: string } | null => {
      const [first, ...others] = browsers?.tracker.currentWidget?.selectedItems() ?? [];
      return first && others.length === 0 ? first : null;
    };
    const pathOf = (args: Readonly<Record<string, unknown>>): string | null => {
      if (typeof args['path'] === 'string') {
        return args['path'];
      }
      const item = selected();
      return item && (item.type === 'directory' || isPicture(item.path)) ? item.path : null;
    };
    commands.addCommand(CommandIDs.openFiles, {
      label: trans.__('Open in Lunette'),
      caption: trans.__('Show the pictures of this folder, or this picture, as a dataset'),
      icon: lunetteIcon,
      describedBy: {
        args: {
          type: 'object',
          properties: {
            path: {
              type: 'string',
              description: trans.__('Folder or picture, below the folder of the Jupyter server')
            }
          }
        }
      },
      isVisible: args => pathOf(args) !== null,
      execute: async args => {
        const path = pathOf(args);
        if (path === null) {
          return;
        }
        const name = path.split('/').at(-1) || trans.__('all files');
        const reading = Notification.emit(
          trans.__('Lunette reads the pictures of %1 …', name),
          'in-progress',
          { autoClose: false }
        );
        try {
          const { dataset } = await connection.openFolder(path);
          // One that shows it already comes to the front.
          const session = registry
            .sessions()
            .find(id => registry.live(id)?.dataset === dataset && registry.ownerOf(id));
          await commands.execute(CommandIDs.open, session ? { session } : { dataset });
        } catch (error) {
          void showErrorMessage(
            trans.__('Lunette could not open %1', name),
            error instanceof Error ? error.message : String(error)
          );
        } finally {
          Notification.dismiss(reading);
        }
      }
    });
    const tell = (): void => commands.notifyCommandChanged(CommandIDs.openFiles);
    browsers?.tracker.currentChanged.connect(tell);
  }
};
