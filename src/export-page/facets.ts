/** What can be filtered: fields of samples, and names and confidences of their labels. */
import {
  colorOf,
  colorOfFacetValue,
  formatNumber,
  type ExportValue,
  type IExportHead,
  type IPageLabel
} from '../protocol';
import type { IItem } from './items';

/** One value that a filter may keep; of a label, with the label. */
export interface IEntry {
  value: string | number | null;
  label?: IPageLabel;
}

export interface IFacet {
  path: string;
  kind: 'values' | 'range';
  /** The label field whose labels it filters; null if it filters samples. */
  field: string | null;
  date: boolean;
  entries(item: IItem): IEntry[];
  colorOf(value: IEntry['value']): string | null;
}

/** The value of a field as text; empty if there is none. */
export function valueText(value: ExportValue, kind: string): string {
  if (value === null) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.join(', ');
  }
  if (kind === 'date' && typeof value === 'number') {
    return new Date(value).toISOString().replace('T', ' ').slice(0, 16);
  }
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

/** The facets for which some sample has a value, in the order of the sidebar. */
export function facetsOf(head: IExportHead, items: readonly IItem[]): IFacet[] {
  const colored = (path: string) => (value: IEntry['value']) =>
    colorOfFacetValue(head.style, path, value);
  const samples = head.fields.map(({ path, kind }, at): IFacet => {
    const range = kind === 'number' || kind === 'date';
    return {
      path,
      kind: range ? 'range' : 'values',
      field: null,
      date: kind === 'date',
      entries: item => entriesOf(item.values[at] ?? null),
      colorOf: colored(path)
    };
  });
  const labels = [...head.style.fields].flatMap((field): IFacet[] => {
    const own = (item: IItem): IPageLabel[] => item.labels.filter(label => label.field === field);
    return [
      {
        path: `${field}.label`,
        kind: 'values',
        field,
        date: false,
        entries: item => own(item).map(label => ({ value: label.label, label })),
        colorOf: colored(`${field}.label`)
      },
      {
        path: `${field}.confidence`,
        kind: 'range',
        field,
        date: false,
        entries: item => own(item).map(label => ({ value: label.confidence, label })),
        colorOf: () => null
      }
    ];
  });
  const [tags, rest] = [
    samples.filter(({ path }) => path === 'tags'),
    samples.filter(({ path }) => path !== 'tags')
  ];
  return [...tags, ...labels, ...rest].filter(facet =>
    items.some(item => facet.entries(item).some(({ value }) => value !== null))
  );
}

function entriesOf(value: ExportValue): IEntry[] {
  if (Array.isArray(value)) {
    return value.map(text => ({ value: text }));
  }
  return [{ value: typeof value === 'boolean' ? String(value) : value }];
}

/** The colour that stands for a label field: its own, or that of its first label. */
export function colorOfLabelField(
  head: IExportHead,
  items: readonly IItem[],
  field: string
): string | null {
  if (head.style.colorBy === 'field') {
    return head.style.fieldColors.get(field) ?? null;
  }
  const label = items.flatMap(({ labels }) => labels).find(candidate => candidate.field === field);
  return label ? colorOf(label, head.style) : null;
}
