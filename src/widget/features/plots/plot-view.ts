/** A plot on the page: a canvas, what the pointer is over, and what is being drawn around points. */
import { drawPlot, type IPlotScene, type IPointsWindow, type SceneTarget } from '../../../protocol';
import { paintScene, readPlotTheme, type IPlotTheme } from './paint-scene';
import type { IPlotShown } from './plot-session';

export class PlotView {
  readonly root = document.createElement('div');
  readonly canvas = document.createElement('canvas');
  scene: IPlotScene | null = null;
  /** What is seen of the points, by part. */
  readonly windows = new Map<number, IPointsWindow>();
  /** Drawn over the plot: the target under the pointer, a lasso, a range. */
  highlight: SceneTarget | null = null;
  lasso: readonly number[] | null = null;
  dragged: { x: number; y: number; width: number; height: number } | null = null;

  constructor() {
    this.root.className = 'lunette-Plot';
    this.root.tabIndex = 0;
    this.root.setAttribute('role', 'group');
    this.root.dataset['jpSuppressContextMenu'] = 'true';
    this.canvas.className = 'lunette-Plot-canvas';
    this._tip.className = 'lunette-Plot-tip';
    this._tip.hidden = true;
    this._tip.setAttribute('role', 'status');
    this._message.className = 'lunette-Plot-message';
    this.root.append(this.canvas, this._message, this._tip);
  }

  get size(): { width: number; height: number } {
    return { width: this.root.clientWidth, height: this.root.clientHeight };
  }

  show(shown: IPlotShown | null, problem: string | null): void {
    this._shown = shown;
    this._message.textContent = problem ?? (shown ? '' : 'Loading …');
    this._message.hidden = problem === null && shown !== null;
    this.root.setAttribute(
      'aria-label',
      shown ? `Plot ${shown.plot.title ?? shown.plot.name}` : 'Plot'
    );
    this.paint();
  }

  /** Lays out and paints anew. Nothing happens while the plot has no size. */
  paint(): void {
    const { width, height } = this.size;
    if (width === 0 || height === 0 || !this._shown) {
      return;
    }
    const theme = readPlotTheme(this.root);
    const { plot, contents, colors } = this._shown;
    this.scene = drawPlot(
      plot,
      contents,
      { width, height },
      {
        colors,
        windows: this.windows,
        measure: (text, size) => this._measure(text, size, theme)
      }
    );
    this._paintScene(theme);
  }

  /** Paints the last layout again, with what lies over it. */
  paintOver(): void {
    if (this.scene) {
      this._paintScene(readPlotTheme(this.root));
    }
  }

  /** Says something beside a place; null says nothing. */
  tip(text: string | null, x = 0, y = 0): void {
    this._tip.hidden = text === null;
    if (text !== null) {
      this._tip.textContent = text;
      const { width } = this.size;
      // Beside the pointer, and inside of the plot.
      const left = x + 14 + this._tip.offsetWidth > width ? x - 10 - this._tip.offsetWidth : x + 14;
      this._tip.style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, y - 10)}px)`;
    }
  }

  /** Paints the plot alone into another picture, whose unit is a CSS pixel. */
  paintInto(context: CanvasRenderingContext2D): void {
    if (this.scene) {
      paintScene(context, this.scene, readPlotTheme(this.root));
    }
  }

  /** The plot alone, `scale` pixels per CSS pixel, as a PNG address. */
  picture(scale: number): string {
    const { scene } = this;
    const canvas = document.createElement('canvas');
    const width = scene?.width ?? 1;
    const height = scene?.height ?? 1;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d');
    if (context) {
      context.scale(scale, scale);
      this.paintInto(context);
    }
    return canvas.toDataURL('image/png');
  }

  private _paintScene(theme: IPlotTheme): void {
    const { scene, canvas } = this;
    const context = canvas.getContext('2d');
    if (!scene || !context) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(scene.width * ratio);
    canvas.height = Math.round(scene.height * ratio);
    canvas.style.width = `${scene.width}px`;
    canvas.style.height = `${scene.height}px`;
    context.scale(ratio, ratio);
    paintScene(context, scene, theme);
    const { accent } = theme.colors;
    if (this.highlight?.kind === 'value') {
      const { x, y, width, height } = this.highlight.rect;
      context.fillStyle = theme.colors.text;
      context.globalAlpha = 0.07;
      context.fillRect(x - 4, y, width + 8, height);
      context.globalAlpha = 1;
    }
    if (this.dragged) {
      const { x, y, width, height } = this.dragged;
      context.fillStyle = accent;
      context.globalAlpha = 0.2;
      context.fillRect(x, y, width, height);
      context.globalAlpha = 1;
    }
    if (this.lasso && this.lasso.length >= 4) {
      context.beginPath();
      for (let i = 0; i < this.lasso.length; i += 2) {
        context.lineTo(this.lasso[i] as number, this.lasso[i + 1] as number);
      }
      context.closePath();
      context.fillStyle = accent;
      context.strokeStyle = accent;
      context.globalAlpha = 0.12;
      context.fill();
      context.globalAlpha = 1;
      context.setLineDash([4, 3]);
      context.stroke();
      context.setLineDash([]);
    }
  }

  private _measure(text: string, size: number, { font }: IPlotTheme): number {
    const key = `${size}\n${text}`;
    let width = this._widths.get(key);
    if (width === undefined) {
      const context = this.canvas.getContext('2d');
      if (!context) {
        return text.length * size * 0.55;
      }
      context.font = `400 ${size}px ${font}`;
      width = context.measureText(text).width;
      this._widths.set(key, width);
    }
    return width;
  }

  private _shown: IPlotShown | null = null;
  private readonly _tip = document.createElement('div');
  private readonly _message = document.createElement('div');
  private readonly _widths = new Map<string, number>();
}
