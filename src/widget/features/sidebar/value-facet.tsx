/** Values with their counts; where there are many, the top ones and a search. */
import * as React from 'react';
import { colorOfFacetValue, type Facet, type FacetSelection } from '../../../protocol';
import { useColors } from '../../model';
import { formatCount } from '../../ui';
import type { IFacetEntry } from './facet-paths';
import { clickedValue } from './use-facet-filter';
import { FACET_LIMIT, useFacets, useSettled } from './use-facets';
import { ValueRow } from './value-row';

type Values = Extract<Facet, { kind: 'values' }>;

interface IValueFacetProps {
  entry: IFacetEntry;
  facet: Values;
  selection: FacetSelection | null;
  /** A search over all facets; then the facet needs none of its own. */
  search: string;
  onSelect(selection: FacetSelection | null): void;
}

/** Values shown at most, after “all”. */
const MANY = 300;

export function ValueFacet(props: IValueFacetProps): JSX.Element {
  const { entry, facet, selection, search, onSelect } = props;
  const colors = useColors();
  const [typed, setTyped] = React.useState('');
  const [all, setAll] = React.useState(false);
  const own = useSettled(typed.trim());
  const many = facet.distinct > FACET_LIMIT && search === '';
  const asking = many && (own !== '' || all);
  const answer = useFacets(asking ? [entry.path] : NONE, own, MANY);
  const found = asking ? answer.byPath.get(entry.path) : undefined;
  const shown = found?.kind === 'values' ? found : facet;
  const chosen = selection?.kind === 'values' ? selection : null;
  // What is chosen stays on the screen even where it does not count among the top values.
  const listed = new Set(shown.values.map(({ value }) => value));
  const rows =
    own || search
      ? shown.values
      : [
          ...shown.values,
          ...(chosen?.values ?? [])
            .filter(value => !listed.has(value))
            .map(value => ({ value, count: 0, total: 0 }))
        ];
  const most = Math.max(1, ...facet.values.map(({ total }) => total));
  const unlisted = facet.distinct - shown.values.filter(({ value }) => value !== null).length;
  return (
    <div className="lunette-Facet-values" role="group" aria-label={entry.path}>
      {many && (
        <input
          className="lunette-Input lunette-Facet-search"
          type="text"
          placeholder={`Find in ${formatCount(facet.distinct)} values`}
          aria-label={`Find a value of ${entry.path}`}
          spellCheck={false}
          value={typed}
          onChange={event => setTyped(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape' && typed !== '') {
              event.preventDefault();
              setTyped('');
            }
          }}
        />
      )}
      <div className="lunette-Facet-list">
        {rows.map(({ value, count, total }) => {
          const has = chosen?.values.includes(value) ?? false;
          return (
            <ValueRow
              key={`${typeof value} ${String(value)}`}
              value={value}
              count={count}
              total={total}
              most={most}
              color={colorOfFacetValue(colors, entry.path, value)}
              state={has ? (chosen?.exclude ? 'excluded' : 'included') : chosen ? 'other' : 'none'}
              onClick={kind => onSelect(clickedValue(selection, value, kind))}
            />
          );
        })}
      </div>
      {rows.length === 0 && (
        <p className="lunette-Facet-hint">
          {own || search ? `No value contains “${own || search}”.` : 'Nothing has a value here.'}
        </p>
      )}
      {answer.error && asking && (
        <p className="lunette-Facet-hint lunette-mod-error" role="alert">
          {answer.error}
        </p>
      )}
      {many && own === '' && (
        <button
          type="button"
          className="lunette-Facet-more"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? `Top ${formatCount(FACET_LIMIT)} only` : `${formatCount(unlisted)} more`}
        </button>
      )}
      {all && own === '' && found && unlisted > 0 && (
        <p className="lunette-Facet-hint">
          {formatCount(unlisted)} rarer ones can be found by their text.
        </p>
      )}
    </div>
  );
}

const NONE: readonly string[] = [];
