import {
  ILabShell,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { appOutputs, freezeOutput } from '../freeze/outputs';
import { reactivate } from '../freeze/reactivate';
import { AppPlaces } from '../places/app-places';
import { BridgeActions } from '../sessions/bridge-actions';
import { BridgeConnection } from '../sessions/connection';
import { KnownSessions } from '../sessions/known-sessions';
import { SessionRegistry } from '../sessions/session-registry';
import { LunetteSettings, SETTINGS_ID } from '../settings/lunette-settings';
import { ILunette } from '../tokens';

/** The registry that keeps Apps alive while JupyterLab re-creates the widgets around them. */
export const corePlugin: JupyterFrontEndPlugin<ILunette> = {
  id: SETTINGS_ID,
  description: 'Keeps the Lunette Apps of this page, their settings and their way to the bridge.',
  autoStart: true,
  provides: ILunette,
  requires: [INotebookTracker],
  optional: [ILabShell, ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    labShell: ILabShell | null,
    settingRegistry: ISettingRegistry | null,
    translator: ITranslator | null
  ): ILunette => {
    const trans = (translator ?? nullTranslator).load('lunette');
    const connection = new BridgeConnection(app.serviceManager.serverSettings);
    const known = new KnownSessions();
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
    const settings = new LunetteSettings();
    settings.changed.connect(() => registry.applySettings(settings.ofApps));
    settingRegistry?.load(SETTINGS_ID).then(
      found => settings.follow(found),
      (error: unknown) => console.warn('Lunette: its settings cannot be read.', error)
    );
    const places = new AppPlaces({
      shell: app.shell,
      labShell,
      notebooks: tracker,
      registry,
      known,
      connection,
      trans,
      reactivate: output => reactivate(output, { known, registry })
    });
    const bridge = new BridgeActions(connection);
    return { connection, bridge, registry, known, places, settings };
  }
};
