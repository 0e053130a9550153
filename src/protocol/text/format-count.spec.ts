import { describe, expect, it } from 'vitest';
import { countOf, formatCount } from './format-count';

const thin = '\u202f';

describe('numbers', () => {
  it('are exact, with thin separators that do not break', () => {
    expect(formatCount(0)).toBe('0');
    expect(formatCount(999)).toBe('999');
    expect(formatCount(1204)).toBe(`1${thin}204`);
    expect(formatCount(13000000)).toBe(`13${thin}000${thin}000`);
    expect(formatCount(-5000)).toBe(`\u22125${thin}000`);
  });

  it('have nouns that agree', () => {
    expect(countOf(1, 'sample')).toBe('1 sample');
    expect(countOf(0, 'label')).toBe('0 labels');
  });
});
