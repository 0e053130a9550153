import { describe, expect, it } from 'vitest';
import type { RequestError } from '../request-error';
import { writeFailure } from './write-failure';

const of = (code: string): RequestError =>
  writeFailure('/data/page.html', Object.assign(new Error(code), { code })) as RequestError;

describe('a file that cannot be written', () => {
  it.each([
    ['ENOSPC', 'storage', 'There is no room left in /data. Free some'],
    ['EDQUOT', 'storage', 'There is no room left in /data.'],
    ['EACCES', 'storage', '/data may not be written to. Choose another folder.'],
    ['EROFS', 'storage', '/data may not be written to.'],
    ['ENOENT', 'not_found', 'The folder /data does not exist.'],
    ['EEXIST', 'conflict', '/data/page.html exists already.'],
    ['EIO', 'storage', '/data/page.html could not be written (EIO).']
  ])('for %s has a sentence', (code, kind, sentence) => {
    expect(of(code)).toMatchObject({ code: kind });
    expect(of(code).message).toContain(sentence);
  });

  it('for another reason stays the error that it is', () => {
    const error = new TypeError('a mistake of ours');
    expect(writeFailure('/data/page.html', error)).toBe(error);
  });
});
