/** Fields and filters: what the dataset holds, what is drawn, and what the view keeps. */
import * as React from 'react';
import type { IDatasetInfo } from '../../../protocol';
import { useAppState } from '../../model';
import { Button, classNames } from '../../ui';
import { facetGroups, openByDefault, type IFacetEntry } from './facet-paths';
import { ClearFilter, FacetRow, HeadlessFacet } from './facet-row';
import { FoldButton } from './fold-button';
import { LabelField } from './label-field';
import { SidebarSearch } from './sidebar-search';
import {
  entriesOf,
  isTagsAlone,
  sidebarSections,
  type ISidebarSection,
  type SectionItem
} from './sidebar-sections';
import { useFacetFilter } from './use-facet-filter';
import { FACET_LIMIT, useFacets, useSettled } from './use-facets';
import { useRemembered } from './use-folding';

/** Facets found by name that a search opens by itself. */
const OPENED_BY_SEARCH = 4;

export function Sidebar(): JSX.Element | null {
  const dataset = useAppState(state => state.dataset);
  return dataset && <Fields key={dataset.id} dataset={dataset} />;
}

function Fields({ dataset }: { dataset: IDatasetInfo }): JSX.Element {
  const groups = React.useMemo(() => facetGroups(dataset), [dataset]);
  const [open, toggleOpen] = useRemembered('facets', () => openByDefault(groups));
  const sections = React.useMemo(() => sidebarSections(dataset, groups), [dataset, groups]);
  const [folded, toggleFolded] = useRemembered('folded', () =>
    sections.filter(section => section.folded).map(({ title }) => `#${title}`)
  );
  const [typed, setTyped] = React.useState('');
  const wanted = typed.trim().toLowerCase();
  const settled = useSettled(wanted);
  const searching = wanted !== '';

  const entries = React.useMemo(() => sections.flatMap(entriesOf), [sections]);
  const sectionOf = React.useMemo(
    () => new Map(sections.flatMap(s => entriesOf(s).map(entry => [entry, s.title] as const))),
    [sections]
  );
  const named = new Set(
    entries.filter(({ path }) => searching && path.toLowerCase().includes(wanted))
  );
  const tagsAlone = sections.some(isTagsAlone);
  const isFolded = (entry: IFacetEntry): boolean =>
    folded.has(`#${sectionOf.get(entry)}`) ||
    (entry.target.kind === 'label' && folded.has(entry.target.field));
  const isOpen = (entry: IFacetEntry): boolean =>
    searching
      ? named.has(entry) && (named.size <= OPENED_BY_SEARCH || open.has(entry.path))
      : ((tagsAlone && entry === groups.tags) || open.has(entry.path)) && !isFolded(entry);
  const facets = useFacets(
    entries.filter(isOpen).map(({ path }) => path),
    '',
    FACET_LIMIT
  );
  // Every facet of texts is searched for the value as well, open or not.
  const searched = entries.filter(entry => entry.shape === 'values' && !named.has(entry));
  const byValue = useFacets(settled ? searched.map(({ path }) => path) : [], settled, FACET_LIMIT);
  const foundValues = (entry: IFacetEntry): boolean => {
    const facet = byValue.byPath.get(entry.path);
    return settled !== '' && facet?.kind === 'values' && facet.values.length > 0;
  };
  const isThere = (entry: IFacetEntry): boolean =>
    !searching || named.has(entry) || foundValues(entry);

  const row = (entry: IFacetEntry): JSX.Element | null => {
    if (!isThere(entry)) {
      return null;
    }
    const values = searching && !named.has(entry);
    return (
      <FacetRow
        key={entry.path}
        entry={entry}
        facet={(values ? byValue : facets).byPath.get(entry.path)}
        open={values || isOpen(entry)}
        search={values ? settled : ''}
        onToggle={() => toggleOpen(entry.path)}
      />
    );
  };
  const item = (found: SectionItem): JSX.Element | null => {
    if (found.kind === 'facet') {
      return row(found.entry);
    }
    const { field, element, entries: own } = found.group;
    return searching && !own.some(isThere) ? null : (
      <LabelField
        key={field}
        field={field}
        element={element}
        open={searching || !folded.has(field)}
        onToggle={() => toggleFolded(field)}
      >
        {own.map(row)}
      </LabelField>
    );
  };
  const tagsByValue = searching && !named.has(groups.tags);
  const section = (shown: ISidebarSection): JSX.Element | null => {
    const { title, items } = shown;
    // A field of labels without facets is there as long as nothing is searched.
    const there = !searching || entriesOf(shown).some(isThere);
    return there ? (
      <Section
        key={title}
        title={title}
        open={searching || !folded.has(`#${title}`)}
        onToggle={() => toggleFolded(`#${title}`)}
        filtered={isTagsAlone(shown) ? groups.tags : null}
      >
        {isTagsAlone(shown) ? (
          <HeadlessFacet
            entry={groups.tags}
            facet={(tagsByValue ? byValue : facets).byPath.get('tags')}
            search={tagsByValue ? settled : ''}
          />
        ) : (
          items.map(item)
        )}
      </Section>
    ) : null;
  };
  const failed = facets.error ? facets : byValue.error ? byValue : null;
  const nothing = searching && settled === wanted && !entries.some(isThere) && !byValue.slow;
  return (
    <div className="lunette-Sidebar">
      <SidebarSearch value={typed} onChange={setTyped} />
      <div
        className={classNames(
          'lunette-Sidebar-fields',
          (facets.slow || byValue.slow) && 'lunette-mod-stale'
        )}
      >
        {failed && (
          <div className="lunette-Sidebar-error" role="alert">
            <p>{failed.error}</p>
            <Button icon="retry" onClick={failed.retry}>
              Try again
            </Button>
          </div>
        )}
        {nothing && byValue.answers === settled && (
          <p className="lunette-Sidebar-nothing" role="status">
            No field and no value contains “{typed.trim()}”.
          </p>
        )}
        {sections.map(section)}
      </div>
    </div>
  );
}

interface ISectionProps {
  title: string;
  open: boolean;
  onToggle(): void;
  /** The facet that is the whole section, so that its filter can be removed at the heading. */
  filtered: IFacetEntry | null;
  children: React.ReactNode;
}

function Section({ title, open, onToggle, filtered, children }: ISectionProps): JSX.Element {
  const heading = React.useRef<HTMLButtonElement>(null);
  return (
    <section className="lunette-Sidebar-section">
      <header className="lunette-Sidebar-sectionHead">
        <h3 className="lunette-Sidebar-heading">
          <FoldButton ref={heading} open={open} onClick={onToggle}>
            {title}
          </FoldButton>
        </h3>
        {filtered && <ClearSection entry={filtered} onCleared={() => heading.current?.focus()} />}
      </header>
      {open && children}
    </section>
  );
}

function ClearSection(props: { entry: IFacetEntry; onCleared(): void }): JSX.Element | null {
  const { entry, onCleared } = props;
  const [selection, setSelection] = useFacetFilter(entry);
  return (
    selection && (
      <ClearFilter
        path={entry.path}
        onClick={() => {
          setSelection(null);
          onCleared();
        }}
      />
    )
  );
}
