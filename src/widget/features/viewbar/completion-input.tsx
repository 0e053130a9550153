/** A text field with a list of what fits: arrows choose, Enter takes, Escape closes the list. */
import * as React from 'react';
import { KeyLevel, useModel } from '../../model';
import { classNames, placePopover } from '../../ui';

export interface ICompletion {
  value: string;
  /** Shown behind it: a type, a count. */
  hint?: string;
}

interface ICompletionInputProps {
  label: string;
  value: string;
  options: readonly ICompletion[];
  /** The field holds several values with commas between; only the last one is completed. */
  several?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  onChange(value: string): void;
}

/** Options shown at most. */
const MOST = 60;

export function CompletionInput(props: ICompletionInputProps): JSX.Element {
  const { label, value, options, several = false, placeholder, autoFocus, onChange } = props;
  const { keys } = useModel();
  const input = React.useRef<HTMLInputElement>(null);
  const list = React.useRef<HTMLDivElement>(null);
  const id = React.useId();
  const [open, setOpen] = React.useState(false);
  const [active, setActive] = React.useState(-1);
  /** Before anything is typed, everything can be chosen, not only what fits the old value. */
  const [typed, setTyped] = React.useState(false);

  const comma = several ? value.lastIndexOf(',') : -1;
  const part = value.slice(comma + 1).trim();
  const wanted = typed ? part.toLowerCase() : '';
  const fitting = options
    .filter(option => option.value.toLowerCase().includes(wanted) && option.value !== part)
    .slice(0, MOST);
  const shown = open && fitting.length > 0;

  const take = (option: ICompletion): void => {
    onChange(
      several ? `${value.slice(0, comma + 1)}${comma < 0 ? '' : ' '}${option.value}` : option.value
    );
    setTyped(false);
    setActive(-1);
    setOpen(false);
    input.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const by = event.key === 'ArrowDown' ? 1 : -1;
      const count = fitting.length;
      if (count > 0) {
        setActive(active < 0 && by < 0 ? count - 1 : (active + by + count) % count);
      }
    } else if (event.key === 'Enter' && shown && fitting[active]) {
      event.preventDefault();
      take(fitting[active]);
    }
  };

  React.useEffect(
    () => (shown ? keys.bind('Escape', KeyLevel.Popover, () => setOpen(false)) : undefined),
    [keys, shown]
  );
  React.useLayoutEffect(() => {
    const node = list.current;
    if (node && input.current) {
      const rect = input.current.getBoundingClientRect();
      node.style.width = `${rect.width}px`;
      node.style.maxHeight = '';
      const place = placePopover(
        rect,
        { width: rect.width, height: Math.min(node.scrollHeight + 2, 226) },
        { width: window.innerWidth, height: window.innerHeight },
        'start'
      );
      node.style.left = `${place.left}px`;
      node.style.top = `${place.top}px`;
      node.style.maxHeight = `${Math.min(226, place.maxHeight)}px`;
      node.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }
  });
  return (
    <label className="lunette-StageForm-row">
      <span>{label}</span>
      <input
        ref={input}
        className="lunette-Input"
        role="combobox"
        aria-expanded={shown}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        data-autofocus={autoFocus ? '' : undefined}
        placeholder={placeholder}
        value={value}
        onChange={event => {
          onChange(event.target.value);
          setTyped(true);
          setActive(-1);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {shown && (
        <div ref={list} id={id} className="lunette-Completion" role="listbox" aria-label={label}>
          {fitting.map((option, i) => (
            <div
              key={option.value}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === active}
              className={classNames(
                'lunette-Completion-option',
                i === active && 'lunette-mod-active'
              )}
              title={option.value}
              onPointerDown={event => {
                // The field keeps the keyboard.
                event.preventDefault();
                take(option);
              }}
              onClick={event => event.preventDefault()}
            >
              <span className="lunette-Completion-text">{option.value}</span>
              {option.hint && <span className="lunette-Completion-hint">{option.hint}</span>}
            </div>
          ))}
        </div>
      )}
    </label>
  );
}
