/** Views of grouped datasets: which slice they show. */
import type { DatasetProperties } from './dataset-properties';
import type { View } from './stages';

/** Slices of a grouped dataset, in order; null if it is not grouped. */
export function groupSlicesOf(properties: DatasetProperties): string[] | null {
  return properties.group_field ? (properties.group_slices ?? []).map(slice => slice.name) : null;
}

/**
 * The view as it is asked of the bridge: of a grouped dataset, the samples of one slice come first,
 * unless the view says itself of which slices it shows samples.
 *
 * @param slice the active one; that of the dataset by default
 */
export function viewInSlice(
  view: View,
  properties: DatasetProperties,
  slice: string | null = null
): View {
  const slices = groupSlicesOf(properties);
  const [first] = view;
  const choosesSlices =
    first?.stage === 'group_slice' ||
    first?.stage === 'exclude_group_slices' ||
    (first?.stage === 'select_group_slices' && first.flat);
  if (!slices || choosesSlices) {
    return view;
  }
  const wanted = slice !== null && slices.includes(slice) ? slice : properties.default_group_slice;
  const active = wanted ?? slices[0];
  return active === undefined ? view : [{ stage: 'group_slice', slice: active }, ...view];
}
