/** Operators on numbers and dates as SQL of DuckDB. Null where the result is undefined. */
import type { RelOperator } from '../../query/relational';

/** Null where the result is undefined, as for the root of a negative number. */
const defined = (sql: string): string => `(CASE WHEN NOT isnan(${sql}) THEN ${sql} END)`;
const where = (condition: string, sql: string): string =>
  `(CASE WHEN ${condition} THEN ${sql} END)`;

/** Angles are finite: the engine refuses others. */
const ofAngle = (name: string, x: string): string => where(`isfinite(${x})`, `${name}(${x})`);

/** Greatest distance of a date from the epoch that documents know, in milliseconds. */
const MAX_DATE = '8.64e15';

function datePart(name: string, x: string): string {
  // Parts of milliseconds are cut off, as by documents.
  const moment = `make_timestamp((trunc(${x}) * 1000)::BIGINT)`;
  const read = (part: string): string => `date_part('${part}', ${moment})`;
  const sql: Record<string, string> = {
    millisecond: `((trunc(${x}) % 1000 + 1000) % 1000)`,
    second: read('second'),
    minute: read('minute'),
    hour: read('hour'),
    day_of_week: `(${read('dow')} + 1)`,
    day_of_month: read('day'),
    day_of_year: read('doy'),
    week: `((${read('doy')} + 6 - ${read('dow')}) // 7)`,
    month: read('month'),
    year: read('year')
  };
  return where(`abs(${x}) <= ${MAX_DATE}`, `(${sql[name]})::DOUBLE`);
}

/** SQL of an operator on numbers, or null if it is none. */
export function numberSql(op: RelOperator, [a = '', b = '']: readonly string[]): string | null {
  switch (op) {
    case 'div':
      return `(${a} / nullif(${b}, 0))`;
    case 'mod':
      // Not `fmod`, whose result has the sign of the divisor.
      return `(${a} % nullif(${b}, 0)::DOUBLE)`;
    case 'pow':
      return defined(`pow(${a}, ${b})`);
    case 'abs':
    case 'floor':
    case 'ceil':
    case 'exp':
      return `${op}(${a})`;
    case 'trunc':
      return b === '' ? `trunc(${a})` : `(trunc(${a} * pow(10, ${b})) / pow(10, ${b}))`;
    case 'round': {
      const digits = b === '' ? '0::DOUBLE' : b;
      return `(round_even(${a} * pow(10, ${digits}), 0) / pow(10, ${digits}))`;
    }
    case 'sqrt':
      return where(`${a} >= 0`, `sqrt(${a})`);
    case 'ln':
    case 'log10':
      return where(`${a} > 0`, `${op}(${a})`);
    case 'log':
      return where(`${a} > 0 AND ${b} > 0 AND ${b} <> 1`, `ln(${a}) / ln(${b})`);
    case 'sin':
    case 'cos':
    case 'tan':
      return ofAngle(op, a);
    case 'arcsin':
    case 'arccos':
      return where(`abs(${a}) <= 1`, `${op === 'arcsin' ? 'asin' : 'acos'}(${a})`);
    case 'arctan':
      return `atan(${a})`;
    case 'sinh':
    case 'cosh':
    case 'tanh':
      return `${op}(${a})`;
    case 'arcsinh':
      return `asinh(${a})`;
    case 'arccosh':
      return where(`${a} >= 1`, `acosh(${a})`);
    case 'arctanh':
      return (
        `(CASE WHEN abs(${a}) < 1 THEN atanh(${a}) ` +
        `WHEN ${a} = 1 THEN 'inf'::DOUBLE WHEN ${a} = -1 THEN '-inf'::DOUBLE END)`
      );
    case 'millisecond':
    case 'second':
    case 'minute':
    case 'hour':
    case 'day_of_week':
    case 'day_of_month':
    case 'day_of_year':
    case 'week':
    case 'month':
    case 'year':
      return datePart(op, a);
    default:
      return null;
  }
}
