/** Values with their counts: a bar under all other filters, a paler one over the whole dataset. */
import * as React from 'react';
import type { Facet, FacetSelection } from '../../../protocol';
import { useModel } from '../../model';
import { classNames, countOf, formatCount, formatValue, Icon } from '../../ui';
import type { IFacetEntry } from './facet-paths';
import { clickedValue, type ClickKind, type FacetValue } from './use-facet-filter';

interface IValueFacetProps {
  entry: IFacetEntry;
  facet: Extract<Facet, { kind: 'values' }>;
  selection: FacetSelection | null;
  search: string;
  onSelect(selection: FacetSelection | null): void;
  onMore(): void;
}

export function ValueFacet(props: IValueFacetProps): JSX.Element {
  const { entry, facet, selection, search, onSelect, onMore } = props;
  const model = useModel();
  const chosen = selection?.kind === 'values' ? selection : null;
  // What is chosen stays on the screen even where it does not count among the top values.
  const listed = new Set(facet.values.map(({ value }) => value));
  const rows = [
    ...facet.values,
    ...(chosen?.values ?? [])
      .filter(value => !listed.has(value))
      .map(value => ({ value, count: 0, total: 0 }))
  ];
  const most = Math.max(1, ...rows.map(({ total }) => total));
  const colored =
    entry.target.kind === 'label' && entry.name === 'label' && model.colors.colorBy === 'value';
  const unlisted = facet.distinct - facet.values.filter(({ value }) => value !== null).length;
  return (
    <div className="lunette-Facet-values" role="group" aria-label={entry.path}>
      {rows.map(({ value, count, total }) => {
        const has = chosen?.values.includes(value) ?? false;
        return (
          <ValueRow
            key={String(value) + typeof value}
            value={value}
            count={count}
            total={total}
            most={most}
            color={
              colored && typeof value === 'string'
                ? (model.colors.classColors.get(value) ?? null)
                : null
            }
            state={has ? (chosen?.exclude ? 'excluded' : 'included') : chosen ? 'other' : 'none'}
            onClick={kind => onSelect(clickedValue(selection, value, kind))}
          />
        );
      })}
      {rows.length === 0 && (
        <p className="lunette-Facet-hint">
          {search ? `No value contains “${search}”.` : 'No values.'}
        </p>
      )}
      {unlisted > 0 && !search && (
        <button type="button" className="lunette-Facet-more" onClick={onMore}>
          {countOf(unlisted, 'more value')}
        </button>
      )}
    </div>
  );
}

interface IValueRowProps {
  value: FacetValue;
  count: number;
  total: number;
  most: number;
  color: string | null;
  state: 'included' | 'excluded' | 'other' | 'none';
  onClick(kind: ClickKind): void;
}

function ValueRow(props: IValueRowProps): JSX.Element {
  const { value, count, total, most, color, state, onClick } = props;
  const text = formatValue(value);
  const click = (event: React.MouseEvent): void =>
    onClick(event.altKey ? 'only' : event.shiftKey ? 'exclude' : 'toggle');
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={state === 'included'}
      className={classNames('lunette-Value', `lunette-mod-${state}`)}
      title={`${text}: ${formatCount(count)} here, ${formatCount(total)} in all. Click filters, Alt-click keeps only it, Shift-click leaves it out.`}
      onClick={click}
    >
      <span className="lunette-Value-check" style={color ? { borderColor: color } : undefined}>
        {state === 'included' && <Icon name="check" />}
        {state === 'excluded' && <Icon name="minus" />}
      </span>
      <span className="lunette-Value-body">
        <span
          className="lunette-Value-total"
          style={{ width: `${(100 * total) / most}%`, background: color ?? undefined }}
        />
        <span
          className="lunette-Value-count"
          style={{ width: `${(100 * count) / most}%`, background: color ?? undefined }}
        />
        <span className={classNames('lunette-Value-text', value === null && 'lunette-mod-muted')}>
          {text}
        </span>
      </span>
      <span className="lunette-Value-number">{formatCount(count)}</span>
    </button>
  );
}
