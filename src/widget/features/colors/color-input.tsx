/** A colour: a swatch that opens the browser's picker, and its text, which may be any CSS colour. */
import * as React from 'react';
import { parseColor } from '../../../protocol';
import { classNames, Icon } from '../../ui';

interface ISwatchProps {
  /** As it is written; null: it follows from something else, and looks like `shown`. */
  color: string | null;
  /** What is drawn, `#rrggbb`. */
  shown: string;
  label: string;
  onChange(color: string): void;
}

/** A colour that is none is marked; what is drawn in its place is what it looks like. */
export function Swatch({ color, shown, label, onChange }: ISwatchProps): JSX.Element {
  const invalid = color !== null && parseColor(color) === null;
  const title = invalid
    ? `“${color}” is no colour. Drawn instead: ${shown}`
    : `${label}: ${color ?? shown}`;
  return (
    <label
      className={classNames('lunette-Swatch', invalid && 'lunette-mod-invalid')}
      style={{ background: shown }}
      title={title}
    >
      {invalid && <Icon name="warning" />}
      <input
        type="color"
        aria-label={label}
        aria-invalid={invalid}
        value={shown}
        onChange={event => onChange(event.target.value)}
      />
    </label>
  );
}

interface IColorInputProps extends Omit<ISwatchProps, 'onChange'> {
  /** Null: it follows from something else again. */
  onChange(color: string | null): void;
}

export function ColorInput({ color, shown, label, onChange }: IColorInputProps): JSX.Element {
  const [typed, setTyped] = React.useState<string | null>(null);
  const text = typed ?? color ?? '';
  const invalid = text !== '' && parseColor(text) === null;
  const type = (value: string): void => {
    setTyped(value);
    if (value.trim() === '') {
      onChange(null);
    } else if (parseColor(value)) {
      onChange(value.trim());
    }
  };
  return (
    <span className="lunette-ColorInput">
      <Swatch color={color} shown={shown} label={label} onChange={onChange} />
      <input
        className="lunette-Input"
        type="text"
        aria-label={`${label} as text`}
        aria-invalid={invalid}
        title={invalid ? `“${text}” is no colour. Write #e69f00 or a name like teal.` : undefined}
        placeholder={shown}
        spellCheck={false}
        value={text}
        onChange={event => type(event.target.value)}
        onBlur={() => setTyped(null)}
      />
    </span>
  );
}
