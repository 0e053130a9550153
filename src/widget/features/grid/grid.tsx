/** The grid of pictures; React only mounts it. */
import * as React from 'react';
import { useModel } from '../../model';
import { GridController } from './grid-controller';
import { bindGridKeys } from './grid-keys';
import { GridPointer } from './grid-pointer';
import { paintGrid } from './paint-grid';
import { TileMenu, type ITileMenuPlace } from './tile-menu';

export function Grid(): JSX.Element {
  const model = useModel();
  const host = React.useRef<HTMLDivElement>(null);
  const [menu, setMenu] = React.useState<ITileMenuPlace | null>(null);
  React.useEffect(() => {
    const element = host.current;
    if (!element) {
      return;
    }
    const grid = new GridController(element, model);
    const pointer = new GridPointer(grid, setMenu);
    const unbind = bindGridKeys(grid, pointer);
    const unregister = model.captureParts.register({
      element,
      paint: ctx => paintGrid(ctx, grid),
      ready: () => grid.isComplete()
    });
    const focus = (): void => grid.takeKeyboard();
    model.focusGrid = focus;
    return () => {
      if (model.focusGrid === focus) {
        model.focusGrid = null;
      }
      unregister();
      unbind();
      pointer.dispose();
      grid.dispose();
    };
  }, [model]);
  return (
    <>
      <div ref={host} className="lunette-Grid" />
      {menu && <TileMenu key={`${menu.x} ${menu.y}`} place={menu} onClose={() => setMenu(null)} />}
    </>
  );
}
