/** Python dataclasses and typed dictionaries of JSON object schemas. */
import { annotation, literal } from './annotations.mjs';
import { isNullable } from './json-schemas.mjs';

const BUILTINS = ['bool', 'list'];

/** Fields in the order Python needs: those without a default first. */
function fields(schema, skip) {
  const required = new Set(schema.required ?? []);
  const list = Object.entries(schema.properties ?? {})
    .filter(([name]) => !skip.includes(name))
    .map(([name, property]) => ({
      name,
      property,
      default: defaultOf(property, required.has(name))
    }));
  return [...list.filter(f => f.default === null), ...list.filter(f => f.default !== null)];
}

/** Python text of the default, or null if there is none. */
function defaultOf(property, required) {
  if (property.default === null || !['object', 'undefined'].includes(typeof property.default)) {
    return literal(property.default);
  }
  return !required && isNullable(property) ? 'None' : null;
}

/** The lines of a dataclass, which is frozen unless its decorator says otherwise. */
export function dataclass(
  name,
  base,
  schema,
  { doc, body = [], skip = [], decorator = '@dataclass(frozen=True)' }
) {
  const lines = [decorator, `class ${name}(${base}):`, `    """${doc}"""`];
  const all = fields(schema, skip);
  if (body.length + all.length > 0) {
    lines.push('');
  }
  lines.push(...body);
  // A field may be called as a type that another one has.
  const shadowed = new RegExp(`\\b(${all.map(field => field.name).join('|')})\\b`, 'g');
  for (const field of all) {
    const value = field.default === null ? '' : ` = ${field.default}`;
    const type = annotation(field.property).replace(shadowed, name =>
      BUILTINS.includes(name) ? `builtins.${name}` : name
    );
    lines.push(`    ${field.name}: ${type}${value}`);
  }
  return lines.join('\n');
}

/** The line of a key; a list of literals that is too long for one stands one to a line. */
function typedKey(key, type) {
  const line = `    ${key}: ${type}`;
  const literals = /^Literal\[(.*)\]$/.exec(type);
  return line.length <= 100 || !literals
    ? line
    : [
        `    ${key}: Literal[`,
        ...literals[1].split(', ').map(value => `        ${value},`),
        '    ]'
      ].join('\n');
}

/** A typed dictionary; keys that may be missing stand in a second, partial one. */
export function typedDictionary(name, schema, doc) {
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties ?? {});
  const always = entries.filter(([key]) => required.has(key));
  const sometimes = entries.filter(([key]) => !required.has(key));
  const body = list => list.map(([key, property]) => typedKey(key, annotation(property)));
  if (always.length === 0 || sometimes.length === 0) {
    const total = sometimes.length > 0 ? ', total=False' : '';
    return [`class ${name}(TypedDict${total}):`, `    """${doc}"""`, '', ...body(entries)].join(
      '\n'
    );
  }
  return [
    `class _${name}Keys(TypedDict):`,
    ...body(always),
    '',
    '',
    `class ${name}(_${name}Keys, total=False):`,
    `    """${doc}"""`,
    '',
    ...body(sometimes)
  ].join('\n');
}
