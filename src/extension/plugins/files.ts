import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { ReadonlyJSONValue } from '@lumino/coreutils';
import { isPicture } from '../files/is-picture';
import { lunetteIcon } from '../icons';
import type { IOpenedFolder } from '../sessions/connection';
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
    { connection }: ILunette,
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
        const work = connection.openFolder(path);
        Notification.promise<ReadonlyJSONValue>(work, {
          pending: {
            message: trans.__('Lunette reads the pictures of %1 …', name),
            options: { autoClose: false }
          },
          success: {
            message: result => {
              const { dataset, count } = result as IOpenedFolder;
              return trans._n('%2: %1 picture', '%2: %1 pictures', count, dataset);
            },
            options: { autoClose: 3000 }
          },
          error: {
            message: reason => (reason instanceof Error ? reason.message : String(reason)),
            options: { autoClose: false }
          }
        });
        try {
          const { dataset } = await work;
          await commands.execute(CommandIDs.open, { dataset });
        } catch (error) {
          // The notification says it to the person.
          console.warn('Lunette:', error);
        }
      }
    });
    const tell = (): void => commands.notifyCommandChanged(CommandIDs.openFiles);
    browsers?.tracker.currentChanged.connect(tell);
  }
};
