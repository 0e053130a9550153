/** Keys of the grid: moving, opening, selecting, zooming. */
import { KeyLevel } from '../../model';
import type { GridController } from './grid-controller';
import type { GridPointer } from './grid-pointer';
import { movedFocus, MOVING_KEYS, type MovingKey } from './move-focus';

/** Binds the grid's keys until the result is called. */
export function bindGridKeys(grid: GridController, pointer: GridPointer): () => void {
  const { model } = grid;
  const { actions, keys } = model;
  /** Keys that mean a tile count only while the grid has the keyboard. */
  const here = (run: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
    if (!grid.viewport.contains(event.target as Node)) {
      return false;
    }
    run(event);
    return true;
  };
  const move = (event: KeyboardEvent): void => {
    const { layout, size } = grid;
    if (layout) {
      const from = grid.focusIndex;
      const to = movedFocus(layout, from, event.key as MovingKey, size.height);
      if (event.shiftKey) {
        pointer.anchor ??= from;
        pointer.extend(to);
      } else {
        pointer.anchor = null;
      }
      grid.focusTile(to);
    }
  };
  const zoom = (step: number) => () => actions.setZoom(model.store.state.zoom + step);
  const ends = [
    keys.bind(
      MOVING_KEYS.flatMap(key => [key, `Shift+${key}`]),
      KeyLevel.Grid,
      here(move)
    ),
    keys.bind(
      'Enter',
      KeyLevel.Grid,
      here(() => {
        const id = model.pages?.id(grid.focusIndex);
        if (id) {
          actions.openSample(id);
        }
      })
    ),
    keys.bind(
      'Space',
      KeyLevel.Grid,
      here(() => pointer.toggle(grid.focusIndex))
    ),
    keys.bind(
      'Alt+Space',
      KeyLevel.Grid,
      here(() => pointer.toggle(grid.focusIndex, true))
    ),
    keys.bind(
      'Shift+Space',
      KeyLevel.Grid,
      here(() => pointer.extend(grid.focusIndex))
    ),
    keys.bind('Mod+a', KeyLevel.Grid, () => void actions.selectAll()),
    keys.bind(['+', '='], KeyLevel.App, zoom(0.5)),
    keys.bind('-', KeyLevel.App, zoom(-0.5))
  ];
  return () => ends.forEach(end => end());
}
