/** Ends the bridge after a time in which nobody needed it. */

/** Seconds from `LUNETTE_IDLE_SECONDS`; 600 if it is absent or no positive number. */
export function idleSeconds(value: string | undefined): number {
  const seconds = Number(value);
  return value !== undefined && seconds > 0 && Number.isFinite(seconds) ? seconds : 600;
}

/** Calls `onIdle` once `isBusy` was false for `seconds` on end. Returns the way to stop looking. */
export function watchIdle(seconds: number, isBusy: () => boolean, onIdle: () => void): () => void {
  const limit = seconds * 1000;
  let idleSince = performance.now();
  const timer = setInterval(
    () => {
      const now = performance.now();
      if (isBusy()) {
        idleSince = now;
      } else if (now - idleSince >= limit) {
        clearInterval(timer);
        onIdle();
      }
    },
    Math.max(20, Math.min(1000, limit / 5))
  );
  return () => clearInterval(timer);
}
