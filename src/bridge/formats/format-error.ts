/** What is wrong with a file, and where in it. */
import { RequestError } from '../request-error';

/** `where`: "line 12" or "annotations[3].bbox"; empty if it is about the file as a whole. */
export const formatError = (file: string, where: string, what: string): RequestError =>
  new RequestError('invalid', `${file}${where === '' ? '' : `, ${where}`}: ${what}`, {
    file,
    ...(where === '' ? {} : { where })
  });

/** A text from a file, short enough for a message. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const short = text.length > 80 ? `${text.slice(0, 77)}…` : text;
  return typeof value === 'string' ? `'${short}'` : short;
}
