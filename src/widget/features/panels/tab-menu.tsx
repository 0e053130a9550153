/** The menu of a panel's tab: all that dragging does, for those who do not drag. */
import * as React from 'react';
import { Menu, PointAnchor, type MenuItem } from '../../ui';
import type { IDockedPanel } from './dock-controller';
import type { ITabPress } from './dock-panel';
import { areaOf, dockTree } from './dock-tree';
import type { ILayout } from './use-layout';

interface ITabMenuProps {
  press: ITabPress;
  panels: readonly IDockedPanel[];
  layout: ILayout;
  onClose(): void;
}

const EDGES = ['left', 'right', 'top', 'bottom'] as const;

export function TabMenu({ press, panels, layout, onClose }: ITabMenuProps): JSX.Element {
  const { panel: id } = press;
  const panel = panels.find(other => other.id === id);
  const own = areaOf(dockTree(layout.spaces), id)?.panels ?? [];
  const elsewhere = panels.filter(other => !own.includes(other.id));
  const items: MenuItem[] = [
    ...EDGES.map(edge => ({
      label: `Move to the ${edge}`,
      disabled: panels.length < 2,
      run: () => layout.move(id, { edge })
    })),
    ...elsewhere.map(other => ({
      label: `Move to the tabs of ${other.label}`,
      run: () => layout.move(id, { with: other.id })
    })),
    'separator',
    {
      label: 'Close',
      hint: 'Delete',
      disabled: !panel?.closable,
      run: () => layout.close(id)
    }
  ];
  return (
    <PointAnchor x={press.x} y={press.y}>
      {anchor => <Menu anchor={anchor} items={items} label="Panel" onClose={onClose} />}
    </PointAnchor>
  );
}
