/** One end of a range as a field to type into; dates have the browser's own picker. */
import * as React from 'react';
import type { RangeFacetData } from './range-scale';
import { exactText, inputText, parseInput } from './range-text';

interface IRangeInputProps {
  label: string;
  type: RangeFacetData['type'];
  value: number;
  onCommit(value: number): void;
}

export function RangeInput({ label, type, value, onCommit }: IRangeInputProps): JSX.Element {
  const [text, setText] = React.useState<string | null>(null);
  const shown = inputText(type, value);
  const invalid = text !== null && text !== '' && parseInput(type, text) === null;
  const commit = (): void => {
    const typed = text === null ? null : parseInput(type, text);
    setText(null);
    if (typed !== null && text !== shown) {
      onCommit(typed);
    }
  };
  return (
    <input
      className="lunette-Input lunette-Range-input"
      type={type === 'date' ? 'date' : type === 'datetime' ? 'datetime-local' : 'text'}
      inputMode={type === 'int' || type === 'float' ? 'decimal' : undefined}
      aria-label={label}
      aria-invalid={invalid}
      title={exactText(type, value)}
      value={text ?? shown}
      onChange={event => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          commit();
        } else if (event.key === 'Escape' && text !== null) {
          event.preventDefault();
          setText(null);
        }
      }}
    />
  );
}
