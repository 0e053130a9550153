/**
 * A histogram of any field: how often each value occurs in the view, over how often it does in the
 * whole dataset. Values and ranges filter as those of the sidebar.
 */
import * as React from 'react';
import type { IDatasetInfo } from '../../../protocol';
import { useAppState } from '../../model';
import { Button, classNames, countOf, IconButton } from '../../ui';
import { usePanel } from '../panels';
import { allEntries, facetGroups, useFacetFilter, useFacets, type IFacetEntry } from '../sidebar';
import { chosenField } from './chosen-field';
import { FieldPicker } from './field-picker';
import { RangeChart } from './range-chart';
import { ValueBars } from './value-bars';

/** Values and bins that are asked for. */
const VALUES = 200;
const BINS = 40;

export function Histograms(): JSX.Element {
  const dataset = useAppState(state => state.dataset);
  const gone = useAppState(({ problem }) => problem?.kind === 'dataset_deleted');
  if (dataset) {
    return <DatasetHistogram dataset={dataset} />;
  }
  return (
    <div className="lunette-State" role="status">
      <div className="lunette-State-box">
        <p>{gone ? 'The dataset is gone.' : 'No dataset is open.'}</p>
      </div>
    </div>
  );
}

function DatasetHistogram({ dataset }: { dataset: IDatasetInfo }): JSX.Element {
  const { panel, setState } = usePanel();
  const entries = React.useMemo(() => allEntries(facetGroups(dataset)), [dataset]);
  const chosen = chosenField(entries, panel.state);
  return (
    <div className="lunette-Histograms">
      {chosen && (
        <FieldHistogram
          key={chosen.path}
          entry={chosen}
          picker={
            <FieldPicker
              entries={entries}
              chosen={chosen}
              onChoose={path => setState({ field: path, plot: undefined })}
            />
          }
        />
      )}
    </div>
  );
}

interface IFieldHistogramProps {
  entry: IFacetEntry;
  picker: JSX.Element;
}

function FieldHistogram({ entry, picker }: IFieldHistogramProps): JSX.Element {
  const paths = React.useMemo(() => [entry.path], [entry.path]);
  const facets = useFacets(paths, '', VALUES, BINS);
  const [selection, setSelection] = useFacetFilter(entry);
  const facet = facets.byPath.get(entry.path);
  return (
    <>
      <header className="lunette-Histograms-head">
        {picker}
        {facet?.kind === 'values' && (
          <span className="lunette-Histograms-summary">{countOf(facet.distinct, 'value')}</span>
        )}
        {selection && (
          <IconButton
            icon="close"
            label={`Remove the filter on ${entry.path}`}
            onClick={() => setSelection(null)}
          />
        )}
      </header>
      <div
        className={classNames('lunette-Histograms-body', facets.slow && 'lunette-mod-stale')}
        aria-busy={facets.slow}
      >
        {facets.error ? (
          <div className="lunette-Histograms-note" role="alert">
            <p>{facets.error}</p>
            <Button icon="retry" onClick={facets.retry}>
              Try again
            </Button>
          </div>
        ) : facet === undefined ? (
          facets.slow && <Placeholder />
        ) : facet.kind === 'values' && facet.values.length > 0 ? (
          <ValueBars entry={entry} facet={facet} selection={selection} onSelect={setSelection} />
        ) : facet.kind === 'range' ? (
          <RangeChart
            path={entry.path}
            facet={facet}
            selection={selection}
            onSelect={setSelection}
          />
        ) : facet.kind === 'error' ? (
          <div className="lunette-Histograms-note lunette-mod-error" role="alert">
            <p>{facet.message}</p>
          </div>
        ) : (
          <p className="lunette-Histograms-note">
            {entry.path === 'tags' ? 'No sample has a tag yet.' : 'Nothing has a value here.'}
          </p>
        )}
      </div>
    </>
  );
}

/** Lengths of grey bars that stand for what is being counted, in per cent. */
const BARS = [92, 74, 66, 50, 38, 22];

function Placeholder(): JSX.Element {
  return (
    <div className="lunette-Histograms-placeholder" role="status" aria-label="Counting">
      {BARS.map(width => (
        <div key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
