/** Lumino's docking panel with our looks and manners. */
import { type Message } from '@lumino/messaging';
import { DockPanel, TabBar, Widget } from '@lumino/widgets';

/** A place for one panel's content; moving it around leaves the content as it is. */
export class PanelWidget extends Widget {
  /** The panel it shows. */
  panel = '';

  constructor(private readonly _onClose: (panel: string) => void) {
    super();
    this.addClass('lunette-DockedPanel');
  }

  /** Closing is a change of the layout, which takes the widget away once it is made. */
  protected override onCloseRequest(_: Message): void {
    this._onClose(this.panel);
  }
}

const HANDLE = 'lunette-Dock-handle';

class Renderer implements DockPanel.IRenderer {
  constructor(private readonly _onDetach: (tab: HTMLElement) => void) {}

  createTabBar(): TabBar<Widget> {
    const bar = new TabBar<Widget>();
    bar.addClass('lunette-Dock-tabs');
    // The picture of a tab under the pointer is no longer inside of the App.
    bar.tabDetachRequested.connect((_, { tab }) => this._onDetach(tab));
    bar.node.addEventListener('keydown', event => {
      const { currentTitle } = bar;
      if (event.key === 'Delete' && currentTitle?.closable) {
        event.preventDefault();
        currentTitle.owner.close();
      }
    });
    return bar;
  }

  createHandle(): HTMLDivElement {
    const handle = document.createElement('div');
    handle.className = HANDLE;
    return handle;
  }
}

/** Tabs stay in it, and what is dragged elsewhere in the page does not come in. */
export class Dock extends DockPanel {
  /** Whether a handle between panels was dragged since somebody asked. */
  resized = false;

  constructor(themeOf: () => readonly string[]) {
    super({
      spacing: 4,
      tabsConstrained: true,
      renderer: new Renderer(tab => tab.classList.add('lunette-Dock-dragged', ...themeOf()))
    });
    this.addClass('lunette-Dock');
    document.addEventListener('lm-dragenter', this._keepInside, true);
  }

  override handleEvent(event: Event): void {
    if (
      event.type === 'pointerdown' &&
      event.target instanceof Element &&
      event.target.closest(`.${HANDLE}`)
    ) {
      this.resized = true;
    }
    super.handleEvent(event);
  }

  override dispose(): void {
    document.removeEventListener('lm-dragenter', this._keepInside, true);
    super.dispose();
  }

  /** JupyterLab's own docking panel would take a tab that is dragged over it. */
  private readonly _keepInside = (event: Event): void => {
    if (
      (event as Event & { source?: unknown }).source === this &&
      !(event.target instanceof Node && this.node.contains(event.target))
    ) {
      event.stopImmediatePropagation();
    }
  };
}
