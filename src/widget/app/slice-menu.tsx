/** Which slice of the groups is shown: of grouped datasets only. */
import * as React from 'react';
import { shownSlice, useAppState, useModel } from '../model';
import { Icon, Menu } from '../ui';

export function SliceMenu(): JSX.Element | null {
  const { actions } = useModel();
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const button = React.useRef<HTMLButtonElement>(null);
  const [open, setOpen] = React.useState(false);
  const shown = shownSlice(dataset, session);
  if (!shown) {
    return null;
  }
  const types = new Map(
    dataset?.properties.group_slices?.map(({ name, media_type }) => [name, media_type])
  );
  return (
    <>
      <button
        ref={button}
        type="button"
        className="lunette-SliceMenu"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={`Slice ${shown.slice}; choose another`}
        title="Slice of the groups that is shown"
        onClick={() => setOpen(!open)}
      >
        <span className="lunette-SliceMenu-name">{shown.slice}</span>
        <Icon name="down" />
      </button>
      {open && button.current && (
        <Menu
          anchor={button.current}
          label="Slice"
          items={[
            { heading: 'Slice of the groups' },
            ...shown.slices.map(slice => ({
              label: slice,
              hint: types.get(slice) ?? '',
              checked: slice === shown.slice,
              run: () => {
                setOpen(false);
                actions.send('set_group_slice', { slice });
              }
            }))
          ]}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
