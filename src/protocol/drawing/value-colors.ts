/** Colours that a person gave to single values. Values are compared as text. */
import type { ValueColor } from '../color-scheme';
import { parseColor } from './css-color';

/** Colour by the text of a value, and by what that text means. */
export type ValueColors = ReadonlyMap<string, string>;

/** Before the forms of values that can be written in several ways. */
const MEANING = '\u0000';

/** `True`, `true` and `TRUE` are one value, `0.50` and `0.5`, `None` and nothing at all. */
function meaningOf(text: string | null): string | null {
  const plain = (text ?? 'none').trim().toLowerCase();
  if (plain === 'none' || plain === 'null') {
    return `${MEANING}none`;
  }
  if (plain === 'true' || plain === 'false') {
    return MEANING + plain;
  }
  return plain !== '' && Number.isFinite(Number(plain)) ? MEANING + String(Number(plain)) : null;
}

/** The colours that can be read; of several for one value the first counts. */
export function valueColors(list: readonly ValueColor[] | null | undefined): ValueColors {
  const colors = new Map<string, string>();
  for (const { value, color } of list ?? []) {
    const parsed = parseColor(color);
    for (const key of parsed ? [value, meaningOf(value)] : []) {
      if (key !== null && !colors.has(key)) {
        colors.set(key, parsed as string);
      }
    }
  }
  return colors;
}

/** The colour of a value, null for one without. What stands exactly so wins over what means the same. */
export function colorForValue(colors: ValueColors, value: string | null): string | null {
  if (colors.size === 0) {
    return null;
  }
  const meaning = meaningOf(value);
  return (
    (value === null ? undefined : colors.get(value)) ??
    (meaning === null ? undefined : colors.get(meaning)) ??
    null
  );
}
