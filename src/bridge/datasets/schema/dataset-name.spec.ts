import { describe, expect, it } from 'vitest';
import { checkName, defaultName, slugOf } from './dataset-name';
import { namePattern } from './name-pattern';

describe('the address of a name', () => {
  it.each([
    ['My Dataset_v1.0', 'my-dataset-v1-0'],
    ['  a++b  ', 'a-b'],
    ['quick*start!', 'quickstart'],
    ['Straße 猫', 'straße-猫']
  ])('%s is %s', (name, slug) => expect(slugOf(name)).toBe(slug));
});

describe('a name', () => {
  it('needs a letter or digit', () => {
    expect(() => checkName('+ -')).toThrow(/needs at least one letter or digit/);
  });
  it('has at most 100 characters', () => {
    expect(checkName('a'.repeat(100))).toBe('a'.repeat(100));
    expect(() => checkName('a'.repeat(101))).toThrow(/has 101 characters; at most 100/);
  });
  it('is made from the time if none is given, and free', () => {
    const now = new Date('2026-03-04T05:06:07Z');
    const taken = new Set(['2026.03.04.05.06.07', '2026.03.04.05.06.07-2']);
    expect(defaultName(now, name => taken.has(name))).toBe('2026.03.04.05.06.07-3');
  });
});

describe('a pattern', () => {
  it.each([
    ['quick*', 'quickstart', true],
    ['quick*', 'a quick', false],
    ['?at', 'cat', true],
    ['?at', 'at', false],
    ['[a-c]at', 'cat', true],
    ['[!a-c]at', 'cat', false],
    ['a.c', 'abc', false],
    ['(a|b)$', '(a|b)$', true],
    ['[z-a]', 'z', false],
    ['[a', '[a', true],
    ['a/b-c', 'a/b-c', true],
    ['a**b', 'axyb', true],
    ['*ab', 'aaab', true],
    ['*a*a*b', 'aaaaaac', false],
    [`${'*a'.repeat(40)}b`, 'a'.repeat(100), false],
    ['', '', true],
    ['*', '', true]
  ])('%s and %s: %s', (pattern, name, matches) => {
    expect(namePattern(pattern)(name)).toBe(matches);
  });
});
