/** Fields as FiftyOne describes them, and as ours. */
import {
  DEFAULT_FIELDS,
  LABEL_CLASSES,
  type FieldForm,
  type FieldType,
  type IFieldSpec
} from '../../../protocol';
import { bareClass, milliseconds } from './extended-json';
import { classFields, classPath, type FieldRow } from './document-classes';

export interface IFieldDocument {
  name?: unknown;
  ftype?: unknown;
  embedded_doc_type?: unknown;
  subfield?: unknown;
  fields?: unknown;
  db_field?: unknown;
  description?: unknown;
  info?: unknown;
  read_only?: unknown;
  created_at?: unknown;
}

interface IKind {
  type: FieldType;
  form?: FieldForm;
}

const KINDS: Readonly<Record<string, IKind>> = {
  StringField: { type: 'string' },
  UUIDField: { type: 'string', form: 'uuid' },
  ColorField: { type: 'string', form: 'color' },
  IntField: { type: 'int' },
  FrameNumberField: { type: 'int', form: 'frame_number' },
  FloatField: { type: 'float' },
  BooleanField: { type: 'bool' },
  DateField: { type: 'date' },
  DateTimeField: { type: 'datetime' },
  ObjectIdField: { type: 'object_id' },
  ReferenceField: { type: 'object_id', form: 'reference' },
  ListField: { type: 'list' },
  EmbeddedDocumentListField: { type: 'list', form: 'document_list' },
  FrameSupportField: { type: 'list', form: 'frame_support' },
  HeatmapRangeField: { type: 'list', form: 'heatmap_range' },
  KeypointsField: { type: 'list', form: 'keypoints' },
  PolylinePointsField: { type: 'list', form: 'polyline_points' },
  ClassesField: { type: 'list', form: 'classes' },
  GeoPointField: { type: 'list', form: 'geo_point' },
  GeoLineStringField: { type: 'list', form: 'geo_line_string' },
  GeoPolygonField: { type: 'list', form: 'geo_polygon' },
  GeoMultiPointField: { type: 'list', form: 'geo_multi_point' },
  GeoMultiLineStringField: { type: 'list', form: 'geo_multi_line_string' },
  GeoMultiPolygonField: { type: 'list', form: 'geo_multi_polygon' },
  DictField: { type: 'dict' },
  MaskTargetsField: { type: 'dict', form: 'mask_targets' },
  VectorField: { type: 'vector' },
  ArrayField: { type: 'array' },
  EmbeddedDocumentField: { type: 'document' },
  Field: { type: 'any' }
};

const FIELDS = 'fiftyone.core.fields';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const kindOf = (path: unknown): IKind | null =>
  typeof path === 'string' ? (KINDS[bareClass(path)] ?? null) : null;

const DEFAULT_NAMES = new Set(DEFAULT_FIELDS.map(field => field.name));

/** Our field, or null for one that every sample has or that is private. @throws Error if damaged */
export function fieldOf(document: unknown): IFieldSpec | null {
  if (!isRecord(document) || typeof document['name'] !== 'string') {
    throw new Error('a field should be an object with a name');
  }
  const found: IFieldDocument & { name: string } = { ...document, name: document['name'] };
  const { name } = found;
  if (DEFAULT_NAMES.has(name) && name !== 'metadata') {
    return null;
  }
  const kind = kindOf(found.ftype);
  if (!kind || name.startsWith('_')) {
    if (name.startsWith('_')) {
      return null;
    }
    throw new Error(
      `the field '${name.slice(0, 100)}' is of the unknown type ${JSON.stringify(found.ftype)?.slice(0, 100)}`
    );
  }
  const spec: IFieldSpec = { name, type: kind.type };
  if (kind.form) {
    spec.form = kind.form;
  }
  const isContainer = kind.type === 'list' || kind.type === 'dict';
  const subtype = isContainer ? kindOf(found.subfield)?.type : undefined;
  if (subtype) {
    spec.subtype = subtype;
  }
  if (typeof found.embedded_doc_type === 'string') {
    spec.document = bareClass(found.embedded_doc_type);
  } else if (spec.type === 'document') {
    spec.document = 'DynamicEmbeddedDocument';
  }
  const fields = declaredFields(spec, found.fields);
  if (fields.length > 0) {
    spec.fields = fields;
  }
  if (typeof found.description === 'string') {
    spec.description = found.description;
  }
  if (isRecord(found.info)) {
    spec.info = found.info;
  }
  if (found.read_only === true) {
    spec.read_only = true;
  }
  const created = milliseconds(found.created_at);
  if (created !== null) {
    spec.created_at = created;
  }
  return spec;
}

