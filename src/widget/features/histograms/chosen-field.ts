/** Which field a panel of histograms shows. */
import type { IFacetEntry } from '../sidebar';

/** What the reference system calls groups of fields in the state of its panel. */
const GROUPS: Readonly<Record<string, (entry: IFacetEntry) => boolean>> = {
  'Sample tags': ({ path }) => path === 'tags',
  'Label tags': ({ target }) => target.kind === 'label' && target.attribute === 'tags',
  Labels: ({ target }) => target.kind === 'label' && target.attribute === 'label',
  'Other fields': ({ target }) => target.kind === 'sample'
};

/** The field that the state names, or the one that most people look at first. */
export function chosenField(
  entries: readonly IFacetEntry[],
  state: Readonly<Record<string, unknown>>
): IFacetEntry | null {
  const { field, plot } = state;
  const inGroup = typeof plot === 'string' ? GROUPS[plot] : undefined;
  return (
    entries.find(({ path }) => path === field) ??
    entries.find(({ path }) => path === plot) ??
    (inGroup && entries.find(inGroup)) ??
    entries.find(GROUPS['Labels'] as (entry: IFacetEntry) => boolean) ??
    entries[0] ??
    null
  );
}
