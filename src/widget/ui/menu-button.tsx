/** A button that opens a menu. */
import * as React from 'react';
import { IconButton } from './button';
import type { IconName } from './icon';
import { Menu, type MenuItem } from './menu';
import type { PopoverAlign } from './place-popover';

interface IMenuButtonProps {
  icon: IconName;
  label: string;
  items: readonly MenuItem[];
  align?: PopoverAlign;
}

export function MenuButton({ icon, label, items, align }: IMenuButtonProps): JSX.Element {
  const button = React.useRef<HTMLButtonElement>(null);
  const [open, setOpen] = React.useState(false);
  return (
    <>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && button.current && (
        <Menu
          anchor={button.current}
          items={items}
          label={label}
          align={align}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
