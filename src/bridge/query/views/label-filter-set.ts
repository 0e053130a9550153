/** Labels of documents: reading them, and leaving some of them out. */
import { LABEL_CLASSES, type Expression } from '../../../protocol';
import { holds, type Value } from '../expressions';

export type SampleDocument = { [field: string]: unknown };

/** Which labels of a sample an expression is true for, by position. */
export function labelsThatPass(
  expression: Expression,
  sample: Value,
  labels: readonly unknown[]
): boolean[] {
  return labels.map(label => holds(expression, { current: label as Value, sample }));
}

/** A label document without the labels that `keep` is false for; null if it was the only one. */
export function keepLabels(
  document: SampleDocument,
  keep: readonly boolean[]
): SampleDocument | null {
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
