/**
 * Calls `onChange` when the device pixel ratio changes: the window moved to another screen, or the
 * browser's zoom changed. The result ends that.
 */
export function watchPixelRatio(onChange: () => void): () => void {
  let query: MediaQueryList;
  const listen = (): void => {
    // A query knows only whether its own ratio holds, so each change needs a new one.
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', changed, { once: true });
  };
  const changed = (): void => {
    listen();
    onChange();
  };
  listen();
  return () => query.removeEventListener('change', changed);
}
