/** What aggregations need of the values, and what they say if it is not so. */
import type { Aggregation } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { ISubject } from './subject';

const NUMBERS: readonly Aggregation['name'][] = ['sum', 'mean', 'std'];
const AMOUNTS: readonly Aggregation['name'][] = ['bounds', 'quantiles', 'histogram_values'];

const details = (subject: ISubject): { field?: string } =>
  subject.field === null ? {} : { field: subject.field };

/**
 * Refuses sums of texts and the like.
 *
 * @param type of the values, `null` if they are documents
 */
export function requireNumbers(aggregation: Aggregation, subject: ISubject, type: string): void {
  const { name } = aggregation;
  const ordered = AMOUNTS.includes(name);
  const fits = type === 'number' || type === 'any' || (ordered && type === 'date');
  if ((ordered || NUMBERS.includes(name)) && !fits) {
    throw new RequestError(
      'wrong_type',
      `${name} needs numbers${ordered ? ' or dates' : ''}, but the values of ` +
        `${subject.text} are ${type === 'null' ? 'documents' : `of type ${type}`}.`,
      details(subject)
    );
  }
}

export const documentsRefused = (aggregation: Aggregation, subject: ISubject): RequestError =>
  new RequestError(
    'wrong_type',
    `${aggregation.name} needs single values, but ${subject.text} holds documents. ` +
      'Name one of their attributes.',
    details(subject)
  );
