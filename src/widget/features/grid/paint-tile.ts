/** Paints one tile: on the screen and in the captured picture, the same code. */
import {
  clockText,
  fitInside,
  MARK_INSET,
  MARK_SIZE,
  overlayShapes,
  sampleIcon,
  type IOverlayStyle,
  type IPageLabel,
  type IRect,
  type SampleMark
} from '../../../protocol';
import { labelFont, paintShapes, textMeasure } from '../../overlays';
import { GROUP_HEIGHT, paintGroup } from './paint-group';
import { wrapText } from './wrap-text';
import type { ITileTheme } from './tile-theme';

/** What is to be seen on a tile. */
export interface ITileContent {
  /** The picture, or null while it is not here. */
  bitmap: CanvasImageSource | null;
  /** Size of the original in pixels; 0 unknown. */
  width: number;
  height: number;
  labels: readonly IPageLabel[];
  captions: readonly string[];
  /** Why the media cannot be shown. */
  broken: string | null;
  /** Whether some label of the sample cannot be drawn. */
  invalid: boolean;
  /** How it is marked as selected; null if it is not. */
  mark: SampleMark | null;
  /** Seconds that a video takes; null for other media. */
  duration: number | null;
  /** How many samples are in the group that the tile stands for; null if it stands for none. */
  groupSize: number | null;
}

export interface ITileLook {
  overlays: IOverlayStyle;
  theme: ITileTheme;
}

const SMALL = 11;
const LINE = 15;
const PADDING = 4;
/** Tiles lower than this have no texts: they would hide more than they tell. */
const MIN_TEXT_HEIGHT = 72;
const RING = 2;

/** Paints into `rect`; one unit of `ctx` is a CSS pixel. */
export function paintTile(
  ctx: CanvasRenderingContext2D,
  content: ITileContent,
  rect: IRect,
  look: ITileLook
): void {
  const { theme } = look;
  ctx.save();
  ctx.beginPath();
  ctx.rect(rect.x, rect.y, rect.width, rect.height);
  ctx.clip();
  ctx.fillStyle = theme.ground;
  ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  if (content.broken !== null) {
    paintBroken(ctx, content.broken, rect, theme);
  } else {
    const image = fitInside(rect, content.width, content.height);
    if (content.bitmap) {
      ctx.imageSmoothingQuality = 'medium';
      ctx.drawImage(content.bitmap, image.x, image.y, image.width, image.height);
      const style =
        rect.height < MIN_TEXT_HEIGHT ? { ...look.overlays, showText: false } : look.overlays;
      const captions = captionHeight(content, rect);
      const clipTo = { ...rect, height: rect.height - captions };
      paintShapes(ctx, overlayShapes(content.labels, image, clipTo, style), {
        fontSize: style.fontSize,
        opacity: style.opacity
      });
    }
  }
  paintCaptions(ctx, content, rect);
  if (content.duration !== null && content.broken === null) {
    paintDuration(ctx, content.duration, rect, captionHeight(content, rect));
  }
  if (content.groupSize !== null) {
    const above = content.duration === null ? 0 : GROUP_HEIGHT + PADDING;
    paintGroup(ctx, content.groupSize, rect, captionHeight(content, rect) + above);
  }
  if (content.invalid) {
    paintWarning(ctx, rect, theme);
  }
  if (content.mark !== null) {
    paintSelection(ctx, rect, content.mark, theme);
  }
  ctx.restore();
}

function captionHeight({ captions }: ITileContent, rect: IRect): number {
  const lines = captions.filter(text => text !== '').length;
  return rect.height < MIN_TEXT_HEIGHT || lines === 0 ? 0 : lines * LINE + 2;
}

function paintCaptions(ctx: CanvasRenderingContext2D, content: ITileContent, rect: IRect): void {
  const height = captionHeight(content, rect);
  if (height === 0) {
    return;
  }
  const top = rect.y + rect.height - height;
  ctx.fillStyle = 'rgba(0, 0, 0, 0.64)';
  ctx.fillRect(rect.x, top, rect.width, height);
  ctx.fillStyle = '#ffffff';
  ctx.font = labelFont(SMALL);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const measure = textMeasure(SMALL);
  content.captions
    .filter(text => text !== '')
    .forEach((text, i) => {
      const [line = ''] = wrapText(text, rect.width - 2 * PADDING, 1, measure);
      ctx.fillText(line, rect.x + PADDING, top + 1 + i * LINE + LINE / 2 + 0.5);
    });
}

