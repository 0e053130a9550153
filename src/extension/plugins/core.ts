import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { appOutputs, freezeOutput } from '../freeze/outputs';
import { BridgeConnection } from '../sessions/connection';
import { KnownSessions } from '../sessions/known-sessions';
import { SessionRegistry } from '../sessions/session-registry';
import { ILunette } from '../tokens';

/** The registry that keeps Apps alive while JupyterLab re-creates the widgets around them. */
export const corePlugin: JupyterFrontEndPlugin<ILunette> = {
  id: 'lunette:core',
  description: 'Keeps the Lunette Apps of this page and their way to the bridge.',
  autoStart: true,
  provides: ILunette,
  requires: [INotebookTracker],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    translator: ITranslator | null
  ): ILunette => {
    const trans = (translator ?? nullTranslator).load('lunette');
    const connection = new BridgeConnection(app.serviceManager.serverSettings);
    const registry = new SessionRegistry({
      connection,
      freezeCell: (session, subscription, picture) => {
        let frozen = 0;
        for (const output of [...appOutputs(tracker)]) {
          const { descriptor } = output;
          if (
            !output.frozen &&
            descriptor.session === session &&
            (subscription === null || descriptor.subscription === subscription)
          ) {
            freezeOutput(output.model, descriptor, picture);
            frozen += 1;
          }
        }
        return frozen > 0
          ? null
          : trans.__('No open notebook of this JupyterLab holds the live cell any more.');
      }
    });
    return { connection, registry, known: new KnownSessions() };
  }
};
