import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, ICommandPalette, showDialog, showErrorMessage } from '@jupyterlab/apputils';
import { IRunningSessionManagers, IRunningSessionSidebar } from '@jupyterlab/running';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { RunningManager } from '../running/running-manager';
import { markedSession } from '../sessions/marked-session';
import { CATEGORY, CommandIDs, ILunette, NO_ARGUMENTS } from '../tokens';

/** Sessions and the bridge in the running panel, and the commands that end them. */
export const runningPlugin: JupyterFrontEndPlugin<void> = {
  id: 'lunette:running',
  description: 'Lists Lunette sessions and the bridge among what is running, and ends them.',
  autoStart: true,
  requires: [ILunette],
  optional: [IRunningSessionManagers, IRunningSessionSidebar, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    { bridge, connection, places, registry, settings }: ILunette,
    managers: IRunningSessionManagers | null,
    sidebar: IRunningSessionSidebar | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('lunette');
    const { commands } = app;
    const manager = new RunningManager({
      list: async () => ((await connection.isBridgeRunning()) ? bridge.sessions() : null),
      trans,
      open: session => void commands.execute(CommandIDs.open, { session }),
      shutDown: session => void commands.execute(CommandIDs.shutDownSession, { session }),
      shutDownAll: () => void end(manager.sessions.map(({ session }) => session)),
      stopBridge: () => void commands.execute(CommandIDs.stopBridge)
    });
    managers?.add(manager);
    registry.changed.connect(() => manager.refreshSoon());
    if (sidebar instanceof Widget) {
      // It says nothing when it is shown.
      new IntersectionObserver(entries => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          manager.refreshSoon();
        }
      }).observe(sidebar.node);
    }

    const confirmed = async (title: string, body: string, action: string): Promise<boolean> => {
      if (!settings.value.confirmShutDown) {
        return true;
      }
      const { button } = await showDialog({
        title,
        body,
        buttons: [
          Dialog.cancelButton({ label: trans.__('Cancel') }),
          Dialog.warnButton({ label: action })
        ]
      });
      return button.accept;
    };
    const orSay = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        void showErrorMessage(
          trans.__('Lunette could not shut it down'),
          error instanceof Error ? error.message : String(error)
        );
      }
      await manager.refresh();
    };
    const end = (sessions: readonly string[]): Promise<void> =>
      orSay(async () => {
        await bridge.shutDown(sessions);
        sessions.forEach(session => places.close(session));
      });
    const sessionOf = (args: Readonly<Record<string, unknown>>): string | null => {
      if (typeof args['session'] === 'string') {
        return args['session'];
      }
      const node = args['context']
        ? app.contextMenuHitTest(element => markedSession(element) !== null)
        : undefined;
      return node
        ? (markedSession(node)?.session ?? null)
        : places.sessionOf(app.shell.currentWidget);
    };

    commands.addCommand(CommandIDs.shutDownSession, {
      label: trans.__('Shut Down Session'),
      caption: trans.__('End this Lunette session for all its kernels and Apps'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            session: { type: 'string', description: trans.__('Id of a session') },
            context: { type: 'boolean', description: trans.__('The one that was clicked') }
          }
        }
      },
      isEnabled: args => sessionOf(args) !== null,
      execute: async args => {
        const session = sessionOf(args);
        if (
          session !== null &&
          (await confirmed(
            trans.__('Shut down the session?'),
            trans.__('Its Apps close, also those of others. The dataset stays as it is.'),
            trans.__('Shut Down')
          ))
        ) {
          await end([session]);
        }
      }
    });
    commands.addCommand(CommandIDs.shutDownAll, {
      label: trans.__('Shut Down All Sessions'),
      caption: trans.__('End all Lunette sessions of this user'),
      describedBy: NO_ARGUMENTS,
      execute: async () => {
        await manager.refresh();
        const sessions = manager.sessions.map(({ session }) => session);
        const body = trans._n(
          '%1 session ends; its Apps close. Datasets stay as they are.',
          '%1 sessions end; their Apps close. Datasets stay as they are.',
          sessions.length
        );
        if (await confirmed(trans.__('Shut down all sessions?'), body, trans.__('Shut Down'))) {
          await end(sessions);
        }
      }
    });
    commands.addCommand(CommandIDs.stopBridge, {
      label: trans.__('Stop the Bridge'),
      caption: trans.__('End the process that serves datasets to kernels and Apps'),
      describedBy: NO_ARGUMENTS,
      execute: async () => {
        const body = trans.__(
          'Nothing is lost: sessions and persistent datasets are kept, and the next use starts it again. Apps that are open do so at once.'
        );
        if (await confirmed(trans.__('Stop the bridge?'), body, trans.__('Stop'))) {
          await orSay(() => bridge.stop());
        }
      }
    });
    for (const command of [
      CommandIDs.shutDownSession,
      CommandIDs.shutDownAll,
      CommandIDs.stopBridge
    ]) {
      palette?.addItem({ command, category: CATEGORY });
    }
    registry.changed.connect(() => commands.notifyCommandChanged(CommandIDs.shutDownSession));
  }
};
