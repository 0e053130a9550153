/** The sidebar panel: the overview, or an App that was opened in it. */
import * as React from 'react';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { PanelLayout, Widget } from '@lumino/widgets';
import type { BridgeClient } from '../../client';
import type { AppWidget } from './app-widget';
import { Overview, type OpenTarget } from './overview';

interface IOptions {
  createClient(): BridgeClient;
  trans: TranslationBundle;
  open(target: OpenTarget, area: 'main' | 'left'): void;
}

export class OverviewPanel extends Widget {
  constructor(private readonly _options: IOptions) {
    super();
    this.id = 'lunette-panel';
    this.addClass('lunette-Panel');
    this._panelLayout = new PanelLayout();
    this.layout = this._panelLayout;
  }

  /** Shows an App in place of the overview. */
  showApp(widget: AppWidget, title: string): void {
    this._clear();
    const back = document.createElement('button');
    back.type = 'button';
    back.className = 'lunette-Panel-back';
    back.textContent = `‹ ${title}`;
    back.title = this._options.trans.__('Back to the list of datasets and sessions');
    back.addEventListener('click', () => this._showOverview());
    const bar = new Widget({ node: document.createElement('div') });
    bar.addClass('lunette-Panel-bar');
    bar.node.append(back);
    this._panelLayout.addWidget(bar);
    this._panelLayout.addWidget(widget);
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
    const overview = ReactWidget.create(
      <Overview
        client={this._client}
        trans={this._options.trans}
        open={(target, area) => this._options.open(target, area)}
      />
    );
    overview.addClass('lunette-Panel-overview');
    this._panelLayout.addWidget(overview);
  }

  private _clear(): void {
    for (const widget of [...this._panelLayout.widgets]) {
      widget.dispose();
    }
  }

  private _client: BridgeClient | null = null;
  private readonly _panelLayout: PanelLayout;
}
