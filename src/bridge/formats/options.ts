/** What a format offers besides folders and fields, checked. */
import { z } from 'zod';
import { RequestError } from '../request-error';

/** Which samples to take, of every importer. */
export const CHOICE_OPTIONS = {
  shuffle: z.boolean().default(false),
  seed: z.union([z.int(), z.string()]).nullish(),
  max_samples: z.int().min(0).nullish()
};
export interface IChoiceOptions {
  shuffle: boolean;
  seed?: number | string | null | undefined;
  max_samples?: number | null | undefined;
}

/** @throws RequestError that names the option */
export function parseOptions<T extends z.ZodRawShape>(
  format: string,
  shape: T,
  options: Record<string, unknown>
): z.output<z.ZodObject<T>> {
  const known = Object.keys(shape);
  const unknown = Object.keys(options).find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new RequestError(
      'invalid',
      `${format} has no option '${unknown}'. ${known.length > 0 ? `It has: ${known.sort().join(', ')}.` : 'It has none.'}`,
      { option: unknown }
    );
  }
  const parsed = z.object(shape).safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? 'options');
    throw new RequestError('invalid', `${format}: the option '${name}': ${issue?.message}.`, {
      option: name
    });
  }
  return parsed.data;
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
function seededRandom(seed: number | string): () => number {
  let state = 0x9e3779b9;
  for (const character of String(seed)) {
    state = Math.imul(state ^ character.charCodeAt(0), 0x85ebca6b);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Positions of the entries to take, in the order in which to take them. */
export function chooseEntries(count: number, options: IChoiceOptions): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  if (options.shuffle) {
    const random = options.seed == null ? Math.random : seededRandom(options.seed);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      const other = order[j] as number;
      order[j] = order[i] as number;
      order[i] = other;
    }
  }
  return options.max_samples == null ? order : order.subarray(0, options.max_samples);
}
