/** The small square beside a label field: its colour, or those of its labels; a click changes them. */
import * as React from 'react';
import { colorOfField } from '../../../protocol';
import { useColors } from '../../model';
import { ColorPopover } from './color-popover';

export function ColorSquare({ field }: { field: string }): JSX.Element {
  const colors = useColors();
  const button = React.useRef<HTMLButtonElement>(null);
  const [open, setOpen] = React.useState(false);
  const { colorBy, pool } = colors;
  const background =
    colorBy === 'field'
      ? colorOfField(colors, field)
      : mosaic([...pool, ...pool, ...pool, ...pool]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="lunette-ColorSquare"
        aria-label={`Colours of ${field}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={`${colorBy === 'field' ? 'Coloured by field' : `Coloured by ${colorBy}`}. Click to change colours`}
        onClick={() => setOpen(!open)}
      >
        <span className="lunette-LabelField-color" style={{ background }} />
      </button>
      {open && button.current && (
        <ColorPopover anchor={button.current} field={field} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

/** Four colours in quarters: labels of this field have many. */
const mosaic = ([a = '', b = '', c = '', d = '']: readonly string[]): string =>
  `linear-gradient(${a}, ${a}) 0 0 / 50% 50% no-repeat, ` +
  `linear-gradient(${b}, ${b}) 100% 0 / 50% 50% no-repeat, ` +
  `linear-gradient(${c}, ${c}) 0 100% / 50% 50% no-repeat, ` +
  `linear-gradient(${d}, ${d}) 100% 100% / 50% 50% no-repeat`;
