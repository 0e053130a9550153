/**
 * Regular expressions of `re_match`: the part that JavaScript and RE2 (in the columns) share, so
 * both give the same answer. Found anywhere in the text; options i, m and s.
 */
import { RequestError } from '../../request-error';

const UNSHARED = /\(\?(?:[=!]|<[=!])|\\[1-9]|\\k</;

/** @throws RequestError `invalid` saying what is wrong with the pattern. */
export function regularExpression(pattern: string, options: string): RegExp {
  if (/[^ims]/.test(options)) {
    throw new RequestError('invalid', `re_match knows the options i, m and s, not '${options}'.`, {
      options
    });
  }
  if (UNSHARED.test(pattern)) {
    throw new RequestError(
      'invalid',
      `re_match cannot look around or back: remove (?=…), (?!…), (?<…) or \\1 from '${pattern}'.`,
      { pattern }
    );
  }
  try {
    return new RegExp(pattern, options);
  } catch (error) {
    throw new RequestError(
      'invalid',
      `'${pattern}' is no regular expression: ${(error as Error).message}`,
      { pattern }
    );
  }
}
