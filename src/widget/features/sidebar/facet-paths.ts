/** Which facets a dataset has, and how each writes its filter. */
import {
  isLabelField,
  LABEL_CLASSES,
  type FacetTarget,
  type IDatasetInfo,
  type IFieldSpec
} from '../../../protocol';

export interface IFacetEntry {
  /** `tags`, `split`, `metadata.width`, `predictions.label` … */
  path: string;
  /** What stands in front of it: the last part of the path. */
  name: string;
  target: FacetTarget;
}
export interface ILabelGroup {
  field: string;
  element: string;
  entries: IFacetEntry[];
}
export interface IFacetGroups {
  tags: IFacetEntry;
  labels: ILabelGroup[];
  metadata: IFacetEntry[];
  fields: IFacetEntry[];
}

/** Types that can be counted, or binned. */
const FACET_TYPES: ReadonlySet<string> = new Set([
  'string',
  'int',
  'float',
  'bool',
  'date',
  'datetime'
]);

const METADATA: readonly string[] = ['width', 'height', 'num_channels', 'size_bytes', 'mime_type'];

export function facetGroups(dataset: IDatasetInfo): IFacetGroups {
  const groups: IFacetGroups = {
    tags: { path: 'tags', name: 'tags', target: { kind: 'tags' } },
    labels: [],
    metadata: [],
    fields: []
  };
  for (const field of dataset.fields) {
    if (field.name === 'tags' || field.name === 'id') {
      continue;
    }
    if (isLabelField(field)) {
      groups.labels.push(labelGroup(field));
    } else if (field.name === 'metadata') {
      groups.metadata = [...METADATA, ...(field.fields ?? []).map(f => f.name)]
        .filter((name, i, all) => all.indexOf(name) === i)
        .map(name => sampleEntry(`metadata.${name}`, name));
    } else if (
      FACET_TYPES.has(field.type) ||
      (field.type === 'list' && field.subtype !== undefined && FACET_TYPES.has(field.subtype))
    ) {
      groups.fields.push(sampleEntry(field.name, field.name));
    }
  }
  return groups;
}

function sampleEntry(path: string, name: string): IFacetEntry {
  return { path, name, target: { kind: 'sample', path } };
}

function labelGroup(field: IFieldSpec): ILabelGroup {
  const known = LABEL_CLASSES[field.document ?? ''];
  const attributes = [...(known?.attributes ?? []), ...(field.fields ?? [])].filter(
    ({ name, type }) => FACET_TYPES.has(type) && name !== 'id'
  );
  return {
    field: field.name,
    element: known?.element ?? '',
    entries: attributes.map(({ name }) => ({
      path: `${field.name}.${name}`,
      name,
      target: { kind: 'label', field: field.name, attribute: name }
    }))
  };
}

/** Facets that are open before a person chose: what most people look at first. */
export function openByDefault(groups: IFacetGroups): string[] {
  return [
    'tags',
    ...groups.labels
      .slice(0, 3)
      .flatMap(({ entries }) =>
        entries.filter(({ name }) => name === 'label' || name === 'confidence')
      )
      .map(({ path }) => path)
  ];
}
