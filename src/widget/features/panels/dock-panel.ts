/** Lumino's docking panel with our looks and manners. */
import { ConflatableMessage, MessageLoop, type Message } from '@lumino/messaging';
import { DockPanel, TabBar, Widget, type DockLayout } from '@lumino/widgets';

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
/** Pixels that an arrow key moves a handle, and milliseconds after the last one until that counts. */
const STEP = 16;
const PAUSE = 300;

/** A press of the right mouse button, or of the menu key, on a tab. */
export interface ITabPress {
  panel: string;
  /** CSS pixels of the window. */
  x: number;
  y: number;
}

interface IHandlers {
  onDetach(tab: HTMLElement): void;
  onMenu(press: ITabPress): void;
  onHandleKey(handle: HTMLDivElement, event: KeyboardEvent): void;
}

class Renderer implements DockPanel.IRenderer {
  constructor(private readonly _handlers: IHandlers) {}

  createTabBar(): TabBar<Widget> {
    const bar = new TabBar<Widget>();
    bar.addClass('lunette-Dock-tabs');
    // The picture of a tab under the pointer is no longer inside of the App.
    bar.tabDetachRequested.connect((_, { tab }) => this._handlers.onDetach(tab));
    bar.node.addEventListener('keydown', event => {
      const { currentTitle } = bar;
      if (event.key === 'Delete' && currentTitle?.closable) {
        event.preventDefault();
        currentTitle.owner.close();
      }
    });
    bar.node.addEventListener('contextmenu', event => {
      const target = event.target as Element;
      const tab = [...bar.contentNode.children].findIndex(node => node.contains(target));
      const widget = bar.titles[tab]?.owner;
      if (widget instanceof PanelWidget) {
        event.preventDefault();
        // The menu key tells no place.
        const { left, bottom } = target.getBoundingClientRect();
        const [x, y] = event.button === 2 ? [event.clientX, event.clientY] : [left, bottom];
        this._handlers.onMenu({ panel: widget.panel, x, y });
      }
    });
    return bar;
  }

  createHandle(): HTMLDivElement {
    const handle = document.createElement('div');
    handle.className = HANDLE;
    handle.tabIndex = 0;
    handle.setAttribute('role', 'separator');
    handle.setAttribute('aria-label', 'Room between panels');
    handle.addEventListener('keydown', event => this._handlers.onHandleKey(handle, event));
    return handle;
  }
}

/** What a drag event of Lumino is about. */
const sourceOf = (event: Event): unknown => (event as Event & { source?: unknown }).source;

/** Tabs stay in it, and what is dragged elsewhere in the page does not come in. */
export class Dock extends DockPanel {
  /** Whether a handle between panels was dragged since somebody asked. */
  resized = false;

  constructor(themeOf: () => readonly string[], onMenu: (press: ITabPress) => void) {
    const handlers: IHandlers = {
      onDetach: tab => tab.classList.add('lunette-Dock-dragged', ...themeOf()),
      onHandleKey: (handle, event) => this._moveByKey(handle, event),
      onMenu
    };
    super({ spacing: 4, tabsConstrained: true, renderer: new Renderer(handlers) });
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
    if (event.type.startsWith('lm-') && sourceOf(event) === this) {
      // A docking panel around the App would show where the tab could go in there.
      event.stopPropagation();
    }
  }

  override dispose(): void {
    clearTimeout(this._timer);
    document.removeEventListener('lm-dragenter', this._keepInside, true);
    super.dispose();
  }

  private _moveByKey(handle: HTMLDivElement, event: KeyboardEvent): void {
    const across = handle.dataset['orientation'] === 'horizontal';
    const keys = across ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const at = keys.indexOf(event.key);
    if (at < 0) {
      return;
    }
    event.preventDefault();
    const by = at === 0 ? -STEP : STEP;
    const [x, y] = [handle.offsetLeft, handle.offsetTop];
    (this.layout as DockLayout).moveHandle(handle, across ? x + by : x, across ? y : y + by);
    clearTimeout(this._timer);
    this._timer = setTimeout(() => {
      this.resized = true;
      MessageLoop.postMessage(this, new ConflatableMessage('layout-modified'));
    }, PAUSE);
  }

  private _timer: ReturnType<typeof setTimeout> | undefined;

  /** JupyterLab's own docking panel would take a tab that is dragged over it. */
  private readonly _keepInside = (event: Event): void => {
    if (
      sourceOf(event) === this &&
      !(event.target instanceof Node && this.node.contains(event.target))
    ) {
      event.stopImmediatePropagation();
    }
  };
}
