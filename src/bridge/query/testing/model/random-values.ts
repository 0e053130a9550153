/** Random values of which sums do not depend on their order. */
import fc from 'fast-check';

export const WORDS = ['cat', 'dog', 'Bird', 'é', '', 'catfish'];
export const word = fc.constantFrom(...WORDS);
/** Halves and quarters: exact in single precision, and sums do not depend on their order. */
export const quarter = fc.integer({ min: -8, max: 8 }).map(n => n / 4);
export const date = fc.integer({ min: 0, max: 5 }).map(n => ({ $date: n * 1000 }));
export const TAGS = ['x', 'y', 'z'];
export const tags = fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 3 });

export const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 4 });

/** Without what is undefined. */
export const clean = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;

/** Ids that labels share, so that stages that name labels find some. */
export const LABEL_IDS = Array.from({ length: 12 }, (_, i) =>
  `${(i + 1).toString(16).padStart(2, '0')}`.repeat(12)
);
