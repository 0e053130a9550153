import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFile } from './file-in-making';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file in the making', () => {
  it('is not there before it is whole', async () => {
    const path = join(folder, 'page.html');
    const file = await createFile(path, false);
    await file.write('one');
    await file.write(' two');
    expect(readdirSync(folder)).not.toContain('page.html');
    expect(await file.commit()).toBe(7);
    await file.discard();
    expect(readdirSync(folder)).toEqual(['page.html']);
    expect(readFileSync(path, 'utf8')).toBe('one two');
  });

  it('leaves nothing behind if it is given up', async () => {
    const file = await createFile(join(folder, 'page.html'), false);
    await file.write('half');
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('replaces a file only if it may', async () => {
    const path = join(folder, 'page.html');
    writeFileSync(path, 'old');
    await expect(createFile(path, false)).rejects.toMatchObject({ code: 'conflict' });
    const file = await createFile(path, true);
    await file.write('new');
    expect(readFileSync(path, 'utf8')).toBe('old');
    await file.commit();
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('does not replace a file that appeared meanwhile', async () => {
    const path = join(folder, 'page.html');
    const file = await createFile(path, false);
    await file.write('mine');
    writeFileSync(path, 'theirs');
    await expect(file.commit()).rejects.toMatchObject({ code: 'conflict' });
    await file.discard();
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['page.html']);
  });

  it('says what is wrong with its place', async () => {
    await expect(createFile('page.html', false)).rejects.toThrow('must be absolute');
    await expect(createFile(folder, true)).rejects.toThrow(`${folder} is a folder`);
    await expect(createFile(join(folder, 'none', 'page.html'), false)).rejects.toThrow(
      `The folder ${join(folder, 'none')} does not exist`
    );
    await expect(createFile('/dev/full/page.html', false)).rejects.toMatchObject({
      code: 'not_found'
    });
  });
});
