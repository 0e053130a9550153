/** The search field over everything in the sidebar; `/` anywhere in the App goes there. */
import * as React from 'react';
import { KeyLevel, useModel } from '../../model';
import { Icon, IconButton } from '../../ui';

interface ISidebarSearchProps {
  value: string;
  onChange(value: string): void;
}

export function SidebarSearch({ value, onChange }: ISidebarSearchProps): JSX.Element {
  const { actions, keys } = useModel();
  const input = React.useRef<HTMLInputElement>(null);
  React.useEffect(
    () =>
      keys.bind('/', KeyLevel.App, () => {
        input.current?.focus();
        input.current?.select();
      }),
    [keys]
  );
  const clear = (): void => {
    onChange('');
    input.current?.focus();
  };
  return (
    <div className="lunette-Sidebar-search">
      <Icon name="search" />
      <input
        ref={input}
        className="lunette-Sidebar-searchInput"
        type="text"
        placeholder="Fields and values"
        aria-label="Find fields and values"
        aria-keyshortcuts="/"
        spellCheck={false}
        value={value}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            event.preventDefault();
            if (value === '') {
              actions.focusGrid();
            } else {
              clear();
            }
          }
        }}
      />
      {value !== '' && <IconButton icon="close" label="Clear the search" onClick={clear} />}
    </div>
  );
}
