/** Widths of texts in a sans-serif face, near enough to place plates without asking a font. */

/** Thousandths of the font size for the printable ASCII characters, space first (Helvetica metrics). */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
];

/** Width at `fontSize`, times `stretch` (of the face that is really used; see media/picture-font.ts). */
export function textWidth(text: string, fontSize: number, stretch = 1): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    // Ideographs and the like are square; other letters beyond ASCII are about as wide as an n.
    sum += WIDTHS[code - 32] ?? (code >= 0x2e80 ? 1000 : 600);
  }
  return (sum / 1000) * fontSize * stretch;
}

/** The text, shortened with an ellipsis until it fits into `width`. */
export function fitText(text: string, width: number, fontSize: number, stretch = 1): string {
  if (textWidth(text, fontSize, stretch) <= width) {
    return text;
  }
  const characters = [...text];
  while (characters.length > 0) {
    characters.pop();
    const shorter = `${characters.join('').trimEnd()}…`;
    if (textWidth(shorter, fontSize, stretch) <= width) {
      return shorter;
    }
  }
  return '';
}
