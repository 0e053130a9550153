/** The colour of one label, one value, one field: tiles, viewer, facets and plots ask here. */
import { DEFAULT_POOL, hashText } from './palette';
import type { IColors } from './resolve-colors';
import { colorForValue } from './value-colors';

/** What the colour of a label depends on. */
export interface IColoredLabel {
  id: string;
  field: string;
  label: string | null;
  index: number | null;
  /** The object that the label shows; labels of one object have one colour. */
  instance?: string | null;
  /**
   * Text of the attribute that colours its field if that is not `label`; the elements of a list
   * stand one a line. Null: the label has none.
   */
  value?: string | null;
}

const fromPool = (pool: readonly string[], text: string): string =>
  pool[hashText(text) % pool.length] as string;

/** Colour of a field, or of any other path: its own, else one of the pool. */
export const colorOfField = (
  { fieldColors, pool }: Pick<IColors, 'fieldColors' | 'pool'>,
  path: string
): string => fieldColors.get(path) ?? fromPool(pool, path);

/** Colour of the tag of a label. */
export function colorOfLabelTag({ labelTags, pool }: IColors, tag: string): string {
  return colorForValue(labelTags.colors, tag) ?? labelTags.color ?? fromPool(pool, tag);
}

/** Colour of a label: by its field, its value or itself, as the scheme says. */
export function colorOf(label: IColoredLabel, colors: IColors): string {
  const { colorBy, pool } = colors;
  if (colorBy === 'instance') {
    const index = label.index === null ? null : String(label.index);
    return fromPool(pool, label.instance ?? index ?? label.id);
  }
  if (colorBy === 'field') {
    return colorOfField(colors, label.field);
  }
  const attribute = colors.customized.get(label.field)?.attribute ?? 'label';
  const text = attribute === 'label' ? label.label : (label.value ?? null);
  return colorOfValue(colors, label.field, attribute, text) ?? colorOfField(colors, label.field);
}

/** Colour of labels of `field` with this value; null without a value and a colour for that. */
function colorOfValue(
  colors: IColors,
  field: string,
  attribute: string,
  text: string | null
): string | null {
  const own = colors.customized.get(field)?.colors;
  const values = attribute === 'label' || text === null ? [text] : text.split('\n');
  for (const value of values) {
    const color = own && colorForValue(own, value);
    if (color) {
      return color;
    }
  }
  const value = values[0] ?? null;
  if (value === null) {
    return null;
  }
  return attribute === 'label'
    ? (colors.classColors.get(value) ?? fromPool(colors.pool, value))
    : attribute === 'tags'
      ? firstTagColor(colors, values as string[])
      : fromPool(colors.pool, value);
}

function firstTagColor(colors: IColors, tags: readonly string[]): string {
  const named = tags.find(tag => colorForValue(colors.labelTags.colors, tag) !== null);
  return colorOfLabelTag(colors, named ?? (tags[0] as string));
}

/**
 * Colour of a value in a facet, legend or plot of `path` (`predictions.label`, `split`, `tags` …):
 * the one that the pictures show for it. Null if this value colours nothing there.
 */
export function colorOfFacetValue(
  colors: IColors,
  path: string,
  value: string | number | boolean | null
): string | null {
  const [field = '', ...rest] = path.split('.');
  const attribute = rest[rest.length - 1];
  const text = value === null ? null : String(value);
  const exact = colors.customized.get(path);
  if (exact && exact.colors.size > 0 && colors.colorBy !== 'field') {
    return colorForValue(exact.colors, text) ?? colors.fieldColors.get(path) ?? null;
  }
  if (attribute === undefined) {
    return exact ? (colors.fieldColors.get(path) ?? null) : null;
  }
  const { labelTags, colorBy } = colors;
  if (attribute === 'tags' && text !== null && (labelTags.color || labelTags.colors.size > 0)) {
    return colorForValue(labelTags.colors, text) ?? labelTags.color;
  }
  const coloring = colors.customized.get(field)?.attribute ?? 'label';
  return colorBy === 'value' && attribute === coloring && colors.fieldColors.has(field)
    ? colorOfValue(colors, field, attribute, text)
    : null;
}

/** Colour of point number `point` of a keypoint that is drawn in many colours. */
export const colorOfPoint = (pool: readonly string[], point: number): string =>
  (pool[point % pool.length] ?? DEFAULT_POOL[0]) as string;
