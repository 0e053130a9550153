/** Datasets and running sessions, and the ways to open them. */
import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { BridgeClient } from '../../client';
import type { PlaceId } from '../places/place-id';
import { formatCount, type IDatasetInfo, type ISessionSummary } from '../../protocol';

export type OpenTarget = { dataset: string } | { session: string };

interface IOverviewProps {
  client: BridgeClient;
  trans: TranslationBundle;
  /** Where a click opens. */
  openIn: PlaceId;
  open(target: OpenTarget, place?: PlaceId): void;
}

interface IListing {
  datasets: IDatasetInfo[];
  sessions: ISessionSummary[];
}

type State =
  { kind: 'loading' } | { kind: 'ready'; listing: IListing } | { kind: 'error'; message: string };

/** How often the list of sessions is read again while somebody sees it, in ms. */
const REFRESH_INTERVAL = 3000;

const visible = (node: HTMLElement | null): boolean =>
  document.visibilityState === 'visible' && node !== null && node.offsetParent !== null;

export function Overview({ client, trans, openIn, open }: IOverviewProps): React.JSX.Element {
  const [state, setState] = React.useState<State>({ kind: 'loading' });
  const [search, setSearch] = React.useState('');
  const list = React.useRef<HTMLDivElement>(null);

  const load = React.useCallback(async () => {
    try {
      const [datasets, sessions] = await Promise.all([
        client.request('dataset.list', {}),
        client.request('session.list', {})
      ]);
      setState({
        kind: 'ready',
        listing: { datasets: datasets.result, sessions: sessions.result }
      });
    } catch (error) {
      setState({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
    }
  }, [client]);

  React.useEffect(() => {
    void load();
    const stops = [
      client.onDatasetChange(() => void load()),
      client.onStatus(status => {
        if (status === 'open') {
          void load();
        } else if (status === 'waiting' && client.lastError) {
          setState({ kind: 'error', message: client.lastError });
        }
      })
    ];
    // Sessions say nothing to those who did not join them.
    const timer = setInterval(() => {
      if (client.status === 'open' && visible(list.current)) {
        void load();
      }
    }, REFRESH_INTERVAL);
    return () => {
      clearInterval(timer);
      stops.forEach(stop => stop());
    };
  }, [client, load]);

  if (state.kind === 'loading') {
    return <p className="lunette-Overview-hint">{trans.__('Looking for datasets …')}</p>;
  }
  if (state.kind === 'error') {
    return (
      <div className="lunette-Overview-hint">
        <p>{state.message}</p>
        <p>{trans.__('“lunette doctor” in a terminal finds out which part fails.')}</p>
        <button className="lunette-Overview-button" onClick={() => void load()}>
          {trans.__('Try again')}
        </button>
      </div>
    );
  }
  const { datasets, sessions } = state.listing;
  const wanted = search.trim().toLowerCase();
  const shown = datasets.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <div className="lunette-Overview" ref={list}>
      <div className="lunette-Overview-bar">
        <input
          className="lunette-Overview-search"
          type="search"
          placeholder={trans.__('Find a dataset')}
          aria-label={trans.__('Find a dataset')}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
        <button
          className="lunette-Overview-button"
          title={trans.__('Read the lists again')}
          onClick={() => void load()}
        >
          {trans.__('Refresh')}
        </button>
      </div>
      <h3 className="lunette-Overview-heading">
        {trans.__('Running sessions')} <span>{formatCount(sessions.length)}</span>
      </h3>
      {sessions.length === 0 && (
        <p className="lunette-Overview-hint">
          {trans.__('None. A session starts with launch_app(…), or when a dataset is opened here.')}
        </p>
      )}
      <ul className="lunette-Overview-list">
        {sessions.map(session => (
          <Row
            key={session.session}
            title={session.dataset ?? trans.__('No dataset')}
            detail={[
              trans._n('%1 stage', '%1 stages', session.stages),
              trans._n('%1 App', '%1 Apps', session.apps),
              trans._n('%1 kernel', '%1 kernels', session.kernels)
            ].join(' · ')}
            trans={trans}
            openIn={openIn}
            marks={{ 'data-lunette-session': session.session }}
            open={place => open({ session: session.session }, place)}
          />
        ))}
      </ul>
      <h3 className="lunette-Overview-heading">
        {trans.__('Datasets')} <span>{formatCount(datasets.length)}</span>
      </h3>
      {datasets.length === 0 && (
        <p className="lunette-Overview-hint">
          {trans.__(
            'None yet. In a notebook: lunette.Dataset.from_images_dir("…") or lunette.zoo.load_dataset("quickstart").'
          )}
        </p>
      )}
      {datasets.length > 0 && shown.length === 0 && (
        <p className="lunette-Overview-hint">
          {trans.__('No dataset has “%1” in its name.', search)}
        </p>
      )}
      <ul className="lunette-Overview-list">
        {shown.map(dataset => (
          <Row
            key={dataset.id}
            title={dataset.name}
            detail={trans.__('%1 samples', formatCount(dataset.count))}
            trans={trans}
            openIn={openIn}
            marks={{ 'data-lunette-dataset': dataset.name }}
            open={place => open({ dataset: dataset.name }, place)}
          />
        ))}
      </ul>
    </div>
  );
}

interface IRowProps {
  title: string;
  detail: string;
  trans: TranslationBundle;
  openIn: PlaceId;
  /** What the context menu is about. */
  marks: Record<`data-${string}`, string>;
  open(place?: PlaceId): void;
}

/** Where a click on a row leads, in words. */
function openingTitle(title: string, openIn: PlaceId, trans: TranslationBundle): string {
  switch (openIn) {
    case 'left':
      return trans.__('Open %1 in the left sidebar', title);
    case 'right':
      return trans.__('Open %1 in the right sidebar', title);
    case 'tab':
      return trans.__('Open %1 in a browser tab', title);
    default:
      return trans.__('Open %1 in the main area', title);
  }
}

function Row({ title, detail, trans, openIn, marks, open }: IRowProps): React.JSX.Element {
  return (
    <li className="lunette-Overview-row" {...marks}>
      <button
        className="lunette-Overview-open"
        title={openingTitle(title, openIn, trans)}
        onClick={() => open()}
      >
        <span className="lunette-Overview-title">{title}</span>
        <span className="lunette-Overview-detail">{detail}</span>
      </button>
      <button
        className="lunette-Overview-button"
        title={trans.__('Open %1 in the sidebar', title)}
        onClick={() => open('left')}
      >
        {trans.__('Here')}
      </button>
    </li>
  );
}
