/** The sidebar panel: the overview, or an App that was opened in it. */
import * as React from 'react';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { PanelLayout, Widget } from '@lumino/widgets';
import type { BridgeClient } from '../../client';
import type { PlaceId } from '../places/place-id';
import type { LunetteSettings } from '../settings/lunette-settings';
import type { AppWidget } from './app-widget';
import { Overview, type OpenTarget } from './overview';

interface IOptions {
  createClient(): BridgeClient;
  trans: TranslationBundle;
  settings: LunetteSettings;
  /** Without a place: where the person set that things open. */
  open(target: OpenTarget, place?: PlaceId): void;
}

export class OverviewPanel extends Widget {
  constructor(private readonly _options: IOptions) {
    super();
    this.id = 'lunette-panel';
    this.addClass('lunette-Panel');
    this._panelLayout = new PanelLayout();
    this.layout = this._panelLayout;
  }

  /** Shows an App in place of the overview, until it goes. */
  showApp(app: AppWidget): void {
    this._clear();
    const back = document.createElement('button');
    back.type = 'button';
    back.className = 'lunette-Panel-back';
    back.title = this._options.trans.__('Back to the list of datasets and sessions');
    back.addEventListener('click', () => app.dispose());
    const follow = (): void => {
      back.textContent = `‹ ${app.title.label}`;
    };
    app.title.changed.connect(follow);
    follow();
    const bar = new Widget({ node: document.createElement('div') });
    bar.addClass('lunette-Panel-bar');
    bar.node.append(back);
    this._panelLayout.addWidget(bar);
    this._panelLayout.addWidget(app);
    app.disposed.connect(() => {
      if (!this.isDisposed && !bar.isDisposed) {
        this._showOverview();
      }
    });
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._client?.dispose();
      super.dispose();
    }
  }

  /** Nothing is asked of the bridge before somebody looks. */
  protected override onBeforeShow(): void {
    if (this._panelLayout.widgets.length === 0) {
      this._showOverview();
    }
  }

  private _showOverview(): void {
    this._clear();
    this._client ??= this._options.createClient();
    const client = this._client;
    const { open, settings, trans } = this._options;
    const overview = ReactWidget.create(
      <UseSignal signal={settings.changed}>
        {() => (
          <Overview client={client} trans={trans} openIn={settings.value.openIn} open={open} />
        )}
      </UseSignal>
    );
    overview.addClass('lunette-Panel-overview');
    this._panelLayout.addWidget(overview);
  }

  /** The bar goes first: an App that goes with it brings no overview. */
  private _clear(): void {
    for (const widget of [...this._panelLayout.widgets]) {
      widget.dispose();
    }
  }

  private _client: BridgeClient | null = null;
  private readonly _panelLayout: PanelLayout;
}
