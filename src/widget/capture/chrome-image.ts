/** Elements as a picture: a data: address of an SVG with the elements in it. */
import { CaptureError } from './capture-types';

/** What a still picture must not do. */
const STILL =
  '* { animation: none !important; transition: none !important; caret-color: transparent !important; }';

/**
 * Draws `copy` by the browser itself, with no style but `css`.
 * @throws CaptureError if the browser cannot.
 */
export async function chromeImage(
  copy: HTMLElement,
  size: { width: number; height: number },
  css: string,
  variables: string
): Promise<HTMLImageElement> {
  const { width, height } = size;
  const frame = document.createElement('div');
  frame.setAttribute(
    'style',
    `width: ${width}px; height: ${height}px; margin: 0; overflow: hidden; ${variables}`
  );
  const style = document.createElement('style');
  style.textContent = `${css}\n${STILL}`;
  frame.append(style, copy);
  const html = new XMLSerializer().serializeToString(frame);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<foreignObject x="0" y="0" width="${width}" height="${height}">${html}</foreignObject></svg>`;
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(printable(svg))}`;
  try {
    await image.decode();
  } catch (error) {
    throw new CaptureError(`The browser could not draw the App’s controls: ${String(error)}`);
  }
  return image;
}

/** XML has no place for most control characters, however they came into a label's text. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
