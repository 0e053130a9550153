/** Changes of content that only documents show. */
import type { Expression } from '../../../protocol';
import type { Value } from '../expressions';
import type { IContentChange } from '../relational';
import { fieldsOfExpression } from './field-names';
import { keepLabels, labelList, labelsThatPass, type SampleDocument } from './label-filter-set';

/** Leaves only the labels of a field for which the expression is true. */
export function changeLabels(field: string, expression: Expression, key: string): IContentChange {
  return {
    kind: 'change',
    field,
    reads: fieldsOfExpression(expression, field),
    key,
    apply: sample => {
      const document = sample[field];
      const keep = labelsThatPass(expression, sample as Value, labelList(document));
      return keep.includes(false)
        ? { ...sample, [field]: keepLabels(document as SampleDocument, keep) }
        : sample;
    }
  };
}
