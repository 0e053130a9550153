/** Fields and filters: what the dataset holds, what is drawn, and what the view keeps. */
import * as React from 'react';
import type { IDatasetInfo } from '../../../protocol';
import { KeyLevel, useAppState, useModel } from '../../model';
import { classNames, Icon } from '../../ui';
import { facetGroups, openByDefault, type IFacetEntry } from './facet-paths';
import { FacetRow } from './facet-row';
import { LabelField } from './label-field';
import { FACET_LIMIT, useFacets } from './use-facets';

/** Values of a facet after “more”, and while searching. */
const MANY = 200;

export function Sidebar(): JSX.Element | null {
  const dataset = useAppState(state => state.dataset);
  return dataset && <Fields key={dataset.id} dataset={dataset} />;
}

function Fields({ dataset }: { dataset: IDatasetInfo }): JSX.Element {
  const model = useModel();
  const groups = React.useMemo(() => facetGroups(dataset), [dataset]);
  const [open, setOpen] = React.useState<readonly string[]>(
    () => model.preferences.feature<string[]>('facets') ?? openByDefault(groups)
  );
  const [search, setSearch] = React.useState('');
  const [more, setMore] = React.useState(false);
  const input = useSearchKey();
  const wanted = search.trim().toLowerCase();

  const all: IFacetEntry[] = [
    groups.tags,
    ...groups.labels.flatMap(({ entries }) => entries),
    ...groups.metadata,
    ...groups.fields
  ];
  /** While searching, every facet whose name fits, and every open one for its values. */
  const named = (entry: IFacetEntry): boolean => entry.path.toLowerCase().includes(wanted);
  const someNamed = wanted !== '' && all.some(named);
  const isOpen = (entry: IFacetEntry): boolean =>
    open.includes(entry.path) || (someNamed && named(entry));
  const paths = all.filter(isOpen).map(({ path }) => path);
  const valueSearch = someNamed ? '' : wanted;
  const facets = useFacets(paths, valueSearch, more || valueSearch ? MANY : FACET_LIMIT);

  const toggle = (path: string): void => {
    const next = open.includes(path) ? open.filter(other => other !== path) : [...open, path];
    setOpen(next);
    model.preferences.setFeature('facets', next);
  };
  const row = (entry: IFacetEntry): JSX.Element | null =>
    someNamed && !named(entry) ? null : (
      <FacetRow
        key={entry.path}
        entry={entry}
        facet={facets.byPath.get(entry.path)}
        open={isOpen(entry)}
        search={valueSearch}
        onToggle={() => toggle(entry.path)}
        onMore={() => setMore(true)}
      />
    );
  return (
    <div className="lunette-Sidebar">
      <div className="lunette-Sidebar-search">
        <Icon name="search" />
        <input
          ref={input}
          className="lunette-Sidebar-searchInput"
          type="search"
          placeholder="Fields and values"
          aria-label="Find fields and values"
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
      </div>
      <div
        className={classNames(
          'lunette-Sidebar-fields',
          facets.waiting !== 'no' && 'lunette-mod-stale'
        )}
      >
        {facets.error && (
          <p className="lunette-Facet-hint lunette-mod-error" role="alert">
            {facets.error}
          </p>
        )}
        <Section title="Tags">{row(groups.tags)}</Section>
        {groups.labels.length > 0 && (
          <Section title="Labels">
            {groups.labels.map(group => {
              const rows = group.entries.map(row);
              return someNamed && rows.every(item => item === null) ? null : (
                <LabelField key={group.field} group={group}>
                  {rows}
                </LabelField>
              );
            })}
          </Section>
        )}
        {groups.fields.length > 0 && <Section title="Fields">{groups.fields.map(row)}</Section>}
        {groups.metadata.length > 0 && (
          <Section title="Metadata">{groups.metadata.map(row)}</Section>
        )}
      </div>
    </div>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }): JSX.Element {
  return (
    <section className="lunette-Sidebar-section">
      <h3 className="lunette-Sidebar-heading">{title}</h3>
      {children}
    </section>
  );
}

/** `/` anywhere in the App goes to the search field. */
function useSearchKey(): React.RefObject<HTMLInputElement> {
  const { keys } = useModel();
  const input = React.useRef<HTMLInputElement>(null);
  React.useEffect(
    () =>
      keys.bind('/', KeyLevel.App, () => {
        input.current?.focus();
        input.current?.select();
      }),
    [keys]
  );
  return input;
}
