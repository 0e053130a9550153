/** A colour scheme as Python. */
import type { ColorScheme } from '../../../protocol';

const INDENT = '    ';
/** Longest line before a list or dictionary is broken into several. */
const WIDTH = 80;

function literal(value: unknown, depth: number): string {
  if (value === null || value === undefined) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value !== 'object') {
    return JSON.stringify(value);
  }
  const inner = Array.isArray(value)
    ? value.map(item => literal(item, depth + 1))
    : Object.entries(value).map(([key, item]) => `"${key}": ${literal(item, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const line = `${open}${inner.join(', ')}${close}`;
  if (line.length + depth * INDENT.length <= WIDTH && !line.includes('\n')) {
    return line;
  }
  const [before, after] = [INDENT.repeat(depth + 1), INDENT.repeat(depth)];
  return `${open}\n${inner.map(item => `${before}${item},\n`).join('')}${after}${close}`;
}

/** The statement that gives a session this scheme. */
export function schemePython(scheme: ColorScheme): string {
  const entries = Object.entries(scheme).filter(([, v]) => v !== null && v !== undefined);
  const lines = entries.map(([key, value]) => `${INDENT}${key}=${literal(value, 1)},\n`);
  const call = lines.length > 0 ? `ln.ColorScheme(\n${lines.join('')})` : 'ln.ColorScheme()';
  return `session.color_scheme = ${call}`;
}