/** Attributes that the class of a document does not have by itself. */
function declaredFields(spec: IFieldSpec, documents: unknown): IFieldSpec[] {
  if (!Array.isArray(documents) || spec.document === undefined) {
    return [];
  }
  const list = LABEL_CLASSES[spec.document]?.list;
  const inner: unknown = documents.find(one => isRecord(one) && one['name'] === list);
  const element = LABEL_CLASSES[spec.document]?.element ?? spec.document;
  // The attributes of a list of labels are those of its elements.
  const own = new Set(classFields(element).map(([name]) => name));
  const of = list !== undefined && isRecord(inner) ? inner['fields'] : documents;
  if (list !== undefined && !isRecord(inner)) {
    return [];
  }
  return (Array.isArray(of) ? of : []).flatMap(document => {
    if (isRecord(document) && own.has(String(document['name']))) {
      return [];
    }
    const field = fieldOf(document);
    return field ? [field] : [];
  });
}

const classOfKind = ({ type, form }: IKind): string =>
  Object.entries(KINDS).find(([, kind]) => kind.type === type && kind.form === form)?.[0] ??
  'Field';

function rowDocument(
  [name, ftype, subfield, embedded]: FieldRow,
  extra: unknown[] = []
): Record<string, unknown> {
  return {
    name,
    ftype: `${FIELDS}.${ftype}`,
    embedded_doc_type: embedded ? classPath(embedded) : null,
    subfield: subfield ? `${FIELDS}.${subfield}` : null,
    fields: [...(embedded ? classFields(embedded).map(row => rowDocument(row)) : []), ...extra],
    db_field: name === 'id' ? '_id' : name,
    description: null,
    info: null,
    read_only: name === 'id' || name === 'created_at' || name === 'last_modified_at',
    created_at: null
  };
}

/** FiftyOne's description of a field of ours. `createdAt`: of the dataset, in ms. */
export function fieldDocument(spec: IFieldSpec, createdAt: number): object {
  const declared = (spec.fields ?? []).map(field => fieldDocument(field, createdAt));
  const isDocument = spec.document !== undefined;
  const list = isDocument ? LABEL_CLASSES[spec.document as string]?.list : undefined;
  const own = isDocument
    ? classFields(spec.document as string)
        .filter(([name]) => !(spec.fields ?? []).some(field => field.name === name))
        .map(row => (row[0] === list ? rowDocument(row, declared) : rowDocument(row)))
    : [];
  const date = { $date: new Date(spec.created_at ?? createdAt).toISOString() };
  return {
    ...rowDocument([
      spec.name,
      classOfKind({ type: spec.type, ...(spec.form ? { form: spec.form } : {}) }),
      spec.subtype ? classOfKind({ type: spec.subtype }) : null,
      null
    ]),
    embedded_doc_type: isDocument ? classPath(spec.document as string) : null,
    fields: list === undefined ? [...own, ...declared] : own,
    db_field: spec.name === 'id' ? '_id' : spec.type === 'object_id' ? `_${spec.name}` : spec.name,
    description: spec.description ?? null,
    info: spec.info ?? null,
    read_only: spec.read_only ?? false,
    created_at: date
  };
}

/** Our names of stored names that differ, such as `_run_id` of the field `run_id`. */
export function storedNames(fields: unknown): Map<string, string> {
  const names = new Map<string, string>();
  for (const field of Array.isArray(fields) ? fields : []) {
    if (
      isRecord(field) &&
      typeof field['db_field'] === 'string' &&
      field['db_field'] !== field['name']
    ) {
      names.set(field['db_field'], String(field['name']));
    }
  }
  return names;
}
