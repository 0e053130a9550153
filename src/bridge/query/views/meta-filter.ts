/** Fields chosen by what is said of them: `meta_filter` of `select_fields` and `exclude_fields`. */
import type { IFieldSpec, MetaFilter } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { DatasetSchema } from '../schema';

/** Names of types as Python's field classes have them: `FloatField`, `DateTimeField`. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  bool: 'BooleanField',
  datetime: 'DateTimeField',
  object_id: 'ObjectIdField',
  document: 'EmbeddedDocumentField'
};

const typeText = (spec: IFieldSpec): string => {
  const name = TYPE_NAMES[spec.type] ?? `${spec.type[0]?.toUpperCase()}${spec.type.slice(1)}Field`;
  const inner = spec.document ?? (spec.subtype ? typeText({ name: '', type: spec.subtype }) : null);
  return inner ? `${name}(${inner})` : name;
};

const contains = (text: unknown, part: unknown): boolean => {
  const written = typeof text === 'string' ? text : JSON.stringify(text ?? null);
  const wanted = typeof part === 'string' ? part : JSON.stringify(part);
  return written.toLowerCase().includes(wanted.toLowerCase());
};

function passes(spec: IFieldSpec, key: string, wanted: unknown): boolean {
  const info = spec.info ?? {};
  const infoText = spec.info ? JSON.stringify(spec.info) : '';
  switch (key) {
    case 'any':
      return [spec.name, typeText(spec), spec.description ?? '', infoText].some(text =>
        contains(text, wanted)
      );
    case 'name':
      return contains(spec.name, wanted);
    case 'type':
      return contains(typeText(spec), wanted);
    case 'description':
      return contains(spec.description ?? '', wanted);
    case 'info':
      return contains(infoText, wanted);
    default: {
      if (!key.startsWith('info.')) {
        throw new RequestError(
          'invalid',
          `A meta_filter has no key '${key}'. Its keys are any, name, type, description, info, ` +
            'info.<key> and include_nested_fields.'
        );
      }
      const name = key.slice('info.'.length);
      return name in info && contains(info[name], wanted);
    }
  }
}

/** Paths of the fields that fulfil all of a filter. @throws RequestError */
export function fieldsByMeta(schema: DatasetSchema, filter: MetaFilter): string[] {
  const { include_nested_fields: nested = false, ...tests } =
    typeof filter === 'string' ? { any: filter } : filter;
  const found: string[] = [];
  const visit = (spec: IFieldSpec, prefix: string): void => {
    const path = `${prefix}${spec.name}`;
    if (Object.entries(tests).every(([key, wanted]) => passes(spec, key, wanted))) {
      found.push(path);
    } else if (nested) {
      spec.fields?.forEach(part => visit(part, `${path}.`));
    }
  };
  schema.fields.forEach(spec => visit(spec, ''));
  return found;
}
