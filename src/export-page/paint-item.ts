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
  const paint = (some: readonly IPageLabel[], strokeWidth: number): void => {
    const shapes = overlayShapes(some, rect, room, {
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
    labels.filter(({ id }) => !raised.has(id)),
    2
  );
  if (raised.size > 0) {
    paint(
      labels.filter(({ id }) => raised.has(id)),
      4
    );
  }
}
