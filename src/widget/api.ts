/** The App's public face: put it into an element, capture it, take it away. */
import * as React from 'react';
import { createRoot } from 'react-dom/client';
import type { BridgeClient, IHop } from '../client';
import { App } from './app';
import { AppCapture, type ICapture, type ICaptureOptions } from './capture';
import { AppModel, staysInside, type IAppDefaults, type IAppPlace } from './model';
import { watchLooks } from './app/watch-looks';
import { watchSize } from './app/watch-size';
import { watchTheme, type AppTheme } from './app/watch-theme';

export { CaptureError } from './capture';
export type { AppTheme, IAppDefaults, IAppPlace, ICapture, ICaptureOptions };

export interface IAppOptions {
  client: BridgeClient;
  /** Id of the session to join. */
  session: string;
  /** `follow` takes the host's theme; the others override it if it differs. */
  theme: AppTheme;
  /** Where menus and dialogs are put; by default the document's body. */
  dialogRoot?: HTMLElement;
  /** Address of a sample's picture in full size, of the page's own origin. */
  mediaUrl(dataset: string, sampleId: string): string;
  /** Looks where the way to the session ends, for the screen that says so. */
  diagnose?(): Promise<IHop[]>;
  /** The person wants the App in another of the places that the host named with `setPlaces`. */
  moveTo?(place: string): void;
  /** Escape was pressed and nothing in the App was left to close. */
  onEscape?(): void;
}

export interface IAppHandle {
  /**
   * A picture of the App as it is now, also while it is hidden or detached.
   * @throws CaptureError if the browser does not let the picture be read.
   */
  capture(options?: ICaptureOptions): Promise<ICapture>;
  /** Calls `listener` when the App may look different from before, until the result is called. */
  onChange(listener: () => void): () => void;
  setTheme(theme: AppTheme): void;
  /** What holds where neither the person nor the kernel chose something. */
  setDefaults(defaults: IAppDefaults): void;
  /** Where the host can show the App; offered in the App's menu if there is more than one. */
  setPlaces(places: readonly IAppPlace[]): void;
  /** While suspended (hidden) the App follows the session but paints nothing. */
  setSuspended(suspended: boolean): void;
  /** Gives the keyboard to the grid. */
  focus(): void;
  dispose(): void;
}

/** Milliseconds after which a theme's style sheet is surely in force. */
const THEME_DELAY = 500;

/**
 * Shows the App in `host`. The host may be moved in the document at any time; it needs a height.
 * Keys pressed in the App end at the host (bubble phase), except chords that belong to the browser.
 */
export function mountApp(host: HTMLElement, options: IAppOptions): IAppHandle {
  const root = document.createElement('div');
  root.className = 'lunette-App';
  // A press anywhere in the App takes the focus from the notebook, whose keys would edit it.
  root.tabIndex = -1;
  host.append(root);
  const portals = document.createElement('div');
  portals.className = 'lunette-Portals jp-ThemedContainer';
  (options.dialogRoot ?? document.body).append(portals);

  const model = new AppModel({
    client: options.client,
    session: options.session,
    mediaUrl: options.mediaUrl,
    dialogRoot: portals,
    ...(options.diagnose ? { diagnose: options.diagnose } : {}),
    ...(options.moveTo ? { moveTo: options.moveTo } : {}),
    ...(options.onEscape ? { onEscape: options.onEscape } : {})
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.type === 'keydown') {
      model.keys.handle(event);
    }
    if (staysInside(event)) {
      event.stopPropagation();
    }
  };
  const keyTargets = [host, portals];
  for (const target of keyTargets) {
    target.addEventListener('keydown', onKey);
    target.addEventListener('keypress', onKey);
    target.addEventListener('keyup', onKey);
  }
  let repaintTimer: ReturnType<typeof setTimeout> | undefined;
  const theme = watchTheme([root, portals], options.theme, (value, forced) => {
    model.store.set({ theme: value, themeForced: forced });
    model.repaint();
    // The host may say that its theme changed before the style sheet is there.
    clearTimeout(repaintTimer);
    repaintTimer = setTimeout(() => model.repaint(), THEME_DELAY);
  });
  let wanted = options.theme;
  const applyTheme = (): void => {
    const own = model.store.state.session?.config.theme ?? 'browser';
    theme.set(wanted === 'follow' && own !== 'browser' ? own : wanted);
  };
  const endTheme = model.store.subscribe(applyTheme);
  const size = watchSize(root, model);
  const capture = new AppCapture(root, model);
  const reactRoot = createRoot(root);
  reactRoot.render(React.createElement(App, { model }));

  return {
    capture: captureOptions => capture.take(captureOptions),
    onChange: listener => watchLooks(root, model, listener),
    setTheme: value => {
      wanted = value;
      applyTheme();
    },
    setDefaults: defaults => model.setDefaults(defaults),
    setPlaces: places => model.store.set({ places }),
    setSuspended: suspended => model.store.set({ suspended }),
    focus: () => {
      root.focus({ preventScroll: true });
      model.actions.focusGrid();
    },
    dispose: () => {
      for (const target of keyTargets) {
        target.removeEventListener('keydown', onKey);
        target.removeEventListener('keypress', onKey);
        target.removeEventListener('keyup', onKey);
      }
      endTheme();
      clearTimeout(repaintTimer);
      size.dispose();
      capture.dispose();
      theme.dispose();
      reactRoot.unmount();
      model.dispose();
      root.remove();
      portals.remove();
    }
  };
}