/** What tells a video from a picture: a triangle and how long it takes, in the lower right corner. */
function paintDuration(
  ctx: CanvasRenderingContext2D,
  duration: number,
  rect: IRect,
  captions: number
): void {
  const text = rect.height < MIN_TEXT_HEIGHT ? '' : clockText(duration);
  const width = text === '' ? 0 : textMeasure(SMALL)(text) + PADDING;
  const plate = { width: 18 + width, height: LINE + 1 };
  const x = rect.x + rect.width - plate.width - PADDING;
  const y = rect.y + rect.height - captions - plate.height - PADDING;
  ctx.fillStyle = 'rgba(0, 0, 0, 0.64)';
  ctx.fillRect(x, y, plate.width, plate.height);
  ctx.fillStyle = '#ffffff';
  ctx.beginPath();
  ctx.moveTo(x + 6, y + 4);
  ctx.lineTo(x + 13, y + plate.height / 2);
  ctx.lineTo(x + 6, y + plate.height - 4);
  ctx.closePath();
  ctx.fill();
  ctx.font = labelFont(SMALL);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillText(text, x + 17, y + plate.height / 2 + 0.5);
}

/** A quiet picture frame with a line through it, and the reason below where there is room. */
function paintBroken(
  ctx: CanvasRenderingContext2D,
  reason: string,
  rect: IRect,
  theme: ITileTheme
): void {
  const lines =
    rect.height >= MIN_TEXT_HEIGHT && rect.width >= 64
      ? wrapText(
          reason,
          rect.width - 4 * PADDING,
          Math.max(0, Math.min(4, Math.floor((rect.height - 40) / LINE))),
          textMeasure(SMALL)
        )
      : [];
  const total = 22 + (lines.length > 0 ? 6 + lines.length * LINE : 0);
  const middle = rect.x + rect.width / 2;
  const top = rect.y + (rect.height - total) / 2;
  ctx.strokeStyle = theme.faintInk;
  ctx.lineWidth = 1.4;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.strokeRect(middle - 12, top + 2, 24, 18);
  ctx.beginPath();
  ctx.moveTo(middle - 12, top + 16);
  ctx.lineTo(middle - 4, top + 9);
  ctx.lineTo(middle + 6, top + 20);
  ctx.moveTo(middle - 15, top + 22);
  ctx.lineTo(middle + 15, top);
  ctx.stroke();
  ctx.font = labelFont(SMALL);
  ctx.fillStyle = theme.faintInk;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  lines.forEach((line, i) => ctx.fillText(line, middle, top + 28 + i * LINE + LINE / 2));
  ctx.textAlign = 'left';
}

/** A warning triangle in the upper right corner: a label here cannot be drawn. */
function paintWarning(ctx: CanvasRenderingContext2D, rect: IRect, theme: ITileTheme): void {
  const x = rect.x + rect.width - MARK_INSET - 8;
  const y = rect.y + MARK_INSET;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x + 8, y + 14);
  ctx.lineTo(x - 8, y + 14);
  ctx.closePath();
  ctx.lineJoin = 'round';
  ctx.lineWidth = 2;
  ctx.strokeStyle = 'rgba(0, 0, 0, 0.65)';
  ctx.stroke();
  ctx.fillStyle = theme.warning;
  ctx.fill();
  ctx.fillStyle = '#000000';
  ctx.fillRect(x - 1, y + 4.5, 2, 5);
  ctx.fillRect(x - 1, y + 10.5, 2, 2);
}

function paintSelection(
  ctx: CanvasRenderingContext2D,
  rect: IRect,
  mark: SampleMark,
  theme: ITileTheme
): void {
  const { ground, lines, polygons } = sampleIcon(mark);
  const color = ground ?? theme.accent;
  ctx.lineJoin = 'miter';
  ctx.strokeStyle = color;
  ctx.lineWidth = RING;
  ctx.strokeRect(
    rect.x + RING / 2,
    rect.y + RING / 2,
    Math.max(0, rect.width - RING),
    Math.max(0, rect.height - RING)
  );
  // A thin light line inside keeps the ring apart from a picture of the same colour.
  ctx.strokeStyle = 'rgba(255, 255, 255, 0.85)';
  ctx.lineWidth = 1;
  ctx.strokeRect(
    rect.x + RING + 0.5,
    rect.y + RING + 0.5,
    Math.max(0, rect.width - 2 * RING - 1),
    Math.max(0, rect.height - 2 * RING - 1)
  );
  const x = rect.x + MARK_INSET;
  const y = rect.y + MARK_INSET;
  ctx.fillStyle = 'rgba(255, 255, 255, 0.85)';
  ctx.fillRect(x - 1, y - 1, MARK_SIZE + 2, MARK_SIZE + 2);
  ctx.fillStyle = color;
  ctx.fillRect(x, y, MARK_SIZE, MARK_SIZE);
  ctx.strokeStyle = '#ffffff';
  ctx.fillStyle = '#ffffff';
  ctx.lineWidth = 2;
  ctx.lineCap = 'round';
  const trace = (points: readonly number[]): void => {
    ctx.beginPath();
    for (let i = 0; i + 1 < points.length; i += 2) {
      const at = [x + (points[i] as number), y + (points[i + 1] as number)] as const;
      if (i === 0) {
        ctx.moveTo(...at);
      } else {
        ctx.lineTo(...at);
      }
    }
  };
  for (const line of lines) {
    trace(line);
    ctx.stroke();
  }
  for (const polygon of polygons) {
    trace(polygon);
    ctx.fill();
  }
}
