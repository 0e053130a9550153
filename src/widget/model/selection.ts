/** Pure rules of selecting. Selections are lists in the order in which things were selected. */
import type { SelectedLabel, SelectedSample, SelectionType } from '../../protocol';

/** Adds the sample; takes it away if it is selected in this way already. */
export function toggledSample(
  selected: readonly SelectedSample[],
  id: string,
  type: SelectionType
): SelectedSample[] {
  const others = selected.filter(other => other.id !== id);
  const before = selected.find(other => other.id === id);
  // A plain gesture takes away whatever is selected, as people expect of a check box.
  return before && (before.type === type || type === 'default')
    ? others
    : before
      ? selected.map(other => (other === before ? { id, type } : other))
      : [...others, { id, type }];
}

/** The selection and `ids`, each once; what is selected already stays as it is. */
export function unitedSamples(
  selected: readonly SelectedSample[],
  ids: readonly string[]
): SelectedSample[] {
  const known = new Set(selected.map(({ id }) => id));
  const added = ids.filter(id => !known.has(id) && known.add(id));
  return [...selected, ...added.map(id => ({ id, type: 'default' as const }))];
}

/** A label as the model hands it to whoever selects it. */
export type LabelChoice = Pick<SelectedLabel, 'label_id' | 'sample_id' | 'field'> &
  Partial<Pick<SelectedLabel, 'instance_id'>>;

const typeOf = (label: SelectedLabel): SelectionType => label.type ?? 'default';

/** Adds the label; takes it away if it is selected in this way already. */
export function toggledLabel(
  selected: readonly SelectedLabel[],
  label: LabelChoice,
  type: SelectionType
): SelectedLabel[] {
  const before = selected.find(other => other.label_id === label.label_id);
  const next = { ...label, type };
  if (!before) {
    return [...selected, next];
  }
  return typeOf(before) === type || type === 'default'
    ? selected.filter(other => other !== before)
    : selected.map(other => (other === before ? next : other));
}

/** Only this label; nothing if it is the only one already. */
export function onlyLabel(
  selected: readonly SelectedLabel[],
  label: LabelChoice,
  type: SelectionType
): SelectedLabel[] {
  const [first, ...others] = selected;
  const same = first?.label_id === label.label_id && others.length === 0;
  return same && typeOf(first) === type ? [] : [{ ...label, type }];
}

/** Indices between two tiles, both included, in either order. */
export function rangeOf(anchor: number, index: number): { start: number; count: number } {
  const start = Math.min(anchor, index);
  return { start, count: Math.abs(anchor - index) + 1 };
}
