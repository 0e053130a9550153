/** One value of a facet: a bar under all other filters, a paler one over the whole dataset. */
import * as React from 'react';
import { classNames, formatCount, formatValue, Icon } from '../../ui';
import type { ClickKind, FacetValue } from './use-facet-filter';

export type ValueState = 'included' | 'excluded' | 'other' | 'none';

interface IValueRowProps {
  value: FacetValue;
  count: number;
  total: number;
  /** The greatest total of the facet: what a full bar means. */
  most: number;
  color: string | null;
  state: ValueState;
  onClick(kind: ClickKind): void;
}

export function ValueRow(props: IValueRowProps): JSX.Element {
  const { value, count, total, most, color, state, onClick } = props;
  const text = formatValue(value);
  const numbers = `${formatCount(count)} here, ${formatCount(total)} in all`;
  const click = (event: React.MouseEvent): void =>
    onClick(event.altKey ? 'only' : event.shiftKey ? 'exclude' : 'toggle');
  const width = (n: number): string => (n === 0 ? '0' : `max(2px, ${(100 * n) / most}%)`);
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={state === 'included'}
      aria-label={`${text}, ${numbers}${state === 'excluded' ? ', left out' : ''}`}
      className={classNames('lunette-Value', `lunette-mod-${state}`)}
      title={`${text}\n${numbers}\nClick filters, Alt-click keeps only this, Shift-click leaves it out`}
      onClick={click}
    >
      <span className="lunette-Value-check" style={color ? { borderColor: color } : undefined}>
        {state === 'included' && <Icon name="check" />}
        {state === 'excluded' && <Icon name="minus" />}
      </span>
      <span className="lunette-Value-body">
        <span
          className="lunette-Value-total"
          style={{ width: width(total), background: color ?? undefined }}
        />
        <span
          className="lunette-Value-count"
          style={{ width: width(count), background: color ?? undefined }}
        />
        <span
          className={classNames(
            'lunette-Value-text',
            (value === null || value === '') && 'lunette-mod-muted'
          )}
        >
          {value === '' ? 'empty text' : text}
        </span>
      </span>
      <span className="lunette-Value-number">{formatCount(count)}</span>
    </button>
  );
}
