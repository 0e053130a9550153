/** Choice of a colour scale by what it looks like. */
import * as React from 'react';
import {
  COLORSCALE_NAMES,
  colorscaleBytes,
  DEFAULT_COLORSCALE,
  isColorscaleName,
  type Colorscale
} from '../../../protocol';
import { classNames, Icon } from '../../ui';

/** Colours of a preview's gradient. */
const STEPS = 16;

function gradientOf(scale: Colorscale): string {
  const bytes = colorscaleBytes(scale) ?? colorscaleBytes({ name: DEFAULT_COLORSCALE });
  const stops = Array.from({ length: STEPS + 1 }, (_, i) => {
    const at = 3 * Math.round((255 * i) / STEPS);
    return `rgb(${Array.from(bytes?.subarray(at, at + 3) ?? []).join(', ')})`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

interface IScaleSelectProps {
  /** The scale that is set here; null: `inherited` is drawn. */
  scale: Colorscale | null;
  inherited: Colorscale;
  label: string;
  onChange(name: string | null): void;
}

const nameOf = ({ name, list }: Colorscale): string => (list?.length ? 'own stops' : (name ?? ''));

export function ScaleSelect({ scale, inherited, label, onChange }: IScaleSelectProps): JSX.Element {
  const [open, setOpen] = React.useState(false);
  const shown = scale ?? inherited;
  const unknown = !shown.list?.length && shown.name && !isColorscaleName(shown.name);
  return (
    <div className="lunette-Scale">
      <button
        type="button"
        className="lunette-Scale-shown"
        aria-label={`${label}: ${nameOf(shown)}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="lunette-Scale-bar" style={{ background: gradientOf(shown) }} />
        <span className="lunette-Scale-name">{nameOf(shown)}</span>
        <Icon name={open ? 'up' : 'down'} />
      </button>
      {unknown && (
        <p className="lunette-Colors-problem" role="alert">
          No scale is called “{shown.name}”; {DEFAULT_COLORSCALE} is drawn.
        </p>
      )}
      {open && (
        <div className="lunette-Scale-list" role="listbox" aria-label={label}>
          {COLORSCALE_NAMES.map(name => (
            <button
              key={name}
              type="button"
              role="option"
              aria-selected={name === shown.name}
              className={classNames(
                'lunette-Scale-option',
                name === shown.name && 'lunette-mod-chosen'
              )}
              onClick={() => onChange(name)}
            >
              <span className="lunette-Scale-bar" style={{ background: gradientOf({ name }) }} />
              <span className="lunette-Scale-name">{name}</span>
            </button>
          ))}
          {scale && (
            <button type="button" className="lunette-Scale-option" onClick={() => onChange(null)}>
              <span className="lunette-Scale-name">As usual: {nameOf(inherited)}</span>
            </button>
          )}
        </div>
      )}
    </div>
  );
}
