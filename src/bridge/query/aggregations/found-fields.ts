/** Fields as they are found in values: what `schema` and `list_schema` answer. */
import type { Aggregation, FieldType, IFieldSpec } from '../../../protocol';
import { isDate, type Value } from '../expressions';
import { attributeNames, partsOf, type DatasetSchema } from '../schema';
import type { ISubject } from './subject';

/** A type of values; `inner` are those of the elements of lists. */
interface IFound {
  type: FieldType;
  document?: string;
  inner?: Map<string, IFound>;
}

type Found = Map<string, IFound>;

function foundOf(value: unknown): IFound {
  switch (typeof value) {
    case 'boolean':
      return { type: 'bool' };
    case 'number':
      return { type: Number.isInteger(value) ? 'int' : 'float' };
    case 'string':
      return { type: 'string' };
    default:
  }
  if (value instanceof Uint8Array) {
    return { type: value.length === 12 ? 'object_id' : 'any' };
  }
  if (Array.isArray(value)) {
    return { type: 'list', inner: new Map() };
  }
  if (isDate(value)) {
    return { type: 'datetime' };
  }
  const { _cls: cls, shape } = value as { _cls?: unknown; shape?: unknown };
  if (cls === 'ndarray') {
    return { type: Array.isArray(shape) && shape.length === 1 ? 'vector' : 'array' };
  }
  return typeof cls === 'string' ? { type: 'document', document: cls } : { type: 'dict' };
}

function note(found: Found, value: unknown): void {
  if (value === null || value === undefined) {
    return;
  }
  const one = foundOf(value);
  const key = `${one.type} ${one.document ?? ''}`;
  const known = found.get(key) ?? one;
  found.set(key, known);
  if (known.inner) {
    for (const element of value as unknown[]) {
      note(known.inner, element);
    }
  }
}

/** The types that were found; whole and other numbers are one type. */
function typesOf(found: Found): IFound[] {
  const types = [...found.values()];
  const isFloat = types.some(({ type }) => type === 'float');
  return types.filter(({ type }) => !(isFloat && type === 'int'));
}

/** The fields that hold values of the types found; `declared` decides where values cannot. */
function specsOf(name: string, found: Found, declared: IFieldSpec | undefined): IFieldSpec[] {
  return typesOf(found).map(({ type, document, inner }): IFieldSpec => {
    const elements = inner ? typesOf(inner) : [];
    const [element] = elements;
    const subtype =
      elements.length === 1 && element ? asDeclared(element.type, declared?.subtype) : null;
    const cls = document ?? (elements.length === 1 ? element?.document : undefined);
    return {
      name,
      type: asDeclared(type, declared?.type),
      ...(subtype ? { subtype } : {}),
      ...(cls ? { document: cls } : {})
    };
  });
}

/** Whole numbers may be values of a field of other numbers, dates those of days, texts ids. */
function asDeclared(found: FieldType, declared: FieldType | undefined): FieldType {
  const same =
    (found === 'int' && declared === 'float') || (found === 'datetime' && declared === 'date');
  return same && declared ? declared : found;
}

/** What is declared below a path. */
function declaredBelow(path: string | null, schema: DatasetSchema): Map<string, IFieldSpec | null> {
  const declared = new Map<string, IFieldSpec | null>();
  const target = path === null ? null : schema.resolve(path);
  if (target?.kind === 'labels' || target?.kind === 'elements') {
    ['id', 'tags', ...attributeNames(target.field)].forEach(name => declared.set(name, null));
    target.field.attributes.forEach(spec => declared.set(spec.name, spec));
  } else if (target?.kind === 'document') {
    const spec = schema.fields.get(target.path);
    (spec ? partsOf(spec) : []).forEach(part => declared.set(part.name, part));
  }
  return declared;
}

export class FoundFields {
  private readonly parts = new Map<string, Found>();

  /**
   * Notes a value of a sample.
   *
   * @param documents whether the parts of the documents count, and not elements of lists
   */
  add(value: Value, documents: boolean): void {
    if (Array.isArray(value)) {
      for (const element of value) {
        if (documents || Array.isArray(element)) {
          this.add(element, documents);
        } else {
          this.note('', element);
        }
      }
    } else if (documents && typeof value === 'object' && value !== null && !isDate(value)) {
      for (const [name, part] of Object.entries(value)) {
        if (name !== '_cls') {
          this.note(name === '_id' ? 'id' : name, part);
        }
      }
    }
  }

  private note(name: string, value: unknown): void {
    let found = this.parts.get(name);
    if (!found) {
      found = new Map();
      this.parts.set(name, found);
    }
    note(found, value);
  }

  /** What was found, as the aggregation wants it. */
  fields(aggregation: Aggregation, { field }: ISubject, schema: DatasetSchema): IFieldSpec[] {
    if (aggregation.name === 'list_schema') {
      const list = field === null ? undefined : schema.fields.get(field);
      const declared = list?.subtype ? { name: '', type: list.subtype } : undefined;
      return specsOf('', this.parts.get('') ?? new Map(), declared);
    }
    const declared = declaredBelow(field, schema);
    if (this.parts.size > 0 && declared.has('attributes') && !this.parts.has('attributes')) {
      // Every label has this dict; an empty one is not stored.
      this.note('attributes', {});
    }
    const dynamic = aggregation.name === 'schema' && aggregation.dynamic_only === true;
    return [...this.parts].flatMap(([name, found]) =>
      dynamic && declared.has(name) ? [] : specsOf(name, found, declared.get(name) ?? undefined)
    );
  }
}
