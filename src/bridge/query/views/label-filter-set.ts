/** Label filters of a view: making them, lowering them, applying them to documents. */
import { LABEL_CLASSES, type StageOf } from '../../../protocol';
import { holds, type Value } from '../expressions';
import type { ILabelFilter } from '../relational';

/** The label filters after another stage. */
export function withLabelFilter(
  filters: readonly ILabelFilter[],
  stage: StageOf<'filter_labels'>,
  field: string,
  set: string | null
): ILabelFilter[] {
  return [...filters, { field, expression: stage.filter, before: filters, set }];
}

export type SampleDocument = { [field: string]: unknown };

/** Which labels of a document pass one filter, by position. */
function passes(
  filter: ILabelFilter,
  sample: SampleDocument,
  labels: readonly unknown[]
): boolean[] {
  return labels.map(label =>
    holds(filter.expression, { current: label as Value, sample: sample as Value })
  );
}

/** A label document without the labels that `keep` is false for; null if it was the only one. */
function reduced(document: SampleDocument, keep: readonly boolean[]): SampleDocument | null {
  const list = LABEL_CLASSES[document['_cls'] as string]?.list;
  if (list === undefined) {
    return keep[0] === true ? document : null;
  }
  const labels = (document[list] ?? []) as unknown[];
  return { ...document, [list]: labels.filter((_, i) => keep[i]) };
}

export function labelList(document: unknown): unknown[] {
  if (typeof document !== 'object' || document === null) {
    return [];
  }
  const list = LABEL_CLASSES[(document as SampleDocument)['_cls'] as string]?.list;
  return list === undefined
    ? [document]
    : (((document as SampleDocument)[list] ?? []) as unknown[]);
}

/**
 * A sample with its content as the filters leave it. `kept` collects, per field that was filtered,
 * the positions that are left in the stored document.
 */
export function applyLabelFilters(
  sample: SampleDocument,
  filters: readonly ILabelFilter[],
  kept?: Map<string, number[]>
): SampleDocument {
  let current = sample;
  for (const filter of filters) {
    const document = current[filter.field];
    const labels = labelList(document);
    const keep = passes(filter, current, labels);
    if (kept) {
      const positions = kept.get(filter.field) ?? labels.map((_, i) => i);
      kept.set(
        filter.field,
        positions.filter((_, i) => keep[i])
      );
    }
    if (typeof document === 'object' && document !== null && keep.includes(false)) {
      current = { ...current, [filter.field]: reduced(document as SampleDocument, keep) };
    }
  }
  return current;
}
