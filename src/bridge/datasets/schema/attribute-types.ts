/** Which types the undeclared attributes of documents have, found in the documents themselves. */
import { isLabelField, type FieldType, type IFieldSpec } from '../../../protocol';
import { arrayElements } from '../documents/edit-path';
import { mapEntries } from '../documents/messagepack-map';
import { readHead, readString } from '../documents/messagepack-walk';
import { listOf, partOf } from './field-location';

type Type = Omit<IFieldSpec, 'name'>;

/** Keys of every document that are no attributes. */
const HIDDEN = new Set(['_cls', '_id']);

function typeOfMap(bytes: Uint8Array): Type {
  const entries = mapEntries(bytes);
  if (entries.size === 1 && entries.has('$date')) {
    return { type: 'datetime' };
  }
  const cls = entries.get('_cls');
  if (!cls) {
    return { type: 'dict' };
  }
  const document = readString(cls, 0);
  if (document !== 'ndarray') {
    return { type: 'document', document };
  }
  const shape = entries.get('shape');
  return { type: shape && readHead(shape, 0).length === 1 ? 'vector' : 'array' };
}

/** One type for all elements, or none. */
function typeOfList(bytes: Uint8Array): Type {
  let common: Type | null = null;
  for (const element of arrayElements(bytes)) {
    const found = element[0] === 0xc0 ? null : typeOfValue(element);
    if (found && common && found.type !== common.type) {
      const numbers =
        ['int', 'float'].includes(found.type) && ['int', 'float'].includes(common.type);
      if (!numbers) {
        return { type: 'list' };
      }
      common = { type: 'float' };
    } else {
      common ??= found;
    }
  }
  if (!common) {
    return { type: 'list' };
  }
  const { type: subtype, document } = common;
  return { type: 'list', subtype, ...(document === undefined ? {} : { document }) };
}

const SCALARS: Readonly<Record<string, FieldType>> = {
  bool: 'bool',
  int: 'int',
  float: 'float',
  string: 'string',
  binary: 'object_id'
};

function typeOfValue(bytes: Uint8Array): Type | null {
  const { kind } = readHead(bytes, 0);
  if (kind === 'map') {
    return typeOfMap(bytes);
  }
  if (kind === 'array') {
    return typeOfList(bytes);
  }
  const type = SCALARS[kind];
  return type ? { type } : null;
}

export class AttributeTypes {
  /** Path → types found there, by their JSON. */
  private readonly types = new Map<string, Map<string, Type>>();

  /** `recursive`: also inside documents that are themselves undeclared. */
  constructor(
    private readonly spec: IFieldSpec,
    private readonly recursive: boolean
  ) {}

  /** Looks into one value of the field: a document, or a list of them. */
  add(value: Uint8Array): void {
    this.visit(value, this.spec.name, this.spec);
  }

  private visit(value: Uint8Array, path: string, spec: IFieldSpec): void {
    const { kind } = readHead(value, 0);
    if (kind === 'array') {
      arrayElements(value).forEach(element => this.visit(element, path, spec));
      return;
    }
    if (kind !== 'map') {
      return;
    }
    const list = isLabelField(spec) ? listOf(spec) : undefined;
    if (list === undefined) {
      this.visitParts(value, path, spec);
      return;
    }
    const labels = mapEntries(value).get(list);
    if (labels && readHead(labels, 0).kind === 'array') {
      arrayElements(labels).forEach(label => this.visitParts(label, `${path}.${list}`, spec));
    }
  }

  private visitParts(document: Uint8Array, path: string, holder: IFieldSpec): void {
    if (readHead(document, 0).kind !== 'map') {
      return;
    }
    for (const [name, value] of mapEntries(document)) {
      if (HIDDEN.has(name) || value[0] === 0xc0) {
        continue;
      }
      const inner = `${path}.${name}`;
      const { spec, isOwn } = partOf(holder, name);
      if (!spec && !isOwn) {
        this.note(inner, value);
      }
      if (spec?.type === 'document' || spec?.subtype === 'document') {
        this.visit(value, inner, spec);
      } else if (!spec && !isOwn && this.recursive) {
        this.visitUndeclared(value, inner, name);
      }
    }
  }

  /** Looks into documents of which nobody said what they are. */
  private visitUndeclared(value: Uint8Array, path: string, name: string): void {
    const { kind } = readHead(value, 0);
    if (kind === 'array') {
      arrayElements(value).forEach(element => this.visitUndeclared(element, path, name));
      return;
    }
    const cls = kind === 'map' ? mapEntries(value).get('_cls') : undefined;
    const document = cls && readString(cls, 0);
    if (document !== undefined && document !== 'ndarray') {
      this.visit(value, path, { name, type: 'document', document });
    }
  }

  private note(path: string, value: Uint8Array): void {
    const type = typeOfValue(value);
    if (type) {
      const types = this.types.get(path) ?? new Map<string, Type>();
      types.set(JSON.stringify(type), type);
      this.types.set(path, types);
    }
  }

  /** Path → fields that would hold the values: several if they are of several types. */
  found(): Record<string, IFieldSpec[]> {
    return Object.fromEntries(
      [...this.types].map(([path, types]) => {
        const name = path.slice(path.lastIndexOf('.') + 1);
        return [path, merged([...types.values()]).map(type => ({ name, ...type }))];
      })
    );
  }
}

/** Types of which some take the values of others, without those. */
function merged(types: Type[]): Type[] {
  const has = (type: FieldType): boolean => types.some(one => one.type === type);
  return types.filter(
    one =>
      !(one.type === 'int' && has('float')) &&
      // A list without elements, or with mixed ones, says nothing about the others.
      !(
        one.type === 'list' &&
        one.subtype === undefined &&
        types.some(other => other.type === 'list' && other.subtype !== undefined)
      )
  );
}
