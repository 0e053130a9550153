/** Paints a plot's scene on canvas; the bridge writes the same scene as SVG. */
import type { IPlotScene, IScenePoints, PlotRole } from '../../../protocol';

export interface IPlotTheme {
  colors: Record<PlotRole, string>;
  font: string;
}

/** Reads the host's colours as they are for `element`. */
export function readPlotTheme(element: Element): IPlotTheme {
  const style = getComputedStyle(element);
  const read = (name: string, fallback: string): string =>
    style.getPropertyValue(name).trim() || fallback;
  return {
    colors: {
      text: read('--jp-ui-font-color1', '#212121'),
      secondary: read('--jp-ui-font-color2', '#616161'),
      grid: read('--jp-border-color2', '#e0e0e0'),
      accent: read('--jp-brand-color1', '#1976d2'),
      ground: read('--jp-layout-color0', '#ffffff')
    },
    font: read('--jp-ui-font-family', 'sans-serif')
  };
}

/** Paints into a context whose unit is a CSS pixel. */
export function paintScene(
  context: CanvasRenderingContext2D,
  scene: IPlotScene,
  { colors, font }: IPlotTheme
): void {
  context.fillStyle = colors.ground;
  context.fillRect(0, 0, scene.width, scene.height);
  context.lineWidth = 1;
  for (const { x1, y1, x2, y2, role } of scene.lines) {
    context.strokeStyle = colors[role];
    context.beginPath();
    context.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
    context.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
    context.stroke();
  }
  for (const { rect, color, opacity } of scene.bars) {
    context.globalAlpha = opacity;
    context.fillStyle = color ?? colors.accent;
    context.fillRect(rect.x, rect.y, rect.width, rect.height);
  }
  context.globalAlpha = 1;
  for (const { x, y, width, height } of scene.ranges) {
    context.strokeStyle = colors.accent;
    context.fillStyle = colors.accent;
    context.globalAlpha = 0.12;
    context.fillRect(x, y, width, height);
    context.globalAlpha = 1;
    context.strokeRect(x + 0.5, y + 0.5, Math.max(0, width - 1), Math.max(0, height - 1));
  }
  for (const points of scene.points) {
    paintPoints(context, points, colors.accent);
  }
  for (const { x, y, text, size, bold, anchor, role, vertical } of scene.texts) {
    context.font = `${bold ? 600 : 400} ${size}px ${font}`;
    context.fillStyle = colors[role];
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    if (vertical) {
      context.save();
      context.translate(x, y);
      context.rotate(-Math.PI / 2);
      context.fillText(text, 0, 0);
      context.restore();
    } else {
      context.fillText(text, x, y);
    }
  }
}

function paintPoints(
  context: CanvasRenderingContext2D,
  { xy, color, opacity, size, ring, clip }: IScenePoints,
  accent: string
): void {
  context.save();
  context.beginPath();
  context.rect(clip.x, clip.y, clip.width, clip.height);
  context.clip();
  context.globalAlpha = opacity;
  context.fillStyle = color ?? accent;
  context.strokeStyle = color ?? accent;
  context.lineWidth = 2;
  if (typeof size === 'number' && size <= 3 && !ring) {
    // Squares are much faster, and as good at this size.
    for (let i = 0; i < xy.length; i += 2) {
      context.fillRect((xy[i] as number) - size / 2, (xy[i + 1] as number) - size / 2, size, size);
    }
  } else {
    for (let i = 0; 2 * i < xy.length; i++) {
      const diameter = typeof size === 'number' ? size : (size[i] as number);
      context.beginPath();
      context.arc(
        xy[2 * i] as number,
        xy[2 * i + 1] as number,
        diameter / 2 + (ring ? 2 : 0),
        0,
        2 * Math.PI
      );
      if (ring) {
        context.stroke();
      } else {
        context.fill();
      }
    }
  }
  context.restore();
}
