/** An App in a sidebar of its own: its title, a button that closes it, the App. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { PanelLayout, Widget } from '@lumino/widgets';
import { closeIcon } from '@jupyterlab/ui-components';
import { lunetteIcon } from '../icons';
import type { AppWidget } from '../panel/app-widget';

export class SideApp extends Widget {
  constructor(
    readonly app: AppWidget,
    trans: TranslationBundle
  ) {
    super();
    this.id = `lunette-side-${app.session}`;
    this.addClass('lunette-Panel');
    this.title.icon = lunetteIcon;
    this.title.closable = true;
    const bar = new Widget({ node: document.createElement('div') });
    bar.addClass('lunette-Panel-bar');
    const name = document.createElement('span');
    name.className = 'lunette-Panel-name';
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'lunette-Panel-close';
    close.title = trans.__('Close this App');
    closeIcon.element({ container: close, height: '16px', width: '16px' });
    close.addEventListener('click', () => this.dispose());
    bar.node.append(name, close);
    const layout = new PanelLayout();
    layout.addWidget(bar);
    layout.addWidget(app);
    this.layout = layout;
    const follow = (): void => {
      name.textContent = app.title.label;
      this.title.caption = trans.__('Lunette: %1', app.title.label);
    };
    app.title.changed.connect(follow);
    follow();
  }
}
