/** One bar per value, the most frequent first; a click filters by it. */
import * as React from 'react';
import { colorOfFacetValue, type Facet, type FacetSelection } from '../../../protocol';
import { useColors } from '../../model';
import { classNames, countOf, formatCount, formatValue } from '../../ui';
import { clickedValue, type FacetValue, type IFacetEntry } from '../sidebar';

interface IValueBarsProps {
  entry: IFacetEntry;
  facet: Extract<Facet, { kind: 'values' }>;
  selection: FacetSelection | null;
  onSelect(selection: FacetSelection | null): void;
}

export function ValueBars({ entry, facet, selection, onSelect }: IValueBarsProps): JSX.Element {
  const colors = useColors();
  const box = React.useRef<HTMLDivElement>(null);
  const most = Math.max(1, ...facet.values.map(({ total }) => total));
  const chosen = selection?.kind === 'values' ? selection : null;
  const rest = facet.distinct - facet.values.filter(({ value }) => value !== null).length;
  const move = (event: React.KeyboardEvent): void => {
    const bars = [...(box.current?.querySelectorAll<HTMLElement>('.lunette-Bar') ?? [])];
    const at = bars.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: bars.length - 1
    };
    const next = bars[to[event.key] ?? -1];
    if (at >= 0 && next) {
      event.preventDefault();
      next.focus();
    }
  };
  return (
    <div
      ref={box}
      className="lunette-Bars"
      role="group"
      aria-label={`Values of ${entry.path}`}
      onKeyDown={move}
    >
      {facet.values.map(({ value, count, total }) => (
        <Bar
          key={`${typeof value} ${String(value)}`}
          value={value}
          count={count}
          total={total}
          most={most}
          color={colorOfFacetValue(colors, entry.path, value)}
          state={stateOf(chosen, value)}
          onClick={kind => onSelect(clickedValue(selection, value, kind))}
        />
      ))}
      {rest > 0 && (
        <p className="lunette-Histograms-hint">
          And {countOf(rest, 'rarer value')}; the sidebar finds them by their text.
        </p>
      )}
    </div>
  );
}

type BarState = 'included' | 'excluded' | 'other' | 'none';

function stateOf(
  chosen: Extract<FacetSelection, { kind: 'values' }> | null,
  value: FacetValue
): BarState {
  if (!chosen) {
    return 'none';
  }
  return chosen.values.includes(value) ? (chosen.exclude ? 'excluded' : 'included') : 'other';
}

interface IBarProps {
  value: FacetValue;
  count: number;
  total: number;
  /** The greatest total: what a full bar means. */
  most: number;
  color: string | null;
  state: BarState;
  onClick(kind: Parameters<typeof clickedValue>[2]): void;
}

function Bar({ value, count, total, most, color, state, onClick }: IBarProps): JSX.Element {
  const text = value === '' ? 'empty text' : formatValue(value);
  const numbers = `${formatCount(count)} here, ${formatCount(total)} in all`;
  const width = (n: number): string => (n === 0 ? '0' : `max(2px, ${(100 * n) / most}%)`);
  const background = color ?? undefined;
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={state === 'included'}
      aria-label={`${text}, ${numbers}${state === 'excluded' ? ', left out' : ''}`}
      className={classNames('lunette-Bar', `lunette-mod-${state}`)}
      title={`${text}\n${numbers}\nClick filters, Alt-click keeps only this, Shift-click leaves it out`}
      onClick={event => onClick(event.altKey ? 'only' : event.shiftKey ? 'exclude' : 'toggle')}
    >
      <span className="lunette-Bar-text">{text}</span>
      <span className="lunette-Bar-track">
        <span className="lunette-Bar-total" style={{ width: width(total), background }} />
        <span className="lunette-Bar-count" style={{ width: width(count), background }} />
      </span>
      <span className="lunette-Bar-number">{formatCount(count)}</span>
    </button>
  );
}
