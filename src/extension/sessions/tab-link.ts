/**
 * A link to the App in a browser tab of its own, as `session.open_tab()` puts it into a cell. The
 * kernel names the session alone: only the page knows the address of its Jupyter server.
 */
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { BridgeConnection } from './connection';

export const LINK_TYPE = 'application/vnd.lunette.link+json';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

class TabLink extends Widget implements IRenderMime.IRenderer {
  constructor(
    private readonly _connection: BridgeConnection,
    private readonly _trans: TranslationBundle
  ) {
    super();
    this.addClass('lunette-TabLink');
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const { session } = (model.data[LINK_TYPE] ?? {}) as { session?: unknown };
    if (typeof session !== 'string' || !ID.test(session)) {
      this.node.textContent = String(model.data['text/plain'] ?? '');
      return;
    }
    const link = document.createElement('a');
    link.href = this._connection.tabUrl(session);
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = `${this._trans.__('Open the App in a browser tab')} ↗`;
    this.node.replaceChildren(link);
  }
}

/** Harmless also in a notebook of somebody else: it leads to the reader's own server alone. */
export const tabLinkFactory = (
  connection: BridgeConnection,
  trans: TranslationBundle
): IRenderMime.IRendererFactory => ({
  safe: true,
  mimeTypes: [LINK_TYPE],
  createRenderer: () => new TabLink(connection, trans)
});
