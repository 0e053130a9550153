/** The sections of the sidebar: the usual ones, or the groups that the dataset's settings name. */
import type { IDatasetInfo } from '../../../protocol';
import { facetGroups, type IFacetEntry, type IFacetGroups, type ILabelGroup } from './facet-paths';

/** Something in a section: a field of labels with its facets, or one facet. */
export type SectionItem =
  { kind: 'labels'; group: ILabelGroup } | { kind: 'facet'; entry: IFacetEntry };

export interface ISidebarSection {
  title: string;
  items: SectionItem[];
  /** Whether it begins folded. */
  folded: boolean;
}

const facet = (entry: IFacetEntry): SectionItem => ({ kind: 'facet', entry });
const labels = (group: ILabelGroup): SectionItem => ({ kind: 'labels', group });

/** Whether a section is nothing but the tags of samples, which need no name of their own. */
export const isTagsAlone = ({ items }: ISidebarSection): boolean =>
  items.length === 1 && items[0]?.kind === 'facet' && items[0].entry.target.kind === 'tags';

/** The facets of a section, in order. */
export const entriesOf = ({ items }: ISidebarSection): IFacetEntry[] =>
  items.flatMap(item => (item.kind === 'labels' ? item.group.entries : [item.entry]));

function usualSections(groups: IFacetGroups): ISidebarSection[] {
  return [
    { title: 'Tags', items: [facet(groups.tags)], folded: false },
    { title: 'Labels', items: groups.labels.map(labels), folded: false },
    { title: 'Fields', items: groups.fields.map(facet), folded: false },
    { title: 'Metadata', items: groups.metadata.map(facet), folded: false }
  ];
}

interface IGroup {
  name: string;
  paths: string[];
  expanded: boolean;
}

/** The groups in the settings of a dataset; null if they say nothing that can be read. */
function groupsOf(config: Record<string, unknown>): IGroup[] | null {
  const groups = config['sidebar_groups'];
  if (!Array.isArray(groups)) {
    return null;
  }
  return groups.flatMap((group: unknown): IGroup[] => {
    const { name, paths, expanded } = (group ?? {}) as Record<string, unknown>;
    return typeof name === 'string' && Array.isArray(paths)
      ? [{ name, paths: paths.map(String), expanded: expanded !== false }]
      : [];
  });
}

/** What a path of a group stands for: several items for a document, none for what has no facet. */
function itemsAt(path: string, all: readonly SectionItem[]): SectionItem[] {
  return all.filter(item => {
    if (item.kind === 'labels') {
      const { field } = item.group;
      return path === field || path.startsWith(`${field}.`);
    }
    return item.entry.path === path || item.entry.path.startsWith(`${path}.`);
  });
}

/** The sections of a dataset, those with nothing in them left out. */
export function sidebarSections(
  dataset: IDatasetInfo,
  groups: IFacetGroups = facetGroups(dataset)
): ISidebarSection[] {
  const usual = usualSections(groups);
  const wanted = groupsOf(dataset.app_config);
  if (!wanted) {
    return usual.filter(({ items }) => items.length > 0);
  }
  let rest = usual.flatMap(({ items }) => items);
  const sections = wanted.map(({ name, paths, expanded }): ISidebarSection => {
    const items = paths.flatMap(path => {
      const found = itemsAt(path, rest);
      rest = rest.filter(item => !found.includes(item));
      return found;
    });
    return { title: name, items, folded: !expanded };
  });
  // What no group names stays within reach.
  return [...sections, { title: 'Other', items: rest, folded: true }].filter(
    ({ items }) => items.length > 0
  );
}
