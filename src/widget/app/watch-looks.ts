/** Says when the App may look different: its state, what is on the tiles, scrolling, its size. */
import type { AppModel } from '../model';

/** Calls `listener` after each such change, until the result is called. */
export function watchLooks(root: HTMLElement, model: AppModel, listener: () => void): () => void {
  const ends = [model.store.subscribe(listener), model.onRepaint(() => listener())];
  root.addEventListener('scroll', listener, { capture: true, passive: true });
  // Of features that keep their state to themselves, such as an open facet or a zoomed picture.
  const events = ['click', 'wheel', 'keyup'] as const;
  for (const event of events) {
    root.addEventListener(event, listener, { capture: true, passive: true });
  }
  const size = new ResizeObserver(listener);
  size.observe(root);
  return () => {
    ends.forEach(end => end());
    root.removeEventListener('scroll', listener, { capture: true });
    for (const event of events) {
      root.removeEventListener(event, listener, { capture: true });
    }
    size.disconnect();
  };
}
