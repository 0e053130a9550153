/** The mark of a saved view in its colour, and the colours to choose from. */
import * as React from 'react';
import { DEFAULT_POOL } from '../../../protocol';
import { classNames, Icon } from '../../ui';

/** Colours that are offered. */
const OFFERED = DEFAULT_POOL.slice(0, 8);

export function ViewColor({ color }: { color: string | null }): JSX.Element {
  return (
    <span
      className={classNames('lunette-SavedViews-color', color === null && 'lunette-mod-none')}
      style={color === null ? undefined : { background: color }}
    />
  );
}

interface IColorChoiceProps {
  /** A CSS colour, or null for none. */
  color: string | null;
  onChange(color: string | null): void;
}

/** One of some colours, or none; a colour of another origin is offered beside them. */
export function ColorChoice({ color, onChange }: IColorChoiceProps): JSX.Element {
  const colors = [null, ...(color === null || OFFERED.includes(color) ? [] : [color]), ...OFFERED];
  const group = React.useRef<HTMLDivElement>(null);
  const step = (event: React.KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      event.stopPropagation();
      const next = (colors.indexOf(color) + by + colors.length) % colors.length;
      onChange(colors[next] ?? null);
      group.current?.querySelectorAll<HTMLElement>('button')[next]?.focus();
    }
  };
  return (
    <div
      ref={group}
      className="lunette-SavedViews-colors"
      role="radiogroup"
      aria-label="Colour"
      onKeyDown={step}
    >
      {colors.map(offered => (
        <button
          key={offered ?? 'none'}
          type="button"
          role="radio"
          aria-checked={offered === color}
          aria-label={offered ?? 'No colour'}
          title={offered ?? 'No colour'}
          tabIndex={offered === color ? 0 : -1}
          className={classNames(
            'lunette-SavedViews-swatch',
            offered === null && 'lunette-mod-none'
          )}
          style={offered === null ? undefined : { background: offered }}
          onClick={() => onChange(offered)}
        >
          {offered === null && <Icon name="close" />}
        </button>
      ))}
    </div>
  );
}
