/** Errors of single values, as errors that name the sample. */
import { RequestError } from '../../request-error';
import { MessagePackError } from '../documents/messagepack-walk';
import { WrongTypeError } from './value-check';

/**
 * Runs a check of field `field` of the sample `sample` (its file path or id).
 * @throws RequestError `wrong_type` or `invalid` that names sample and field.
 */
export function checking<T>(sample: string, field: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof WrongTypeError) {
      throw new RequestError(
        'wrong_type',
        `Invalid value for field '${error.path}' of sample ${sample}: it is of type ${error.expected}, but the value is ${error.found}. Nothing was saved.`,
        { field: error.path, sample, expected: error.expected, found: error.found }
      );
    }
    if (error instanceof MessagePackError) {
      throw new RequestError(
        'invalid',
        `The field '${field}' of sample ${sample} cannot be read: ${error.message}. Nothing was saved.`,
        { field, sample }
      );
    }
    throw error;
  }
}

export function unknownField(sample: string, field: string, dataset: string): RequestError {
  return new RequestError(
    'unknown_field',
    `The dataset '${dataset}' has no field '${field}', which sample ${sample} has. Add the field to the dataset, or let its schema expand. Nothing was saved.`,
    { field, sample, dataset }
  );
}
