/** The random numbers of `query/expressions/random-number.ts` in SQL. */
import { RANDOM_FACTORS, seedTerm } from '../../query/expressions';

const LOW = '4294967295';

/** Uniform in [0, 1), from the ids in the rows of `sample` and `label`. */
export function randomSql(seed: number, sample: string, label: string | null): string {
  const parts = [sample, ...(label === null ? [] : [label])].flatMap((alias, which) =>
    [0, 1, 2].map(i => `${alias}.i${i}::UBIGINT * ${RANDOM_FACTORS[which * 3 + i]}::UBIGINT`)
  );
  const sum = `((${[`${seedTerm(seed)}::UBIGINT`, ...parts].join(' + ')}) & ${LOW})`;
  const product = `((xor(${sum}, ${sum} >> 16) * ${0x7feb352d}::UBIGINT) & ${LOW})`;
  return `(xor(${product}, ${product} >> 15) / 4294967296::DOUBLE)`;
}
