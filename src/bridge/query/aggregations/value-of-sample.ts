/** The values of a subject, from the document of a sample. */
import { evaluate, readPath, type Value } from '../expressions';
import type { ISubject } from './subject';

/** `each` of every element, however deep its list is. */
function ofElements(
  value: Value,
  { each }: NonNullable<ISubject['elements']>,
  sample: Value
): Value {
  const visit = (one: Value, place: number): Value =>
    Array.isArray(one) ? one.map(visit) : evaluate(each, { current: one, sample, place });
  return value === null ? null : visit(value, 0);
}

/** The value, or the list of values, that a sample has. */
export function valueOfSample({ expression, elements }: ISubject, sample: Value): Value {
  return elements
    ? ofElements(readPath(sample, elements.base), elements, sample)
    : evaluate(expression, { current: sample, sample });
}
