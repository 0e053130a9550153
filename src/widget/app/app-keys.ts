/** Escape, from the inside out: what the viewer and popovers leave clears the selection, then leaves the App. */
import { KeyLevel, type AppModel } from '../model';

/** Binds until the result is called. */
export function bindAppKeys({ actions, keys, options, store }: AppModel): () => void {
  const ends = [
    keys.bind('Escape', KeyLevel.Grid, () => {
      const { selected, selectedLabels, selectingAll } = store.state;
      if (selected.size === 0 && selectedLabels.size === 0 && selectingAll === null) {
        return false;
      }
      actions.clearSelection();
      return true;
    }),
    keys.bind('Escape', KeyLevel.App, () => {
      options.onEscape?.();
      return options.onEscape !== undefined;
    })
  ];
  return () => ends.forEach(end => end());
}
