/** Python type annotations of JSON schemas. */

const SCALARS = { string: 'str', integer: 'int', number: 'float', boolean: 'bool', null: 'None' };

/** The annotation, as it is written under `from __future__ import annotations`. */
export function annotation(schema) {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    // A recursive shape without a Python type of its own: an object.
    return name.startsWith('__') ? 'dict[str, Any]' : name;
  }
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    return [...new Set(options.map(annotation))].join(' | ');
  }
  if (Array.isArray(schema.type)) {
    return schema.type.map(type => annotation({ ...schema, type })).join(' | ');
  }
  if (schema.const !== undefined) {
    return `Literal[${literal(schema.const)}]`;
  }
  if (schema.enum) {
    return `Literal[${schema.enum.map(literal).join(', ')}]`;
  }
  if (schema.type === 'array') {
    return `list[${annotation(schema.items ?? {})}]`;
  }
  if (schema.type === 'object') {
    return 'dict[str, Any]';
  }
  return SCALARS[schema.type] ?? 'Any';
}

/** A JSON value as Python writes it. */
export function literal(value) {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  return JSON.stringify(value);
}

/** `set_view` → `SetView`. */
export const className = name =>
  name
    .split('_')
    .map(word => word[0].toUpperCase() + word.slice(1))
    .join('');

/** The value of `__all__`: constants first, as the linter likes it. */
export function exportList(names) {
  const isConstant = name => name === name.toUpperCase();
  const sorted = [
    ...names.filter(isConstant).sort(),
    ...names.filter(name => !isConstant(name)).sort()
  ];
  return `[\n${sorted.map(name => `    ${JSON.stringify(name)},\n`).join('')}]`;
}
