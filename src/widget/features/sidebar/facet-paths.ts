/** Which facets a dataset has, and how each writes its filter. */
import {
  isLabelField,
  LABEL_CLASSES,
  metadataFields,
  type FacetTarget,
  type FieldType,
  type IDatasetInfo,
  type IFieldSpec
} from '../../../protocol';

/** What a facet will be, as far as the schema tells. */
export type FacetShape = 'values' | 'bool' | 'range';

export interface IFacetEntry {
  /** `tags`, `split`, `metadata.width`, `predictions.label` … */
  path: string;
  /** What stands in front of it: the last part of the path. */
  name: string;
  shape: FacetShape;
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
const SHAPES: Partial<Record<FieldType, FacetShape>> = {
  string: 'values',
  int: 'range',
  float: 'range',
  bool: 'bool',
  date: 'range',
  datetime: 'range'
};

export function facetGroups(dataset: IDatasetInfo): IFacetGroups {
  const groups: IFacetGroups = {
    tags: { path: 'tags', name: 'tags', shape: 'values', target: { kind: 'tags' } },
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
      groups.metadata = [...metadataFields(field.document), ...(field.fields ?? [])]
        .filter(({ name }, i, all) => all.findIndex(other => other.name === name) === i)
        .flatMap(spec => sampleEntry(`metadata.${spec.name}`, spec));
    } else if (field.type === 'document') {
      const parts = (field.fields ?? []).map(spec => [`${field.name}.${spec.name}`, spec] as const);
      groups.fields.push(
        ...parts.flatMap(([path, spec]) => sampleEntry(path, { ...spec, name: path }))
      );
    } else {
      groups.fields.push(...sampleEntry(field.name, field));
    }
  }
  return groups;
}

/** How a field is counted, or null if it cannot be. */
function shapeOf({ type, subtype }: IFieldSpec): { shape: FacetShape; list: boolean } | null {
  const list = type === 'list';
  const shape = list ? subtype && SHAPES[subtype] : SHAPES[type];
  return shape ? { shape: list ? 'values' : shape, list } : null;
}

/** The facet of a field of the sample; none if it cannot be counted. */
function sampleEntry(path: string, spec: IFieldSpec): IFacetEntry[] {
  const found = shapeOf(spec);
  return found
    ? [
        {
          path,
          name: spec.name,
          shape: found.shape,
          target: { kind: 'sample', path, ...(found.list ? { list: true } : {}) }
        }
      ]
    : [];
}

function labelGroup(field: IFieldSpec): ILabelGroup {
  const known = LABEL_CLASSES[field.document ?? ''];
  const attributes = [...(known?.attributes ?? []), ...(field.fields ?? [])];
  return {
    field: field.name,
    element: known?.element ?? '',
    entries: attributes.flatMap(spec => {
      const found = shapeOf(spec);
      return found
        ? [
            {
              path: `${field.name}.${spec.name}`,
              name: spec.name,
              shape: found.shape,
              target: {
                kind: 'label',
                field: field.name,
                attribute: spec.name,
                ...(found.list ? { list: true } : {})
              }
            }
          ]
        : [];
    })
  };
}

/** Every facet, in the order of the sidebar. */
export function allEntries(groups: IFacetGroups): IFacetEntry[] {
  return [
    groups.tags,
    ...groups.labels.flatMap(({ entries }) => entries),
    ...groups.fields,
    ...groups.metadata
  ];
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
