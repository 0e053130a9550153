/** Names of datasets and the addresses (slugs) derived from them. */
import { RequestError } from '../../request-error';

const MAX_LENGTH = 100;

/**
 * Lower-case letters and digits of the name; white space and `+ _ . -` become one hyphen, everything
 * else is dropped.
 */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s+_.-]+/gu, '-')
    .replace(/[^\p{L}\p{N}-]/gu, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The slug of a name that a dataset may have. @throws RequestError `invalid` */
export function checkName(name: string): string {
  const slug = slugOf(name);
  if (name.length > MAX_LENGTH || slug.length > MAX_LENGTH) {
    throw new RequestError(
      'invalid',
      `The dataset name '${name.slice(0, 40)}…' has ${name.length} characters; at most ${MAX_LENGTH} are allowed.`,
      { name }
    );
  }
  if (slug.length === 0) {
    throw new RequestError(
      'invalid',
      `'${name}' is no name for a dataset: it needs at least one letter or digit.`,
      { name }
    );
  }
  return slug;
}

/** A name from the time, with a number if it is taken. */
export function defaultName(now: Date, isTaken: (name: string) => boolean): string {
  const name = now.toISOString().slice(0, 19).replace(/[-T:]/g, '.');
  let free = name;
  for (let n = 2; isTaken(free); n++) {
    free = `${name}-${n}`;
  }
  return free;
}
