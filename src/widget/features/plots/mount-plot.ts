/** Puts a plot of a session into an element. */
import type { BridgeClient } from '../../../client';
import { staysInside } from '../../model';
import { PlotGestures } from './plot-gestures';
import { PlotSession } from './plot-session';
import { PlotView } from './plot-view';

export interface IPlotOptions {
  client: BridgeClient;
  session: string;
  /** Name of the plot in the session. */
  plot: string;
}

export interface IPlotHandle {
  /** The plot as it is now. Sizes in CSS pixels; null while there is nothing to see. */
  picture(scale: number): { dataUri: string; width: number; height: number; text: string } | null;
  /** Paints it into another picture, whose unit is a CSS pixel. */
  paint(context: CanvasRenderingContext2D): void;
  dispose(): void;
}

/** Shows the plot in `host`, which needs a height; it follows the size and the theme of the page. */
export function mountPlot(host: HTMLElement, options: IPlotOptions): IPlotHandle {
  const view = new PlotView();
  host.append(view.root);
  const session: PlotSession = new PlotSession(options.client, options.session, options.plot, () =>
    view.show(session.shown, session.problem)
  );
  view.show(null, null);
  new PlotGestures(view, session);
  const onKey = (event: KeyboardEvent): void => {
    if (staysInside(event)) {
      event.stopPropagation();
    }
  };
  const keys = ['keydown', 'keypress', 'keyup'] as const;
  keys.forEach(key => view.root.addEventListener(key, onKey));
  const size = new ResizeObserver(() => view.paint());
  size.observe(view.root);
  const theme = new MutationObserver(() => {
    view.paint();
    // The host may say that its theme changed before the style sheet is there.
    setTimeout(() => view.paint(), 500);
  });
  theme.observe(document.body, {
    attributes: true,
    attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name']
  });
  return {
    picture: scale => {
      const { width, height } = view.size;
      if (!session.shown || !view.scene) {
        return null;
      }
      const { plot } = session.shown;
      const text = `Lunette plot of ${session.dataset?.name ?? 'no dataset'}: ${plot.title ?? plot.name}`;
      return { dataUri: view.picture(scale), width, height, text };
    },
    paint: context => view.paintInto(context),
    dispose: () => {
      size.disconnect();
      theme.disconnect();
      session.dispose();
      view.root.remove();
    }
  };
}
