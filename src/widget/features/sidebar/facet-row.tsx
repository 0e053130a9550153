/** One facet: its name, whether it filters, and what is inside when it is open. */
import * as React from 'react';
import type { Facet } from '../../../protocol';
import { classNames, Icon, IconButton } from '../../ui';
import type { IFacetEntry } from './facet-paths';
import { RangeFacet } from './range-facet';
import { useFacetFilter } from './use-facet-filter';
import { ValueFacet } from './value-facet';

interface IFacetRowProps {
  entry: IFacetEntry;
  facet: Facet | undefined;
  open: boolean;
  search: string;
  onToggle(): void;
  onMore(): void;
}

export function FacetRow(props: IFacetRowProps): JSX.Element {
  const { entry, facet, open, search, onToggle, onMore } = props;
  const [selection, setSelection] = useFacetFilter(entry);
  return (
    <div className={classNames('lunette-Facet', selection && 'lunette-mod-filtered')}>
      <div className="lunette-Facet-head">
        <button
          type="button"
          className="lunette-Facet-name"
          aria-expanded={open}
          title={entry.path}
          onClick={onToggle}
        >
          <span className={classNames('lunette-Facet-arrow', open && 'lunette-mod-open')}>
            <Icon name="forward" />
          </span>
          {entry.name}
        </button>
        {selection && (
          <IconButton
            icon="close"
            label={`Remove the filter on ${entry.path}`}
            onClick={() => setSelection(null)}
          />
        )}
      </div>
      {open && (
        <div className="lunette-Facet-body">
          <FacetBody
            entry={entry}
            facet={facet}
            search={search}
            selection={selection}
            onSelect={setSelection}
            onMore={onMore}
          />
        </div>
      )}
    </div>
  );
}

interface IFacetBodyProps {
  entry: IFacetEntry;
  facet: Facet | undefined;
  search: string;
  selection: ReturnType<typeof useFacetFilter>[0];
  onSelect: ReturnType<typeof useFacetFilter>[1];
  onMore(): void;
}

function FacetBody(props: IFacetBodyProps): JSX.Element {
  const { entry, facet, ...rest } = props;
  switch (facet?.kind) {
    case undefined:
      // Space for one row, so that little moves when the numbers come.
      return <div className="lunette-Facet-placeholder" />;
    case 'values':
      return <ValueFacet entry={entry} facet={facet} {...rest} />;
    case 'range':
      return <RangeFacet path={entry.path} facet={facet} {...rest} />;
    case 'empty':
      return <p className="lunette-Facet-hint">No sample has a value here.</p>;
    case 'error':
      return (
        <p className="lunette-Facet-hint lunette-mod-error" role="alert">
          {facet.message}
        </p>
      );
  }
}
