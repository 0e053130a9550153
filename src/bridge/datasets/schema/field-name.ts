/** Which names fields may have. */
import { RequestError } from '../../request-error';

/** The parts of a dotted field path. @throws RequestError `invalid` */
export function fieldPath(name: string): string[] {
  const refuse = (why: string): never => {
    throw new RequestError('invalid', `'${name}' is no name for a field: ${why}.`, { field: name });
  };
  const parts = name.split('.');
  for (const part of parts) {
    if (part.length === 0) {
      refuse('it has an empty part');
    }
    if (part.startsWith('_')) {
      refuse('names must not start with an underscore');
    }
    if (part.includes('$')) {
      refuse("names must not contain '$'");
    }
  }
  return parts;
}
