/** Drafts of samples on their way to the store: their fields inferred, encoded in batches. */
import {
  DEFAULT_FIELDS,
  isLabelField,
  LABEL_CLASSES,
  labelsOf,
  type FieldType,
  type IFieldSpec,
  type LabelDocument
} from '../../protocol';
import { encodeDocument } from '../datasets/documents/document-codec';
import { newObjectId } from '../datasets/documents/object-id';
import { RequestError } from '../request-error';
import type { ISampleDraft } from './format';

const MAX_SAMPLES = 1000;
const MAX_BYTES = 8 * 1024 * 1024;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): FieldType | null {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
      break;
  }
  if (Array.isArray(value)) {
    return 'list';
  }
  if (!isRecord(value)) {
    return null;
  }
  if ('$date' in value) {
    return 'datetime';
  }
  const { _cls: cls } = value;
  return cls === 'ndarray' ? 'array' : typeof cls === 'string' ? 'document' : 'dict';
}

function elementType(values: readonly unknown[]): FieldType | null {
  const types = new Set(values.filter(value => value != null).map(typeOf));
  if (types.size === 2 && types.has('int') && types.has('float')) {
    return 'float';
  }
  const [only] = types;
  return types.size === 1 && only && only !== 'document' ? only : null;
}

/** The field that fits a value, or null if none does. */
export function inferField(name: string, value: unknown): IFieldSpec | null {
  const type = typeOf(value);
  if (type === null) {
    return null;
  }
  if (type === 'document') {
    return { name, type, document: String((value as { _cls: unknown })._cls) };
  }
  const subtype = type === 'list' ? elementType(value as unknown[]) : null;
  return subtype ? { name, type, subtype } : { name, type };
}

const isLabel = (value: unknown): value is LabelDocument =>
  isRecord(value) && typeof value['_cls'] === 'string' && value['_cls'] in LABEL_CLASSES;

export interface IBatch {
  /** Fields that the dataset gets first. */
  fields: IFieldSpec[];
  /** As `samples.add` takes them. */
  payload: Uint8Array;
  /** 12 bytes each. */
  ids: Uint8Array;
  count: number;
  /** Where the first and the last sample come from. */
  origin: [string, string];
}

export class DraftBatch {
  private readonly _types = new Map<string, IFieldSpec>();
  private readonly _attributes = new Map<string, Map<string, IFieldSpec>>();
  private _new: IFieldSpec[] = [];
  private _rows: [Uint8Array, Record<string, unknown>, Record<string, Uint8Array>][] = [];
  private _bytes = 0;
  private _origins: string[] = [];
  private readonly _ids = new Set<string>();

  constructor(
    known: readonly IFieldSpec[],
    private readonly _options: { tags: readonly string[]; dynamic: boolean; expand: boolean }
  ) {
    for (const spec of [...DEFAULT_FIELDS, ...known]) {
      this._types.set(spec.name, spec);
    }
  }

  get isFull(): boolean {
    return this._rows.length >= MAX_SAMPLES || this._bytes >= MAX_BYTES;
  }

  get isEmpty(): boolean {
    return this._rows.length === 0;
  }

  /** Declares fields before the first sample. @throws RequestError if they may not be added */
  declare(fields: readonly IFieldSpec[]): void {
    for (const field of fields) {
      if (!this._types.has(field.name)) {
        this._declare(field);
      } else if (field.fields && !DEFAULT_FIELDS.some(one => one.name === field.name)) {
        // Attributes that are declared there may be new here.
        this._new.push(field);
      }
    }
  }

  add(draft: ISampleDraft): void {
    const id = draft.id ?? newObjectId();
    if (draft.id) {
      const key = String(id);
      if (this._ids.has(key)) {
        throw new RequestError('invalid', `${draft.origin}: its id occurs twice.`);
      }
      this._ids.add(key);
    }
    const tags = [...new Set([...(draft.tags ?? []), ...this._options.tags])];
    const core: Record<string, unknown> = { filepath: draft.filepath, tags };
    const labels: Record<string, Uint8Array> = {};
    for (const [name, value] of Object.entries(draft.values)) {
      if (value == null) {
        continue;
      }
      const spec = this._types.get(name) ?? this._infer(name, value, draft);
      if (isLabel(value) || isLabelField(spec) || spec.name === 'frames') {
        const bytes = encodeDocument(value);
        labels[name] = bytes;
        this._bytes += bytes.length;
        if (this._options.dynamic && isLabel(value)) {
          this._noteAttributes(spec, value);
        }
      } else {
        core[name] = value;
      }
    }
    this._bytes += 200;
    this._rows.push([id, core, labels]);
    this._origins.push(draft.origin);
  }

  take(): IBatch {
    const rows = this._rows;
    const ids = new Uint8Array(12 * rows.length);
    rows.forEach(([id], i) => ids.set(id, 12 * i));
    const payload = encodeDocument(rows);
    const fields = this._new;
    const origin: [string, string] = [this._origins[0] ?? '', this._origins.at(-1) ?? ''];
    this._rows = [];
    this._new = [];
    this._origins = [];
    this._bytes = 0;
    return { fields, payload, ids, count: rows.length, origin };
  }

  private _infer(name: string, value: unknown, draft: ISampleDraft): IFieldSpec {
    const spec = inferField(name, value);
    if (!spec) {
      throw new RequestError('invalid', `${draft.origin}: '${name}' has a value of no known type.`);
    }
    this._declare(spec);
    return spec;
  }

  private _declare(spec: IFieldSpec): void {
    if (!this._options.expand) {
      throw new RequestError(
        'unknown_field',
        `The dataset has no field '${spec.name}'. Add it first, or leave out expand_schema=False.`,
        { field: spec.name }
      );
    }
    this._types.set(spec.name, spec);
    this._new.push(spec);
  }

  /** Declares attributes of labels by the first value that is seen of each. */
  private _noteAttributes(spec: IFieldSpec, document: LabelDocument): void {
    let known = this._attributes.get(spec.name);
    if (!known) {
      known = new Map((spec.fields ?? []).map(field => [field.name, field]));
      this._attributes.set(spec.name, known);
    }
    const cls = LABEL_CLASSES[document._cls];
    const own = new Set(cls?.attributes.map(attribute => attribute.name));
    const added: IFieldSpec[] = [];
    for (const label of labelsOf(document)) {
      for (const [name, value] of Object.entries(label)) {
        if (name.startsWith('_') || own.has(name) || OWN_PARTS.has(name) || known.has(name)) {
          continue;
        }
        const found = value == null ? null : inferField(name, value);
        if (found) {
          known.set(name, found);
          added.push(found);
        }
      }
    }
    if (added.length > 0) {
      const { name, type, document: className } = spec;
      this._new.push({ name, type, ...(className ? { document: className } : {}), fields: added });
    }
  }
}

/** Parts of labels that are no attributes. */
const OWN_PARTS = new Set([
  'tags',
  'bounding_box',
  'mask',
  'mask_path',
  'points',
  'logits',
  'map',
  'map_path',
  'range',
  'attributes',
  'instance',
  'support',
  'point',
  'line',
  'polygon',
  'lines',
  'polygons'
]);
