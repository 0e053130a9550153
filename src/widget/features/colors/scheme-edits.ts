/** Changes of a colour scheme by hand. Every function returns a new scheme and leaves out what says nothing. */
import {
  fieldPath,
  type Colorscale,
  type ColorScheme,
  type CustomizeColor,
  type MaskColor,
  type ValueColor
} from '../../../protocol';

/** What a person changes of a field. */
export type FieldChange = Partial<Omit<CustomizeColor, 'path'>>;

const saysNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

/** Without entries that say nothing. */
function pruned<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => !saysNothing(part))) as T;
}

/** The scheme with some of its entries changed; null and empty lists take an entry away. */
export const changed = (scheme: ColorScheme, change: ColorScheme): ColorScheme =>
  pruned({ ...scheme, ...change });

const isOf =
  (field: string) =>
  ({ path }: { path: string }): boolean =>
    fieldPath(path, new Set([field])) === field;

/** What the scheme says of a field, however its path is written. */
export function fieldEntry(scheme: ColorScheme, field: string): CustomizeColor {
  const entries = (scheme.fields ?? []).filter(isOf(field));
  return Object.assign({ path: field }, ...entries.reverse(), { path: field }) as CustomizeColor;
}

/** The scheme with a field changed. */
export function changedField(scheme: ColorScheme, field: string, change: FieldChange): ColorScheme {
  const entry = pruned({ ...fieldEntry(scheme, field), ...change });
  const others = (scheme.fields ?? []).filter(other => !isOf(field)(other));
  const fields = Object.keys(entry).length > 1 ? [...others, entry] : others;
  return changed(scheme, { fields });
}

/** The list with a value's colour set; null takes it away. */
export function withValueColor(
  list: readonly ValueColor[] | null | undefined,
  value: string,
  color: string | null
): ValueColor[] {
  const at = (list ?? []).findIndex(entry => entry.value === value);
  const rest = (list ?? []).filter((entry, i) => entry.value !== value || i === at);
  return at < 0
    ? [...rest, ...(color === null ? [] : [{ value, color }])]
    : rest.flatMap(entry =>
        entry.value !== value ? [entry] : color === null ? [] : [{ value, color }]
      );
}

/** The list with the colour of a class of masks set; null takes it away. */
export function withMaskColor(
  list: readonly MaskColor[] | null | undefined,
  target: number,
  color: string | null
): MaskColor[] {
  const others = (list ?? []).filter(({ intTarget }) => (intTarget ?? 0) !== target);
  const own = color === null ? [] : [{ intTarget: target, color }];
  return [...others, ...own].sort((a, b) => (a.intTarget ?? 0) - (b.intTarget ?? 0));
}

/** The colour scale that the scheme has for a field; null if it follows the default. */
export const fieldScale = (scheme: ColorScheme, field: string): Colorscale | null =>
  scheme.colorscales?.find(isOf(field)) ?? null;

/** The scheme with the colour scale of a field; null: as the default. */
export function changedScale(scheme: ColorScheme, field: string, name: string | null): ColorScheme {
  const others = (scheme.colorscales ?? []).filter(other => !isOf(field)(other));
  return changed(scheme, {
    colorscales: name === null ? others : [...others, { path: field, name }]
  });
}
