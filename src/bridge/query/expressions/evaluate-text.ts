/** Operators on texts, which count characters, not code units. Null of what is no text. */
import type { OperatorTable, Evaluate } from './evaluate-number';
import { regularExpression } from './regular-expression';
import type { Value } from './values';

const text =
  (compute: (value: string, operands: readonly Value[]) => Value): Evaluate =>
  operands =>
    typeof operands[0] === 'string' ? compute(operands[0], operands) : null;

const numberOr = (value: Value | undefined, otherwise: number): number =>
  typeof value === 'number' ? Math.trunc(value) : otherwise;

/** Whether the text has one of several parts; false for what is no text. */
const matches =
  (test: (text: string, part: string) => boolean): Evaluate =>
  ([value, wanted = null, caseSensitive]) => {
    if (typeof value !== 'string') {
      return false;
    }
    const fold = (one: string): string => (caseSensitive === false ? one.toLowerCase() : one);
    return (Array.isArray(wanted) ? wanted : [wanted]).some(
      part => typeof part === 'string' && test(fold(value), fold(part))
    );
  };

function substring(value: string, [, start, end, count]: readonly Value[]): string {
  const characters = [...value];
  const from = numberOr(start, 0);
  const first = from < 0 ? Math.max(0, characters.length + from) : from;
  const last =
    typeof count === 'number' ? first + Math.max(0, count) : numberOr(end, characters.length);
  return characters.slice(first, last).join('');
}

/** Without the characters at its ends; without white space if none are given. */
function stripped(
  value: string,
  characters: Value | undefined,
  left: boolean,
  right: boolean
): string {
  if (typeof characters !== 'string') {
    const begun = left ? value.trimStart() : value;
    return right ? begun.trimEnd() : begun;
  }
  const unwanted = new Set(characters);
  const all = [...value];
  let [from, to] = [0, all.length];
  while (left && from < to && unwanted.has(all[from] as string)) {
    from += 1;
  }
  while (right && to > from && unwanted.has(all[to - 1] as string)) {
    to -= 1;
  }
  return all.slice(from, to).join('');
}

function split(value: string, [, delimiter, most]: readonly Value[], fromRight: boolean): Value {
  if (typeof delimiter !== 'string' || delimiter === '') {
    return null;
  }
  const parts = value.split(delimiter);
  const pieces = Math.max(0, numberOr(most, parts.length)) + 1;
  if (parts.length <= pieces) {
    return parts;
  }
  const whole = parts.length - pieces + 1;
  return fromRight
    ? [parts.slice(0, whole).join(delimiter), ...parts.slice(whole)]
    : [...parts.slice(0, pieces - 1), parts.slice(pieces - 1).join(delimiter)];
}

export const TEXT_OPERATORS: OperatorTable = {
  strlen: text(value => [...value].length),
  lower: text(value => value.toLowerCase()),
  upper: text(value => value.toUpperCase()),
  concat: operands => (operands.every(one => typeof one === 'string') ? operands.join('') : null),
  substr: text(substring),
  strip: text((value, [, characters]) => stripped(value, characters, true, true)),
  lstrip: text((value, [, characters]) => stripped(value, characters, true, false)),
  rstrip: text((value, [, characters]) => stripped(value, characters, false, true)),
  replace: text((value, [, old, by]) =>
    typeof old === 'string' && typeof by === 'string'
      ? old === ''
        ? value
        : value.replaceAll(old, () => by)
      : null
  ),
  split: text((value, operands) => split(value, operands, false)),
  rsplit: text((value, operands) => split(value, operands, true)),
  starts_with: matches((value, part) => value.startsWith(part)),
  ends_with: matches((value, part) => value.endsWith(part)),
  contains_str: matches((value, part) => value.includes(part)),
  matches_str: matches((value, part) => value === part),
  re_match: ([value, pattern, options]) =>
    typeof value === 'string' &&
    typeof pattern === 'string' &&
    regularExpression(pattern, typeof options === 'string' ? options : '').test(value)
};
