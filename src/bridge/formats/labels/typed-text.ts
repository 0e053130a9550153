/** Values from texts, and texts of values. */

/** Whole number, number, truth, nothing, or else the text itself. */
export function typedText(text: string): string | number | boolean | null {
  if (text === '' || text === 'None') {
    return null;
  }
  if (/^[+-]?\d{1,15}$/.test(text)) {
    return Number(text);
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) {
    return Number(text);
  }
  if (/^(true|false)$/i.test(text)) {
    return text.toLowerCase() === 'true';
  }
  return text;
}

/** As Python prints it, which `typedText` reads back. */
export function textOf(value: unknown): string {
  if (value == null) {
    return '';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
