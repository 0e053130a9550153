/**
 * Canvases, pictures and videos that are no registered part: their pixels are copied as they are on
 * the screen.
 */
import type { ICapturePart } from '../model';
import { fitRect, type ObjectFit } from './fit-rect';

/**
 * Sent to a canvas, without bubbling, right before its pixels are read. A WebGL canvas that does not
 * keep its drawing buffer and is not painted anew in every frame must be painted when this comes.
 */
export const BEFORE_CAPTURE = 'lunette-before-capture';

/** Longest wait for a frame in ms: a page in the background has none. */
const FRAME = 100;

type Pixels = HTMLCanvasElement | HTMLImageElement | HTMLVideoElement;

/** Parts that hold a copy of what `elements` show now. */
export async function foreignParts(elements: readonly Element[]): Promise<ICapturePart[]> {
  const sources = elements as readonly Pixels[];
  if (sources.length === 0) {
    return [];
  }
  if (sources.some(source => !(source instanceof HTMLImageElement))) {
    // After those that paint in every frame, in the same one: a WebGL buffer is whole only then.
    await nextFrame();
  }
  return sources.map(element => {
    element.dispatchEvent(new CustomEvent(BEFORE_CAPTURE));
    return partOf(element, copyOf(element));
  });
}

function nextFrame(): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, FRAME);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function sizeOf(element: Pixels): { width: number; height: number } {
  if (element instanceof HTMLVideoElement) {
    // Before the first frame a video shows nothing.
    const shown = element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    return { width: shown ? element.videoWidth : 0, height: element.videoHeight };
  }
  return element instanceof HTMLImageElement
    ? { width: element.complete ? element.naturalWidth : 0, height: element.naturalHeight }
    : element;
}

/** The pixels as a canvas; null if there are none, or if they may not be read. */
function copyOf(element: Pixels): HTMLCanvasElement | null {
  const { width, height } = sizeOf(element);
  const copy = document.createElement('canvas');
  copy.width = width;
  copy.height = height;
  const ctx = width > 0 && height > 0 ? copy.getContext('2d') : null;
  if (!ctx) {
    return null;
  }
  ctx.drawImage(element, 0, 0);
  try {
    ctx.getImageData(0, 0, 1, 1);
    return copy;
  } catch (error) {
    // Of another origin: it would make the whole picture unreadable, so its place stays empty.
    if (error instanceof DOMException && error.name === 'SecurityError') {
      console.warn('Lunette: a picture of another origin is left out of the capture.', element);
      return null;
    }
    throw error;
  }
}

function partOf(element: Pixels, copy: HTMLCanvasElement | null): ICapturePart {
  const fit = getComputedStyle(element).objectFit as ObjectFit | '';
  return {
    element,
    paint: (ctx, size) => {
      if (copy) {
        const { x, y, width, height } = fitRect(copy, size, fit || 'fill');
        ctx.drawImage(copy, x, y, width, height);
      }
    }
  };
}
