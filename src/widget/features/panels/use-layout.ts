/** The layout of panels, as everybody who shows the session has it, and its changes. */
import * as React from 'react';
import { DEFAULT_SPACES, type ISpace, type Panel } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { spaceOf, type DockNode } from './dock-tree';
import {
  newComponentId,
  panelsById,
  withoutPanel,
  withPanel,
  withPanelMoved,
  withPanelState,
  type PanelPlace
} from './edit-spaces';
import { panelType } from './panel-registry';

export interface ILayout {
  spaces: ISpace;
  /** Opens a panel beside all others; a type of which there is one only is brought to the front. */
  open(type: string): void;
  close(panel: string): void;
  move(panel: string, place: PanelPlace): void;
  setState(panel: string, change: Readonly<Record<string, unknown>>): void;
  arrange(layout: DockNode): void;
  /** Shows another layout; null is the samples alone. */
  load(spaces: ISpace | null): void;
}

export function useLayout(): ILayout {
  const { actions, store } = useModel();
  const spaces = useAppState(state => state.session?.spaces ?? null) ?? DEFAULT_SPACES;
  return React.useMemo(() => {
    const now = (): ISpace => store.state.session?.spaces ?? DEFAULT_SPACES;
    const send = (next: ISpace | null): void => actions.send('set_spaces', { spaces: next });
    return {
      spaces,
      open: type => {
        const current = now();
        const there = [...panelsById(current).values()].find(panel => panel.type === type);
        if (there && panelType(type)?.singleton) {
          send(withFront(current, there.component_id));
        } else {
          send(withPanel(current, newPanel(type), { edge: 'right' }));
        }
      },
      close: panel => send(withoutPanel(now(), panel)),
      move: (panel, place) => send(withPanelMoved(now(), panel, place)),
      setState: (panel, change) => send(withPanelState(now(), panel, change)),
      arrange: layout => send(spaceOf(layout, panelsById(now()))),
      load: send
    };
  }, [actions, spaces, store]);
}

const newPanel = (type: string): Panel => ({
  component_id: newComponentId(),
  type,
  pinned: false,
  state: {}
});

function withFront(space: ISpace, panel: string): ISpace {
  return {
    ...space,
    active_child: space.children.some(child => child.component_id === panel)
      ? panel
      : space.active_child,
    children: space.children.map(child => ('type' in child ? child : withFront(child, panel)))
  };
}
