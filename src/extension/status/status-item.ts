/** The status bar's word on Lunette: live Apps of this page, and whether the bridge answers. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { lunetteIcon } from '../icons';
import type { SessionRegistry } from '../sessions/session-registry';

/** `idle`: no App wants the bridge. */
export type BridgeState = 'idle' | 'open' | 'waiting';

export interface IStatus {
  bridge: BridgeState;
  /** Apps of this page, and of all pages in the same sessions. */
  apps: number;
  everywhere: number;
}

/** What the Apps of a page are doing. */
export function statusOf(registry: Pick<SessionRegistry, 'sessions' | 'live'>): IStatus {
  const live = registry.sessions().flatMap(session => registry.live(session) ?? []);
  const shown = live.filter(({ place }) => place !== null);
  const lost = live.some(({ status }) => status === 'waiting' || status === 'closed');
  return {
    bridge: live.length === 0 ? 'idle' : lost ? 'waiting' : 'open',
    apps: shown.length,
    everywhere: live.reduce((sum, { appCount }) => sum + appCount, 0)
  };
}

export class StatusItem extends Widget {
  constructor(
    private readonly _registry: SessionRegistry,
    private readonly _trans: TranslationBundle,
    onClick: () => void
  ) {
    super({ node: document.createElement('div') });
    this.addClass('lunette-Status');
    this._button.type = 'button';
    this._button.addEventListener('click', onClick);
    lunetteIcon.element({ container: this._icon, height: '14px', width: '14px' });
    this._icon.className = 'lunette-Status-icon';
    this._button.append(this._icon, this._text);
    this.node.append(this._button);
    _registry.changed.connect(this._show, this);
    this._show();
  }

  private _show(): void {
    const { bridge, apps, everywhere } = statusOf(this._registry);
    const trans = this._trans;
    const lost = bridge === 'waiting';
    this.toggleClass('lunette-mod-lost', lost);
    this._text.textContent = lost
      ? trans.__('Bridge lost')
      : apps > 0
        ? trans._n('%1 App', '%1 Apps', apps)
        : trans.__('Lunette');
    const lines = [
      lost
        ? trans.__('Lunette: the bridge does not answer; connecting again.')
        : bridge === 'open'
          ? trans.__('Lunette: connected to the bridge.')
          : trans.__('Lunette: no App is open in this page.'),
      ...(bridge === 'idle' ? [] : [trans._n('%1 App here', '%1 Apps here', apps)]),
      ...(everywhere > apps
        ? [
            trans._n(
              '%1 App with those of other pages',
              '%1 Apps with those of other pages',
              everywhere
            )
          ]
        : []),
      trans.__('Click for datasets and sessions.')
    ];
    this._button.title = lines.join('\n');
  }

  private readonly _button = document.createElement('button');
  private readonly _icon = document.createElement('span');
  private readonly _text = document.createElement('span');
}
