/** One facet: its name, what it filters, and what is inside when it is open. */
import * as React from 'react';
import type { Facet } from '../../../protocol';
import { classNames, IconButton } from '../../ui';
import type { IFacetEntry } from './facet-paths';
import { FoldButton } from './fold-button';
import { RangeFacet } from './range-facet';
import { selectionText } from './selection-text';
import { useFacetFilter } from './use-facet-filter';
import { ValueFacet } from './value-facet';

interface IFacetRowProps {
  entry: IFacetEntry;
  facet: Facet | undefined;
  open: boolean;
  /** A search over all facets, which this facet's values answer. */
  search: string;
  onToggle(): void;
}

export function FacetRow({ entry, facet, open, search, onToggle }: IFacetRowProps): JSX.Element {
  const [selection, setSelection] = useFacetFilter(entry);
  const name = React.useRef<HTMLButtonElement>(null);
  const clear = (): void => {
    setSelection(null);
    name.current?.focus();
  };
  return (
    <div className={classNames('lunette-Facet', selection && 'lunette-mod-filtered')}>
      <div className="lunette-Facet-head">
        <FoldButton
          ref={name}
          open={open}
          className="lunette-Facet-name"
          title={entry.path}
          onClick={onToggle}
        >
          <span className="lunette-Facet-text">{entry.name}</span>
          {selection && !open && (
            <span className="lunette-Facet-summary">{selectionText(selection)}</span>
          )}
        </FoldButton>
        {selection && <ClearFilter path={entry.path} onClick={clear} />}
      </div>
      {open && (
        <FacetBody
          entry={entry}
          facet={facet}
          search={search}
          selection={selection}
          onSelect={setSelection}
        />
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
}

/** The inside of a facet. */
export function FacetBody(props: IFacetBodyProps): JSX.Element {
  const { entry, facet, ...rest } = props;
  return (
    <div className="lunette-Facet-body">
      {facet === undefined ? (
        // About the space of what will come, so that little moves when it is here.
        <div className={classNames('lunette-Facet-placeholder', `lunette-mod-${entry.shape}`)} />
      ) : facet.kind === 'values' ? (
        <ValueFacet entry={entry} facet={facet} {...rest} />
      ) : facet.kind === 'range' ? (
        <RangeFacet path={entry.path} facet={facet} {...rest} />
      ) : facet.kind === 'empty' ? (
        <p className="lunette-Facet-hint">
          {entry.path === 'tags' ? 'No sample has a tag yet.' : 'Nothing has a value here.'}
        </p>
      ) : (
        <p className="lunette-Facet-hint lunette-mod-error" role="alert">
          {facet.message}
        </p>
      )}
    </div>
  );
}

/** Takes the filter of a facet away. */
export function ClearFilter(props: { path: string; onClick(): void }): JSX.Element {
  return (
    <IconButton icon="close" label={`Remove the filter on ${props.path}`} onClick={props.onClick} />
  );
}

/** A facet without a head of its own: the section around it has its name. */
export function HeadlessFacet(props: {
  entry: IFacetEntry;
  facet: Facet | undefined;
  search: string;
}): JSX.Element {
  const [selection, setSelection] = useFacetFilter(props.entry);
  return <FacetBody {...props} selection={selection} onSelect={setSelection} />;
}
