/** Aggregations: numbers and lists computed over the samples of a view. */
import { z } from 'zod';
import { expressionSchema } from './expressions';

/**
 * What is aggregated: the values of a path, those of an expression relative to the sample, or those
 * of an expression relative to the values of a path. Lists are looked into. `safe` leaves out
 * numbers that are not finite.
 */
const source = {
  field: z.string().max(1000).nullish(),
  expression: expressionSchema.nullish(),
  safe: z.boolean().optional()
};

export const aggregationSchema = z.discriminatedUnion('name', [
  /** Of neither field nor expression: counts samples. */
  z.strictObject({ name: z.literal('count'), ...source }),
  z.strictObject({ name: z.literal('distinct'), ...source }),
  z.strictObject({ name: z.literal('count_values'), ...source }),
  z.strictObject({ name: z.literal('bounds'), ...source }),
  z.strictObject({ name: z.literal('sum'), ...source }),
  z.strictObject({ name: z.literal('mean'), ...source }),
  /** `sample`: of a population of which these are a sample. */
  z.strictObject({ name: z.literal('std'), ...source, sample: z.boolean().optional() }),
  /** The element at `ceil(q * n) - 1` of the sorted values, for every q. */
  z.strictObject({
    name: z.literal('quantiles'),
    ...source,
    quantiles: z.array(z.number().min(0).max(1)).max(10_000)
  }),
  /**
   * `bins`: how many of equal width, or their edges; `auto`: of about equal counts instead. Edges
   * and range of dates are milliseconds.
   */
  z.strictObject({
    name: z.literal('histogram_values'),
    ...source,
    bins: z.union([z.int().min(1).max(10_000), z.array(z.number()).min(2).max(10_001)]).default(10),
    range: z.tuple([z.number(), z.number()]).nullish(),
    auto: z.boolean().optional()
  }),
  /** Aligned with the samples of the view; nested per list level unless `unwind`. */
  z.strictObject({
    name: z.literal('values'),
    ...source,
    unwind: z.boolean().default(false)
  }),
  /** Attributes that the documents have, as fields; several of a name for values of several types. */
  z.strictObject({
    name: z.literal('schema'),
    ...source,
    /** Only those that nobody declared. */
    dynamic_only: z.boolean().optional()
  }),
  /** Types of the elements of the lists, as fields without name. */
  z.strictObject({ name: z.literal('list_schema'), ...source })
]);
export type Aggregation = z.infer<typeof aggregationSchema>;
