/** The controls of a stage's form. */
import * as React from 'react';

export function PathInput(props: {
  label: string;
  value: string;
  paths: readonly string[];
  onChange(value: string): void;
}): JSX.Element {
  const list = React.useId();
  return (
    <label className="lunette-StageForm-row">
      <span>{props.label}</span>
      <input
        className="lunette-Input"
        list={list}
        value={props.value}
        spellCheck={false}
        onChange={event => props.onChange(event.target.value)}
      />
      <datalist id={list}>
        {props.paths.map(path => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </label>
  );
}

export function Choice(props: {
  label: string;
  value: string;
  options: readonly string[];
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
        {props.options.map(option => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}

export function TextInput(props: {
  label: string;
  value: string;
  numeric?: boolean;
  onChange(value: string): void;
}): JSX.Element {
  return (
    <label className="lunette-StageForm-row">
      <span>{props.label}</span>
      <input
        className="lunette-Input"
        inputMode={props.numeric ? 'numeric' : 'text'}
        value={props.value}
        spellCheck={false}
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
