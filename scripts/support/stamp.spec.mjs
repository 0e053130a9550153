import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from './paths.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-stamp-'));
  mkdirSync(join(folder, 'source'));
  writeFileSync(join(folder, 'source', 'a.ts'), 'a');
});
afterEach(() => rmSync(folder, { recursive: true }));

const hash = options => hashOf([relative(root, join(folder, 'source'))], options);

describe('a stamp', () => {
  it('is fresh as long as the files are the same', () => {
    writeStamp(join(folder, 'built', '.stamp'), hash());
    expect(isFresh(join(folder, 'built', '.stamp'), hash())).toBe(true);
  });

  it.each([
    ['a content changes', () => writeFileSync(join(folder, 'source', 'a.ts'), 'b')],
    ['a file is added', () => writeFileSync(join(folder, 'source', 'b.ts'), '')],
    ['a file is removed', () => rmSync(join(folder, 'source', 'a.ts'))]
  ])('is stale when %s', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it('does not care about files that do not count', () => {
    const keep = name => !name.endsWith('.spec.ts');
    const before = hash({ keep });
    writeFileSync(join(folder, 'source', 'a.spec.ts'), '');
    expect(hash({ keep })).toBe(before);
  });

  it('is stale when the folder that carries it is gone', () => {
    expect(isFresh(join(folder, 'built', '.stamp'), hash())).toBe(false);
  });
});
