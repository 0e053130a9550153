/** The viewer of a small App, which takes the whole window and so is outside of the App's element. */

/** The viewer's element below `dialogRoot`, or null. */
export function windowViewer(dialogRoot: Element): HTMLElement | null {
  return dialogRoot.querySelector<HTMLElement>('.lunette-Viewer-window > .lunette-Viewer');
}
