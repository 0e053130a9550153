/** What no source of ours may contain, in any language: docs/security.md, rules 7 and 8. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function sources(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      name => ending.test(name) && !/\.spec\.|(^|[\\/])(testing|tests|bridge)[\\/]/.test(name)
    )
    .map(name => join(folder, name));
}

/** Files that contain the pattern, except those where it is what they are for. */
function containing(files: string[], pattern: RegExp, except: readonly string[] = []): string[] {
  return files.filter(
    file => pattern.test(readFileSync(join(root, file), 'utf8')) && !except.includes(file)
  );
}

const python = sources('lunette', /\.py$/);
const typescript = sources('src', /\.tsx?$/);
const bridge = readdirSync(join(root, 'src/bridge'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts') && !/\.spec\.|(^|[\\/])testing[\\/]/.test(name))
  .map(name => join('src/bridge', name));

it('looks at all of it', () => {
  expect(python.length).toBeGreaterThan(50);
  expect(typescript.length).toBeGreaterThan(100);
  expect(bridge.length).toBeGreaterThan(80);
});

describe('no source', () => {
  it('reads pickles, or runs text as a program', () => {
    expect(containing(python, /\b(pickle|marshal|shelve)\b/)).toEqual([]);
    expect(containing(python, /(?<![.\w])(eval|exec)\(|os\.system|shell=True/)).toEqual([]);
    const programs = /\beval\(|new Function\(|vm\.run|setTimeout\(\s*['"`]/;
    expect(containing([...typescript, ...bridge], programs)).toEqual([]);
  });

  it('makes markup of text that comes from data', () => {
    const markup =
      /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write/;
    expect(containing(typescript, markup)).toEqual([]);
  });
});

describe('the bridge', () => {
  it('asks no other machine for anything', () => {
    expect(
      containing(bridge, /\bfetch\(|https?\.(get|request)\(|from 'node:(https|http2|dns)'/)
    ).toEqual([]);
  });

  it('starts no program', () => {
    expect(containing(bridge, /node:child_process/)).toEqual([]);
  });

  it('loads no module by a name that it was given', () => {
    expect(containing(bridge, /\bimport\((?!['"`])|createRequire/)).toEqual([]);
  });
});
