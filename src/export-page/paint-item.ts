/** A sample with its labels on a canvas, by the code that paints them in the App. */
import { overlayShapes, type ExportStyle, type IPageLabel, type IRect } from '../protocol';
import { paintShapes, textMeasure } from '../widget/overlays';

export interface IPainting {
  image: CanvasImageSource;
  labels: readonly IPageLabel[];
  /** Where the picture is, and where texts may stand. */
  rect: IRect;
  room: IRect;
  /** Label fields to draw. */
  fields: ReadonlySet<string>;
  fontSize: number;
  /** Texts everywhere, or only where they fit. */
  allText: boolean;
  showText: boolean;
  /** Ids of labels that are drawn stronger. */
  raised?: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** One unit of `ctx` is a CSS pixel. */
export function paintItem(
  ctx: CanvasRenderingContext2D,
  style: ExportStyle,
  { image, labels, rect, room, fields, fontSize, allText, showText, raised = NONE }: IPainting
): void {
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(image, rect.x, rect.y, rect.width, rect.height);
  // Labels of the whole picture stand in its own corner, not in the room's.
  const [whole, placed] = [labels.filter(isWhole), labels.filter(label => !isWhole(label))];
  const paint = (some: readonly IPageLabel[], within: IRect, strokeWidth: number): void => {
    const shapes = overlayShapes(some, rect, within, {
      ...style,
      fields,
      showText,
      strokeWidth,
      allText,
      fontSize,
      measure: textMeasure(fontSize),
      selected: new Map()
    });
    paintShapes(ctx, shapes, { fontSize, opacity: style.opacity });
  };
  paint(
    placed.filter(({ id }) => !raised.has(id)),
    room,
    2
  );
  paint(whole, visiblePart(rect, room), 2);
  if (raised.size > 0) {
    paint(
      placed.filter(({ id }) => raised.has(id)),
      room,
      4
    );
  }
}

const isWhole = ({ box, shapes }: IPageLabel): boolean => box === null && shapes.length === 0;

function visiblePart(rect: IRect, room: IRect): IRect {
  const x = Math.max(room.x, rect.x);
  const y = Math.max(room.y, rect.y);
  return {
    x,
    y,
    width: Math.min(room.x + room.width, rect.x + rect.width) - x,
    height: Math.min(room.y + room.height, rect.y + rect.height) - y
  };
}
