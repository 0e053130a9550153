/** A menu: arrows move, Enter runs, Escape closes. */
import * as React from 'react';
import { Icon } from './icon';
import { Popover } from './popover';
import type { PopoverAlign } from './place-popover';

export type MenuItem =
  | {
      label: string;
      run(): void;
      /** Shown with a check mark, and the menu stays open. */
      checked?: boolean;
      disabled?: boolean;
      /** The key that does the same. */
      hint?: string;
    }
  | { heading: string }
  | 'separator';

interface IMenuProps {
  anchor: HTMLElement;
  items: readonly MenuItem[];
  label: string;
  align?: PopoverAlign;
  onClose(): void;
}

export function Menu({ anchor, items, label, align, onClose }: IMenuProps): JSX.Element {
  const list = React.useRef<HTMLDivElement>(null);
  const move = (event: React.KeyboardEvent): void => {
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('button:enabled') ?? [])];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const next =
      event.key === 'ArrowDown'
        ? at + 1
        : event.key === 'ArrowUp'
          ? at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? entries.length - 1
              : null;
    if (next !== null && entries.length > 0) {
      event.preventDefault();
      entries[(next + entries.length) % entries.length]?.focus();
    }
  };
  return (
    <Popover anchor={anchor} align={align} label={label} role="menu" onClose={onClose}>
      <div ref={list} className="lunette-Menu" onKeyDown={move}>
        {items.map((item, i) =>
          item === 'separator' ? (
            <div key={i} className="lunette-Menu-separator" role="separator" />
          ) : 'heading' in item ? (
            <div key={i} className="lunette-Menu-heading">
              {item.heading}
            </div>
          ) : (
            <button
              key={i}
              type="button"
              className="lunette-Menu-item"
              role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
              aria-checked={item.checked}
              disabled={item.disabled}
              onClick={() => {
                if (item.checked === undefined) {
                  onClose();
                }
                item.run();
              }}
            >
              <span className="lunette-Menu-mark">{item.checked && <Icon name="check" />}</span>
              <span className="lunette-Menu-label">{item.label}</span>
              {item.hint && <kbd className="lunette-Menu-hint">{item.hint}</kbd>}
            </button>
          )
        )}
      </div>
    </Popover>
  );
}
