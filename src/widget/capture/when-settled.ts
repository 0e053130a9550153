/** Waits until the App shows what it should, so that no picture is taken half-way. */
import type { AppModel } from '../model';

/** Longest wait in ms: a picture of what is there is better than none. */
const PATIENCE = 3000;
/** Milliseconds between looks. Not by animation frames: a hidden page has none. */
const PAUSE = 16;

/** Resolves when session, view and canvases are in step, or after a while. */
export async function whenSettled(model: AppModel, patience = PATIENCE): Promise<void> {
  const end = performance.now() + patience;
  const isReady = (): boolean =>
    model.isSettled && model.captureParts.list().every(part => part.ready?.() ?? true);
  while (!isReady() && performance.now() < end) {
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
}
