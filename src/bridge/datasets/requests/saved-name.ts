/** Names of what is saved with a dataset: unique by name and by slug. */
import { RequestError } from '../../request-error';
import { slugOf } from '../schema/dataset-name';

/**
 * The slug of a name that something saved may have.
 * @param what what it is, such as `saved view`
 * @throws RequestError `invalid`
 */
export function slugOfSaved(name: string, what: string): string {
  const slug = slugOf(name);
  if (slug === '') {
    throw new RequestError(
      'invalid',
      `'${name}' is no name for a ${what}: it needs at least one letter or digit.`,
      { name }
    );
  }
  return slug;
}

/**
 * Refuses a name that another one has, or one that is too much like its own.
 * @throws RequestError `conflict`
 */
export function refuseTaken(taken: string | undefined, name: string, what: string): void {
  if (taken !== undefined) {
    throw new RequestError(
      'conflict',
      taken === name
        ? `A ${what} named '${name}' already exists. Choose another name, or overwrite it.`
        : `The name '${name}' is too much like that of the ${what} '${taken}': both have the same address. Choose another name.`,
      { name, taken }
    );
  }
}
