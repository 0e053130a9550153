/**
 * The font of pictures drawn without a browser. It comes with the bridge, so that a picture looks the
 * same everywhere and has its texts on a machine without fonts, as containers are.
 */
import { fileURLToPath } from 'node:url';
import regular from '@expo-google-fonts/roboto/400Regular/Roboto_400Regular.ttf';
import semibold from '@expo-google-fonts/roboto/600SemiBold/Roboto_600SemiBold.ttf';
import sharp from 'sharp';
import { textWidth } from '../picture';

const SAMPLE = 'nucleus coin 0.93 galaxy 363 of 10 000 samples';
const SIZE = 40;

async function inkWidth(name: string): Promise<number> {
  const fontfile = fileURLToPath(new URL(name, import.meta.url));
  // Naming the file makes the font known to everything that is drawn in this process.
  const text = { text: SAMPLE, font: `Roboto ${SIZE}`, dpi: 72, fontfile };
  return (await sharp({ text }).raw().toBuffer({ resolveWithObject: true })).info.width;
}

async function prepare(): Promise<number> {
  try {
    await inkWidth(semibold);
    return (await inkWidth(regular)) / textWidth(SAMPLE, SIZE);
  } catch (error) {
    console.error(`The font of pictures cannot be used, another is taken: ${String(error)}`);
    return 1;
  }
}

let prepared: Promise<number> | null = null;

/** Makes the font ready, once. How much wider it is than the widths that texts are placed with. */
export const preparePictureFont = (): Promise<number> => (prepared ??= prepare());
