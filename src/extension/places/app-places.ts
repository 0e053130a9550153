/** Shows Apps in cells, sidebars, tabs of JupyterLab and tabs of the browser, and moves them. */
import type { ILabShell, JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import type { IAppPlace } from '../../widget';
import { appOutputs, type IAppOutput } from '../freeze/outputs';
import { lunetteIcon } from '../icons';
import { AppWidget } from '../panel/app-widget';
import type { BridgeConnection } from '../sessions/connection';
import type { KnownSessions } from '../sessions/known-sessions';
import type { SessionRegistry } from '../sessions/session-registry';
import { PLACE_IDS, type PlaceId } from './place-id';
import { SideApp } from './side-app';

/** The panel in the left sidebar. */
export interface ISidePanel extends Widget {
  showApp(app: AppWidget): void;
}

interface IOptions {
  shell: JupyterFrontEnd.IShell;
  /** Null in Notebook 7, whose main area holds the notebook alone. */
  labShell: ILabShell | null;
  notebooks: INotebookTracker;
  registry: SessionRegistry;
  known: KnownSessions;
  connection: BridgeConnection;
  trans: TranslationBundle;
  reactivate(output: IAppOutput): void;
}

export class AppPlaces {
  /** Apps in tabs and sidebars, by what shows them; the layout is restored from it. */
  readonly tracker = new WidgetTracker<Widget>({ namespace: 'lunette-apps' });
  /** Set when there is one. */
  panel: ISidePanel | null = null;

  constructor(private readonly _options: IOptions) {
    const { registry } = _options;
    registry.onMove = (session, place) => void this.move(session, place as PlaceId);
    registry.changed.connect((_, session) => registry.setPlaces(session, this.of(session)));
  }

  /** Where a session's App can be, and where it is. */
  of(session: string): IAppPlace[] {
    const owner = this._options.registry.ownerOf(session)?.kind;
    return PLACE_IDS.filter(id => this._has(id, session)).map(id => ({
      id,
      label: this.labelOf(id),
      current: id === owner
    }));
  }

  labelOf(place: PlaceId): string {
    const { trans } = this._options;
    switch (place) {
      case 'cell':
        return trans.__('Cell');
      case 'left':
        return trans.__('Left Sidebar');
      case 'right':
        return trans.__('Right Sidebar');
      case 'main':
        return trans.__('Main Area');
      case 'tab':
        return trans.__('Browser Tab');
    }
  }

  /**
   * Shows a session's App in a place; where it was, the way back to it stays.
   * @throws Error if the browser does not let a tab be opened.
   */
  async open(session: string, place: PlaceId, activate = true): Promise<void> {
    const { known, registry } = this._options;
    known.add(session);
    await this._openIn(session, place, activate);
    if (activate) {
      registry.live(session)?.focus();
    }
  }

  private async _openIn(session: string, place: PlaceId, activate: boolean): Promise<void> {
    const { labShell, shell } = this._options;
    switch (place) {
      case 'cell':
        await this._reveal(session);
        break;
      case 'left':
        await this._openLeft(session, activate);
        break;
      case 'right':
        await this._openRight(session, activate);
        break;
      case 'main':
        if (labShell) {
          await this._openMain(session, activate, shell);
        } else {
          await this._openTab(session);
        }
        break;
      case 'tab':
        await this._openTab(session);
    }
  }

  /**
   * The same, and the place where it was goes, unless it is a cell.
   * @throws Error if the browser does not let a tab be opened.
   */
  async move(session: string, place: PlaceId): Promise<void> {
    const from = this._options.registry.ownerOf(session);
    if (from?.kind === place) {
      return;
    }
    await this.open(session, place);
    if (from instanceof AppWidget && this._options.registry.ownerOf(session) !== from) {
      frameOf(from).dispose();
    }
  }

  /** The session of a widget of JupyterLab that is an App in a frame; null if it is none. */
  sessionOf(widget: Widget | null): string | null {
    const app = widget ? appIn(widget) : null;
    return app?.session ?? null;
  }

  /** What is needed to show such a widget again after a reload. */
  argumentsOf(widget: Widget): { session: string; area: string } | null {
    const app = appIn(widget);
    return app ? { session: app.session, area: app.kind } : null;
  }

  /** Closes the tabs and sidebars of a session. */
  close(session: string): void {
    for (const widget of this.tracker.filter(other => appIn(other)?.session === session)) {
      widget.dispose();
    }
  }

  private _has(place: PlaceId, session: string): boolean {
    switch (place) {
      case 'cell':
        return this._outputOf(session) !== null;
      case 'left':
        return this.panel !== null;
      case 'main':
        return this._options.labShell !== null;
      default:
        return true;
    }
  }

  /** The live output of a session, or the last frozen one. */
  private _outputOf(session: string): IAppOutput | null {
    const all = [...appOutputs(this._options.notebooks)].filter(
      ({ descriptor }) => descriptor.session === session
    );
    return all.find(({ frozen }) => !frozen) ?? all.at(-1) ?? null;
  }

  private async _openMain(
    session: string,
    activate: boolean,
    shell: JupyterFrontEnd.IShell
  ): Promise<void> {
    const content = this._existing(session, 'main') ?? this._widget(session, 'main');
    if (!content.parent) {
      const main = new MainAreaWidget({ content });
      main.id = `lunette-main-${session}`;
      main.addClass('lunette-Main');
      main.toolbar.hide();
      main.title.icon = lunetteIcon;
      main.title.closable = true;
      main.title.dataset = { 'lunette-session': session };
      const follow = (): void => {
        main.title.label = content.title.label;
        main.title.caption = this._options.trans.__('Lunette: %1', content.title.label);
      };
      content.title.changed.connect(follow);
      follow();
      shell.add(main, 'main', { activate });
      await this.tracker.add(main);
    }
    if (activate) {
      shell.activateById(frameOf(content).id);
    }
    await content.bringHere();
  }

  private async _openLeft(session: string, activate: boolean): Promise<void> {
    const { panel } = this;
    if (!panel) {
      return;
    }
    let app = this._existing(session, 'left');
    if (!app) {
      app = this._widget(session, 'left');
      panel.showApp(app);
      await this.tracker.add(app);
    }
    if (activate) {
      this._options.shell.activateById(panel.id);
    }
    await app.bringHere();
  }

  private async _openRight(session: string, activate: boolean): Promise<void> {
    const { shell, trans } = this._options;
    let app = this._existing(session, 'right');
    if (!app) {
      app = this._widget(session, 'right');
      const side = new SideApp(app, trans);
      shell.add(side, 'right', { rank: 600 });
      await this.tracker.add(side);
    }
    if (activate) {
      shell.activateById(frameOf(app).id);
    }
    await app.bringHere();
  }

  /** The address holds nothing secret; who is not logged in there comes to the login page. */
  private async _openTab(session: string): Promise<void> {
    const { connection, registry, trans } = this._options;
    const url = connection.tabUrl(session);
    const opened = window.open(url, '_blank');
    if (!opened) {
      throw new Error(
        trans.__(
          'The browser does not let a tab be opened. Allow it for this page, or open %1',
          url
        )
      );
    }
    opened.opener = null;
    if (registry.sessions().includes(session)) {
      await registry.sendAway(session);
    }
  }

  /** Brings the App to its cell and shows the cell. */
  private async _reveal(session: string): Promise<void> {
    const { registry, reactivate, shell } = this._options;
    const output = this._outputOf(session);
    if (!output) {
      return;
    }
    const { panel, cell, descriptor } = output;
    shell.activateById(panel.id);
    panel.content.activeCellIndex = cell;
    await panel.content.scrollToItem(cell, 'smart');
    if (output.frozen) {
      reactivate(output);
    }
    const place = registry.placeOf(session, 'cell');
    if (place && place.subscription === descriptor.subscription) {
      await registry.offer(session, place, true);
    }
  }

  private _existing(session: string, kind: AppWidget['kind']): AppWidget | null {
    const place = this._options.registry.placeOf(session, kind);
    return place instanceof AppWidget && !place.isDisposed ? place : null;
  }

  private _widget(session: string, kind: AppWidget['kind']): AppWidget {
    const { registry, trans } = this._options;
    return new AppWidget({ registry, session, kind, trans });
  }
}

/** The App in a tab, in the right sidebar, or by itself. */
function appIn(widget: Widget): AppWidget | null {
  if (widget instanceof AppWidget) {
    return widget;
  }
  if (widget instanceof SideApp) {
    return widget.app;
  }
  return widget instanceof MainAreaWidget && widget.content instanceof AppWidget
    ? widget.content
    : null;
}

/** What goes with an App: its tab or sidebar; in the panel the App alone. */
function frameOf(app: AppWidget): Widget {
  const { parent } = app;
  return parent instanceof SideApp || parent instanceof MainAreaWidget ? parent : app;
}
