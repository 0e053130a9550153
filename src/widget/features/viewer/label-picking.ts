/** What a click on a label does: it is selected, and what is known of it stays in sight. */
import type { IPageLabel, SelectedLabel, SelectionType } from '../../../protocol';
import type { Actions } from '../../model';

export interface IPick {
  /** Added to the selection or taken away, instead of replacing it. */
  adds: boolean;
  /** Selected as "alt". */
  alt: boolean;
}

const typeOf = ({ alt }: IPick): SelectionType => (alt ? 'alt' : 'default');

/** A label of a sample as selections name it. */
export function referenceOf(
  label: IPageLabel,
  sample: string
): Pick<SelectedLabel, 'label_id' | 'sample_id' | 'field'> {
  return { label_id: label.id, sample_id: sample, field: label.field };
}

/** Selects by a click; returns the id of the label that is pinned after it. */
export function pickLabel(
  actions: Actions,
  label: IPageLabel | null,
  sample: string,
  how: IPick,
  pinned: string | null
): string | null {
  if (!label) {
    // Beside all labels: the selection may be large and stays; Escape and its bar clear it.
    return how.adds ? pinned : null;
  }
  const reference = referenceOf(label, sample);
  if (how.adds) {
    actions.toggleLabel(reference, typeOf(how));
    return pinned;
  }
  const [first, ...others] = actions.selectedLabels();
  const alone = first?.label_id === label.id && others.length === 0;
  actions.selectOnlyLabel(reference, typeOf(how));
  return alone && (first.type ?? 'default') === typeOf(how) ? null : label.id;
}
