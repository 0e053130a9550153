/** Colours of single values: those there are with what they look like, and others by their text. */
import * as React from 'react';
import { type ValueColor } from '../../../protocol';
import { formatCount, Icon, IconButton } from '../../ui';
import { Swatch } from './color-input';
import { withValueColor } from './scheme-edits';

interface IValueColorsProps {
  label: string;
  /** The colours a person gave. */
  own: readonly ValueColor[];
  /** Values there are, and how many in all. */
  values: readonly string[];
  distinct: number;
  /** What a value looks like, `#rrggbb`. */
  shownOf(value: string): string;
  onChange(colors: ValueColor[], value: string): void;
}

export function ValueColors(props: IValueColorsProps): JSX.Element {
  const { label, own, values, distinct, shownOf, onChange } = props;
  const [typed, setTyped] = React.useState('');
  const written = new Map([...own].reverse().map(({ value, color }) => [value, color]));
  const rows = [...new Set([...values, ...own.map(({ value }) => value)])];
  const set = (value: string, color: string | null): void =>
    onChange(withValueColor(own, value, color), value);
  const add = (event: React.FormEvent): void => {
    event.preventDefault();
    const value = typed.trim();
    if (value !== '') {
      set(value, written.get(value) ?? shownOf(value));
      setTyped('');
    }
  };
  return (
    <div className="lunette-ValueColors" role="group" aria-label={label}>
      {rows.map(value => (
        <div key={value} className="lunette-ValueColors-row">
          <Swatch
            color={written.get(value) ?? null}
            shown={shownOf(value)}
            label={`Colour of ${value}`}
            onChange={color => set(value, color)}
          />
          <span className="lunette-ValueColors-value" title={value}>
            {value}
          </span>
          {written.has(value) && (
            <IconButton icon="undo" label={`${value} as usual`} onClick={() => set(value, null)} />
          )}
        </div>
      ))}
      {distinct > values.length && (
        <p className="lunette-Colors-hint">
          {formatCount(distinct - values.length)} more can be named below.
        </p>
      )}
      <form className="lunette-ValueColors-row" onSubmit={add}>
        <span className="lunette-ValueColors-add">
          <Icon name="add" />
        </span>
        <input
          className="lunette-Input"
          type="text"
          placeholder="Another value"
          aria-label={`${label}: another value`}
          spellCheck={false}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
      </form>
    </div>
  );
}
