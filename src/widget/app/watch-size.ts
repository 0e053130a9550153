/** The App's size decides its layout, not the window's. */
import type { AppModel } from '../model';

/** Width in CSS pixels under which the sidebar is a drawer. */
const NARROW = 720;

/** Follows the size of `root`; sizes of 0 (hidden) change nothing. */
export function watchSize(root: HTMLElement, model: AppModel): { dispose(): void } {
  let known = false;
  const update = (): void => {
    const width = root.clientWidth;
    if (width === 0 || root.clientHeight === 0) {
      return;
    }
    const narrow = width < NARROW;
    if (!known || narrow !== model.store.state.narrow) {
      known = true;
      root.classList.toggle('lunette-mod-narrow', narrow);
      const remembered = model.preferences.value.sidebarOpen ?? model.defaults.sidebarOpen ?? true;
      model.store.set({ narrow, sidebarOpen: narrow ? false : remembered });
    }
  };
  const observer = new ResizeObserver(update);
  observer.observe(root);
  update();
  return { dispose: () => observer.disconnect() };
}
