/** Colours of the classes of masks, which are integers. */
import * as React from 'react';
import { classByte, type ColorTable, type MaskColor } from '../../../protocol';
import { Icon, IconButton } from '../../ui';
import { Swatch } from './color-input';
import { withMaskColor } from './scheme-edits';

interface IMaskColorsProps {
  label: string;
  own: readonly MaskColor[];
  /** What classes look like. */
  table: ColorTable;
  /** Names of classes; those are listed, or the first few if there are none. */
  names: ReadonlyMap<number, string>;
  onChange(colors: MaskColor[], target: number): void;
}

/** Classes that are listed though they have no colour of their own. */
const USUAL = 6;

export function MaskColors({ label, own, table, names, onChange }: IMaskColorsProps): JSX.Element {
  const [typed, setTyped] = React.useState('');
  const written = new Map([...own].reverse().map(c => [c.intTarget ?? 0, c.color]));
  const targets = [
    ...new Set([
      ...(names.size > 0 ? names.keys() : Array.from({ length: USUAL }, (_, i) => i + 1)),
      ...written.keys()
    ])
  ].sort((a, b) => a - b);
  const shownOf = (target: number): string => {
    const at = 4 * classByte(target);
    return `#${Array.from(table.subarray(at, at + 3), v => v.toString(16).padStart(2, '0')).join('')}`;
  };
  const add = (event: React.FormEvent): void => {
    event.preventDefault();
    const target = Number(typed);
    if (typed.trim() !== '' && Number.isInteger(target) && target >= 0) {
      onChange(withMaskColor(own, target, shownOf(target)), target);
      setTyped('');
    }
  };
  return (
    <div className="lunette-ValueColors" role="group" aria-label={label}>
      {targets.map(target => (
        <div key={target} className="lunette-ValueColors-row">
          <Swatch
            color={written.get(target) ?? null}
            shown={shownOf(target)}
            label={`Colour of class ${target}`}
            onChange={color => onChange(withMaskColor(own, target, color), target)}
          />
          <span className="lunette-ValueColors-value">
            {names.get(target) ?? (target === 0 ? '0, the background' : target)}
          </span>
          {written.has(target) && (
            <IconButton
              icon="undo"
              label={`Class ${target} as usual`}
              onClick={() => onChange(withMaskColor(own, target, null), target)}
            />
          )}
        </div>
      ))}
      <form className="lunette-ValueColors-row" onSubmit={add}>
        <span className="lunette-ValueColors-add">
          <Icon name="add" />
        </span>
        <input
          className="lunette-Input"
          type="number"
          min={0}
          step={1}
          placeholder="Another class"
          aria-label={`${label}: another class`}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
      </form>
    </div>
  );
}
