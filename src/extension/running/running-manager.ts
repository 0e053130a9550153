/**
 * What JupyterLab's running panel lists of Lunette: the bridge and its sessions. It asks nobody by
 * itself: a page that only shows a file makes no connection.
 */
import type { IRunningSessions } from '@jupyterlab/running';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { ISessionSummary } from '../../protocol';
import { bridgeIcon, lunetteIcon } from '../icons';

interface IOptions {
  /** The sessions, or null if no bridge is running. */
  list(): Promise<ISessionSummary[] | null>;
  trans: TranslationBundle;
  open(session: string): void;
  shutDown(session: string): void;
  shutDownAll(): void;
  stopBridge(): void;
}

/** Changes come in bursts; the list is read once after them, in ms. */
const DELAY = 300;

export class RunningManager implements IRunningSessions.IManager {
  readonly name: string;
  readonly shutdownLabel: (item: IRunningSessions.IRunningItem) => string;
  readonly shutdownAllLabel: string;
  readonly shutdownAllConfirmationText: string;
  readonly runningChanged = new Signal<this, void>(this);

  constructor(private readonly _options: IOptions) {
    const { trans } = _options;
    this.name = trans.__('Lunette');
    this.shutdownLabel = ({ context }) =>
      context === BRIDGE ? trans.__('Stop the bridge') : trans.__('Shut down');
    this.shutdownAllLabel = trans.__('Shut Down All Sessions');
    this.shutdownAllConfirmationText = trans.__(
      'All sessions of Lunette end and their Apps close. Datasets stay as they are.'
    );
  }

  get sessions(): readonly ISessionSummary[] {
    return this._sessions ?? [];
  }

  running(): IRunningSessions.IRunningItem[] {
    if (this._sessions === null) {
      return [];
    }
    return [this._bridge(), ...this._sessions.map(session => this._item(session))];
  }

  shutdownAll(): void {
    this._options.shutDownAll();
  }

  refreshRunning(): void {
    void this.refresh();
  }

  refreshSoon(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this.refresh(), DELAY);
  }

  /** Reads the list again; one that cannot be read is empty, and the console says why. */
  async refresh(): Promise<void> {
    const round = ++this._round;
    const sessions = await this._options.list().catch((error: unknown) => {
      console.warn('Lunette: the running sessions cannot be listed.', error);
      return null;
    });
    if (round === this._round) {
      this._sessions = sessions;
      this.runningChanged.emit();
    }
  }

  private _bridge(): IRunningSessions.IRunningItem {
    const { trans, stopBridge } = this._options;
    const count = this.sessions.length;
    return {
      context: BRIDGE,
      icon: () => bridgeIcon,
      label: () => trans.__('Bridge'),
      labelTitle: () => trans.__('The process that serves datasets to kernels and Apps'),
      detail: () => trans._n('%1 session', '%1 sessions', count),
      shutdown: stopBridge
    };
  }

  private _item(summary: ISessionSummary): IRunningSessions.IRunningItem {
    const { trans, open, shutDown } = this._options;
    const { session, dataset, apps, kernels, stages } = summary;
    const title = dataset ?? trans.__('No dataset');
    const present = [
      trans._n('%1 App', '%1 Apps', apps),
      trans._n('%1 kernel', '%1 kernels', kernels)
    ].join(' · ');
    return {
      icon: () => lunetteIcon,
      label: () => title,
      labelTitle: () =>
        [
          trans.__('Dataset: %1', title),
          trans._n('%1 stage', '%1 stages', stages),
          present,
          trans.__('Session: %1', session)
        ].join('\n'),
      detail: () => present,
      open: () => open(session),
      shutdown: () => shutDown(session)
    };
  }

  private _sessions: ISessionSummary[] | null = null;
  private _round = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
}

/** `context` of the bridge's item. */
const BRIDGE = 'lunette-bridge';
