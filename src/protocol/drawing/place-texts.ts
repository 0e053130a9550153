/** What stands on the plates of labels, and where the plates stand. */
import type { IRect } from './justified-rows';
import type { IOverlayStyle, OverlayShape } from './overlay-shapes';
import type { IPageLabel } from './page-labels';
import { inkOn } from './palette';

type TextShape = Extract<OverlayShape, { kind: 'text' }>;

/** A text to be placed. */
export interface IPlate {
  /** What may stand on it, the longest first. */
  texts: readonly string[];
  /** What it stands at; null: the picture. */
  anchor: IRect | null;
  color: string;
  dashes: string | null;
}

/** Longest plate text, in characters; the viewer's panel shows the rest. */
const MAX_TEXT = 40;
/** With more labels than this, texts that do not fit their box would hide the picture. */
const MANY_TEXTS = 40;

const clip = (text: string): string =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;

const overlaps = (a: IRect, b: IRect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const contains = (outer: IRect, { x, y, width, height }: IRect): boolean =>
  x >= outer.x &&
  y >= outer.y &&
  x + width <= outer.x + outer.width &&
  y + height <= outer.y + outer.height;

/**
 * `coin #2 0.93`, then what may stand there if that does not fit: `coin 0.93`, `coin`. None if
 * nothing of it is to be shown.
 */
export function plateTexts(
  { label, index, confidence }: Pick<IPageLabel, 'label' | 'index' | 'confidence'>,
  style: Pick<IOverlayStyle, 'showLabel' | 'showIndex' | 'showConfidence'>
): string[] {
  const name = style.showLabel ? label : null;
  const number = style.showIndex && index !== null ? `#${index}` : null;
  const score = style.showConfidence && confidence !== null ? confidence.toFixed(2) : null;
  const texts = [[name, number, score], [name, score], [name ?? number ?? score]].map(parts =>
    clip(parts.filter(part => part !== null).join(' '))
  );
  return [...new Set(texts)].filter(text => text !== '');
}

/** The whole text of a label's plate; empty if nothing of it is to be shown. */
export const plateText = (...args: Parameters<typeof plateTexts>): string =>
  plateTexts(...args)[0] ?? '';

/** Places where a plate of this size may stand, the best first. */
function spotsOf(
  anchor: IRect | null,
  size: { width: number; height: number },
  clipTo: IRect,
  stacked: number
): IRect[] {
  const { height } = size;
  if (!anchor) {
    const y = clipTo.y + clipTo.height - (stacked + 1) * (height + 1) - 3;
    return [{ x: clipTo.x + 4, y, ...size }];
  }
  const x = Math.round(Math.max(clipTo.x, anchor.x - 1));
  return [
    { x, y: Math.round(anchor.y - height), ...size },
    { x, y: Math.round(anchor.y + anchor.height), ...size },
    { x, y: Math.round(anchor.y), ...size }
  ];
}

/**
 * Labels of the whole picture stack up from the lower left corner; the others stand at their box.
 * `whole` are the plates of labels that have no other outline.
 */
export function placeTexts(
  plates: readonly IPlate[],
  clipTo: IRect,
  style: IOverlayStyle
): { texts: TextShape[]; whole: { plate: IPlate; rect: IRect }[] } {
  const texts: TextShape[] = [];
  const whole: { plate: IPlate; rect: IRect }[] = [];
  const height = style.fontSize + 5;
  const anchored = plates.filter(
    ({ anchor, texts: own }) => anchor !== null && own.length > 0
  ).length;
  const mayStandOut = style.allText && anchored <= MANY_TEXTS;
  for (const plate of plates) {
    const { anchor, color } = plate;
    for (const text of plate.texts) {
      const size = { width: Math.ceil(style.measure(text)) + 8, height };
      const fits = !anchor || (size.width <= anchor.width + 6 && anchor.height >= height * 2);
      const rect = spotsOf(anchor, size, clipTo, whole.length).find(
        spot =>
          (fits || mayStandOut) &&
          contains(clipTo, spot) &&
          !texts.some(other => overlaps(other.rect, spot))
      );
      if (rect) {
        texts.push({ kind: 'text', rect, text, color, ink: inkOn(color) });
        if (!anchor) {
          whole.push({ plate, rect });
        }
        break;
      }
    }
  }
  return { texts, whole };
}
