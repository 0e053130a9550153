/** The field of a histogram: a button that opens a list with a search. */
import * as React from 'react';
import { classNames, Icon, Popover } from '../../ui';
import type { IFacetEntry } from '../sidebar';

interface IFieldPickerProps {
  entries: readonly IFacetEntry[];
  chosen: IFacetEntry;
  onChoose(path: string): void;
}

export function FieldPicker({ entries, chosen, onChoose }: IFieldPickerProps): JSX.Element {
  const button = React.useRef<HTMLButtonElement>(null);
  const [open, setOpen] = React.useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="lunette-Button lunette-mod-outlined lunette-FieldPicker"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={`Field: ${chosen.path}`}
        title="Choose another field"
        onClick={() => setOpen(!open)}
      >
        <span className="lunette-FieldPicker-path">{chosen.path}</span>
        <Icon name="down" />
      </button>
      {open && button.current && (
        <Popover
          anchor={button.current}
          label="Fields"
          className="lunette-FieldPicker-popover"
          onClose={() => setOpen(false)}
        >
          <FieldList
            entries={entries}
            chosen={chosen}
            onChoose={path => {
              setOpen(false);
              onChoose(path);
            }}
          />
        </Popover>
      )}
    </>
  );
}

function FieldList({ entries, chosen, onChoose }: IFieldPickerProps): JSX.Element {
  const id = React.useId();
  const list = React.useRef<HTMLDivElement>(null);
  const [typed, setTyped] = React.useState('');
  const wanted = typed.trim().toLowerCase();
  const fitting = entries.filter(({ path }) => path.toLowerCase().includes(wanted));
  const [active, setActive] = React.useState(Math.max(0, entries.indexOf(chosen)));
  const at = Math.min(active, fitting.length - 1);
  React.useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const keys = (event: React.KeyboardEvent): void => {
    const entry = fitting[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setActive((at + by + fitting.length) % Math.max(1, fitting.length));
    } else if (event.key === 'Enter' && entry) {
      event.preventDefault();
      onChoose(entry.path);
    }
  };
  return (
    <>
      <input
        data-autofocus
        className="lunette-Input"
        type="text"
        role="combobox"
        aria-label="Find a field"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={fitting[at] ? `${id}-${at}` : undefined}
        placeholder="Find a field"
        spellCheck={false}
        value={typed}
        onChange={event => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={keys}
      />
      <div ref={list} id={id} className="lunette-FieldPicker-list" role="listbox">
        {fitting.map((entry, i) => (
          <div
            key={entry.path}
            id={`${id}-${i}`}
            role="option"
            aria-selected={entry === chosen}
            className={classNames('lunette-FieldPicker-option', i === at && 'lunette-mod-active')}
            title={entry.path}
            onPointerMove={() => setActive(i)}
            onClick={() => onChoose(entry.path)}
          >
            <span className="lunette-Menu-mark">{entry === chosen && <Icon name="check" />}</span>
            <span className="lunette-FieldPicker-path">{entry.path}</span>
          </div>
        ))}
      </div>
      {fitting.length === 0 && (
        <p className="lunette-FieldPicker-hint">No field is called “{typed.trim()}”.</p>
      )}
    </>
  );
}
