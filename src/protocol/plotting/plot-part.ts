/** One part of a plot while it is drawn, and what all kinds of parts have. */
import type { IRect } from '../drawing';
import type { IPlotLook } from './draw-plot';
import type { IPlotScene, ISceneText } from './plot-scene';

export interface IPlotPart {
  scene: IPlotScene;
  number: number;
  title: string;
  rect: IRect;
  look: IPlotLook;
}

export const TEXT_SIZE = 11;
export const TITLE_SIZE = 13;
const TITLE_HEIGHT = 22;

/** Writes; `style` overrides what is plain: 11 px, not bold, from the left, secondary. */
export function write(
  { scene }: IPlotPart,
  text: string,
  x: number,
  y: number,
  style: Partial<ISceneText> = {}
): void {
  scene.texts.push({
    size: TEXT_SIZE,
    bold: false,
    anchor: 'start',
    role: 'secondary',
    vertical: false,
    ...style,
    x,
    y,
    text
  });
}

/** Writes the title and returns what is left below it. */
export function belowTitle(part: IPlotPart): IRect {
  const { rect, title } = part;
  if (!title) {
    return rect;
  }
  write(part, shorten(part, title, rect.width, TITLE_SIZE), rect.x, rect.y + TITLE_SIZE, {
    size: TITLE_SIZE,
    bold: true,
    role: 'text'
  });
  return { ...rect, y: rect.y + TITLE_HEIGHT, height: Math.max(0, rect.height - TITLE_HEIGHT) };
}

/** The text with an ellipsis in its end if it is wider than `width`. */
export function shorten(
  { look }: IPlotPart,
  text: string,
  width: number,
  size = TEXT_SIZE
): string {
  if (look.measure(text, size) <= width) {
    return text;
  }
  const characters = [...text];
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const candidate = `${characters.slice(0, middle).join('')}…`;
    if (look.measure(candidate, size) <= width) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return `${characters.slice(0, low).join('')}…`;
}
