/** Which samples are shown, in which order, with which of their labels. */
import type { IExportHead, IPageLabel } from '../protocol';
import { valueText, type IEntry, type IFacet } from './facets';
import type { IItem } from './items';

/** What a facet's filter keeps: any of the values, or what is within closed bounds. */
export type Kept =
  { values: ReadonlySet<IEntry['value']> } | { min: number | null; max: number | null };

export interface ISorting {
  /** A path of the head's fields, `name`, or null: as exported. */
  path: string | null;
  descending: boolean;
}

export class ShownItems {
  readonly filters = new Map<string, Kept>();
  search = '';
  sorting: ISorting = { path: null, descending: false };

  constructor(
    readonly head: IExportHead,
    readonly items: readonly IItem[],
    readonly facets: readonly IFacet[]
  ) {}

  /** The samples to show. */
  list(): IItem[] {
    const shown = this.items.filter(item => this.isShown(item));
    const key = this._sortKey();
    if (key) {
      const sign = this.sorting.descending ? -1 : 1;
      // Samples without a value come last in either direction.
      shown.sort((a, b) => compare(key(a), key(b), sign));
    } else if (this.sorting.descending) {
      shown.reverse();
    }
    return shown;
  }

  /** @param except a facet whose own filter does not count: its other values could be chosen too */
  isShown(item: IItem, except: IFacet | null = null): boolean {
    return (
      this._matchesSearch(item) &&
      this.facets.every(facet => {
        const kept = facet === except ? undefined : this.filters.get(facet.path);
        if (!kept) {
          return true;
        }
        return facet.field === null
          ? facet.entries(item).some(({ value }) => keeps(kept, value))
          : this.labelsOf(item, except).some(({ field }) => field === facet.field);
      })
    );
  }

  /** The labels of a sample that the filters leave. */
  labelsOf(item: IItem, except: IFacet | null = null): IPageLabel[] {
    const filters = this.facets.flatMap(facet => {
      const kept = facet === except ? undefined : this.filters.get(facet.path);
      return kept && facet.field !== null ? [{ facet, kept }] : [];
    });
    if (filters.length === 0) {
      return [...item.labels];
    }
    const out = new Set<IPageLabel>();
    for (const { facet, kept } of filters) {
      for (const { value, label } of facet.entries(item)) {
        if (label && !keeps(kept, value)) {
          out.add(label);
        }
      }
    }
    return item.labels.filter(label => !out.has(label));
  }

  /** What a facet counts under all other filters: its labels, or the values of samples. */
  entriesUnderOthers(facet: IFacet): IEntry[] {
    const shown = this.items.filter(item => this.isShown(item, facet));
    return shown.flatMap(item => {
      const entries = facet.entries(item);
      if (facet.field === null) {
        return entries;
      }
      const labels = new Set(this.labelsOf(item, facet));
      return entries.filter(({ label }) => label && labels.has(label));
    });
  }

  clear(): void {
    this.filters.clear();
    this.search = '';
  }

  private _matchesSearch(item: IItem): boolean {
    const words = this.search.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      return true;
    }
    const text = this._textOf(item);
    return words.every(word => text.includes(word));
  }

  /** Everything in words that belongs to a sample. */
  private _textOf(item: IItem): string {
    let text = this._texts.get(item);
    if (text === undefined) {
      const values = this.head.fields.map(({ kind }, i) =>
        kind === 'number' ? '' : valueText(item.values[i] ?? null, kind)
      );
      const labels = item.labels.map(({ label }) => label ?? '');
      text = [item.name, item.id, ...values, ...new Set(labels)].join('\n').toLowerCase();
      this._texts.set(item, text);
    }
    return text;
  }

  private _sortKey(): ((item: IItem) => string | number | null) | null {
    const { path } = this.sorting;
    if (path === null) {
      return null;
    }
    if (path === 'name') {
      return item => item.name;
    }
    const at = this.head.fields.findIndex(field => field.path === path);
    return item => {
      const value = item.values[at] ?? null;
      return Array.isArray(value)
        ? value.join(', ') || null
        : typeof value === 'boolean'
          ? Number(value)
          : value;
    };
  }

  private readonly _texts = new Map<IItem, string>();
}

export function keeps(kept: Kept, value: IEntry['value']): boolean {
  if ('values' in kept) {
    return kept.values.has(value);
  }
  return (
    typeof value === 'number' &&
    (kept.min === null || value >= kept.min) &&
    (kept.max === null || value <= kept.max)
  );
}

const NATURAL = new Intl.Collator('en', { numeric: true });

function compare(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return (
    sign *
    (typeof a === 'number' && typeof b === 'number' ? a - b : NATURAL.compare(String(a), String(b)))
  );
}
