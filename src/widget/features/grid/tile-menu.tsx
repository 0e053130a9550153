/** The menu of a tile's right mouse button, and of the menu key. */
import * as React from 'react';
import { sampleNoun } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { countOf, Menu, PointAnchor, type MenuItem } from '../../ui';

export interface ITileMenuPlace {
  id: string;
  /** CSS pixels of the window. */
  x: number;
  y: number;
}

interface ITileMenuProps {
  place: ITileMenuPlace;
  onClose(): void;
}

export function TileMenu({ place, onClose }: ITileMenuProps): JSX.Element {
  const { actions, options } = useModel();
  const mediaDataset = useAppState(state => state.opened?.mediaDataset ?? null);
  const selected = useAppState(state => state.selected);
  const view = useAppState(state => state.session?.view ?? []);
  const { id } = place;
  // Like in a file manager: a selected tile stands for the whole selection.
  const ids = selected.has(id) ? [...selected.keys()] : [id];
  const noun = useAppState(state => sampleNoun(state.opened?.generated));
  const these = ids.length === 1 ? `this ${noun}` : countOf(ids.length, noun);
  const copy = (text: string): void => {
    navigator.clipboard
      .writeText(text)
      .catch((error: unknown) =>
        actions.notify({ kind: 'error', text: `Nothing was copied: ${String(error)}` })
      );
  };
  const items: MenuItem[] = [
    { label: 'Open', hint: 'Enter', run: () => actions.openSample(id) },
    {
      label: selected.has(id) ? 'Deselect' : 'Select',
      hint: 'Space',
      run: () => actions.toggle(id)
    },
    'separator',
    {
      label: `Show only ${these}`,
      run: () => actions.setView([...view, { stage: 'select', sample_ids: ids, ordered: false }])
    },
    {
      label: `Exclude ${these}`,
      run: () => actions.setView([...view, { stage: 'exclude', sample_ids: ids }])
    },
    'separator',
    { label: ids.length === 1 ? 'Copy id' : 'Copy ids', run: () => copy(ids.join('\n')) },
    {
      label: 'Copy as Python',
      run: () =>
        copy(
          ids.length === 1
            ? `dataset[${JSON.stringify(id)}]`
            : `dataset.select(${JSON.stringify(ids)})`
        )
    },
    {
      label: 'Open picture in a new tab',
      disabled: !mediaDataset,
      run: () => {
        if (mediaDataset) {
          window.open(options.mediaUrl(mediaDataset, id), '_blank', 'noopener');
        }
      }
    }
  ];
  return (
    <PointAnchor x={place.x} y={place.y}>
      {anchor => <Menu anchor={anchor} items={items} label="Sample" onClose={onClose} />}
    </PointAnchor>
  );
}
