/** How a tile shows that it stands for a group: two sheets and how many samples there are. */
import { formatCount, type IRect } from '../../../protocol';
import { labelFont, textMeasure } from '../../overlays';

const FONT_SIZE = 11;
/** Of the plate, without the gap around it. */
export const GROUP_HEIGHT = 16;
const PADDING = 4;
const SHEET = 7;

/** In the lower right corner of `rect`, above `below` pixels; without the number if it is narrow. */
export function paintGroup(
  ctx: CanvasRenderingContext2D,
  size: number,
  rect: IRect,
  below: number
): void {
  const text = formatCount(size);
  const room = rect.width - 2 * PADDING;
  const full = SHEET + 11 + textMeasure(FONT_SIZE)(text) + 2 * PADDING;
  const width = full <= room ? full : SHEET + 11;
  const x = rect.x + rect.width - width - PADDING;
  const y = rect.y + rect.height - below - GROUP_HEIGHT - PADDING;
  ctx.fillStyle = 'rgba(0, 0, 0, 0.8)';
  ctx.fillRect(x, y, width, GROUP_HEIGHT);
  ctx.strokeStyle = '#ffffff';
  ctx.lineWidth = 1;
  ctx.strokeRect(x + 7.5, y + 3.5, SHEET, SHEET);
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(x + 4, y + 6, SHEET, SHEET);
  if (width === full) {
    ctx.font = labelFont(FONT_SIZE);
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    ctx.fillText(text, x + SHEET + 11, y + GROUP_HEIGHT / 2 + 0.5);
  }
}
