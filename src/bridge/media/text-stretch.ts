/** How much wider the machine's sans-serif face is than the widths that texts are placed with. */
import sharp from 'sharp';
import { textWidth } from '../picture';

const SAMPLE = 'nucleus coin 0.93 galaxy 363 of 10 000 samples';
const SIZE = 40;

async function measure(): Promise<number> {
  try {
    const { info } = await sharp({
      text: {
        text: SAMPLE,
        font: `Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif ${SIZE}`,
        dpi: 72
      }
    })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const stretch = info.width / textWidth(SAMPLE, SIZE);
    return stretch > 0.7 && stretch < 1.6 ? stretch : 1;
  } catch (error) {
    console.error(`The machine has no font; pictures of sessions have no text: ${String(error)}`);
    return 1;
  }
}

let measured: Promise<number> | null = null;

/** Measured once. */
export const textStretch = (): Promise<number> => (measured ??= measure());
