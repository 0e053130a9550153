/** The font of texts on pictures and how wide they are; system fonts only, so that a frozen picture has it too. */

export const LABEL_FONT_FAMILY =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** CSS font of label texts at `size` CSS pixels. */
export const labelFont = (size: number): string => `${size}px ${LABEL_FONT_FAMILY}`;

/** Texts measured at most before the memory of them starts anew. */
const MEMORY = 5000;

let context: CanvasRenderingContext2D | null = null;
const widths = new Map<string, number>();

/** Measures texts at `size` CSS pixels; remembers what it measured. */
export function textMeasure(size: number): (text: string) => number {
  const font = labelFont(size);
  return text => {
    const key = `${size} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      context ??= document.createElement('canvas').getContext('2d');
      if (!context) {
        throw new Error('This browser has no 2-D canvas, which the App needs to draw pictures.');
      }
      context.font = font;
      width = context.measureText(text).width;
      if (widths.size >= MEMORY) {
        widths.clear();
      }
      widths.set(key, width);
    }
    return width;
  };
}
