/** Values and names as DuckDB's SQL writes them. */

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function quoteText(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  // SQL text cannot hold the character 0.
  return quoted.includes('\0') ? `(${quoted.replaceAll('\0', "' || chr(0) || '")})` : quoted;
}

/** A number as the nearest double: through text, since a plain `0.8` would be a decimal. */
export function quoteNumber(value: number): string {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    return value < 0 ? `(${value})::DOUBLE` : `${value}::DOUBLE`;
  }
  const text = value === Infinity ? 'inf' : value === -Infinity ? '-inf' : String(value);
  return `'${text}'::DOUBLE`;
}

export function quoteLiteral(value: null | boolean | number | string): string {
  switch (typeof value) {
    case 'number':
      return Number.isNaN(value) ? 'NULL' : quoteNumber(value);
    case 'string':
      return quoteText(value);
    case 'boolean':
      return value ? 'TRUE' : 'FALSE';
    default:
      return 'NULL';
  }
}
