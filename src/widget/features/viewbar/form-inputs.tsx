/** The plain controls of a stage's form. */
import * as React from 'react';

export function Choice(props: {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  onChange(value: string): void;
}): JSX.Element {
  return (
    <label className="lunette-StageForm-row">
      <span>{props.label}</span>
      <select
        className="lunette-Input"
        value={props.value}
        onChange={event => props.onChange(event.target.value)}
      >
        {props.options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

export function NumberInput(props: {
  label: string;
  value: string;
  onChange(value: string): void;
}): JSX.Element {
  return (
    <label className="lunette-StageForm-row">
      <span>{props.label}</span>
      <input
        className="lunette-Input"
        data-autofocus=""
        inputMode="numeric"
        autoComplete="off"
        value={props.value}
        onFocus={event => event.target.select()}
        onChange={event => props.onChange(event.target.value)}
      />
    </label>
  );
}

export function Check(props: {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}): JSX.Element {
  return (
    <label className="lunette-StageForm-check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={event => props.onChange(event.target.checked)}
      />
      {props.label}
    </label>
  );
}
