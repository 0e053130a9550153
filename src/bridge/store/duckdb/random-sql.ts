/** The random numbers of `query/expressions/random-number.ts` in SQL. */
import { RANDOM_FACTORS, seedTerm } from '../../query/expressions';

const LOW = '4294967295';

/** A step of the finalizer: the bits above `shift` onto those below, and times an odd number. */
function mixSql(value: string, shift: number, factor: number | null): string {
  const folded = `xor(${value}, ${value} >> ${shift})`;
  return factor === null ? folded : `((${folded} * ${factor}::UBIGINT) & ${LOW})`;
}

/** Uniform in [0, 1), from the ids in the rows of `sample` and `label`. */
export function randomSql(seed: number, sample: string, label: string | null): string {
  const parts = [sample, ...(label === null ? [] : [label])].flatMap((alias, which) =>
    [0, 1, 2].map(
      i => `((${alias}.i${i}::UBIGINT * ${RANDOM_FACTORS[which * 3 + i]}::UBIGINT) & ${LOW})`
    )
  );
  const sum = `((${[`${seedTerm(seed)}::UBIGINT`, ...parts].join(' + ')}) & ${LOW})`;
  const bits = mixSql(mixSql(mixSql(sum, 16, 0x85ebca6b), 13, 0xc2b2ae35), 16, null);
  return `(${bits} / 4294967296::DOUBLE)`;
}
