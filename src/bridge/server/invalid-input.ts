/** Says in words what is wrong with input that does not fit its schema. */
import type { z } from 'zod';
import { RequestError } from '../request-error';

type Issue = z.core.$ZodIssue;

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null'
};

function shown(value: unknown): string {
  if (value === undefined) {
    return 'missing';
  }
  const text =
    typeof value === 'object' && value !== null
      ? Array.isArray(value)
        ? 'a list'
        : 'an object'
      : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** `sample_ids[3]`, or the stage of the view that it is in. */
function placeOf(
  path: readonly PropertyKey[],
  input: unknown
): { text: string; stage: number | null } {
  const view = path.indexOf('view');
  const index = path[view + 1];
  const inStage = view !== -1 && typeof index === 'number';
  const rest = inStage ? path.slice(view + 2) : path;
  const name = rest.reduce<string>((text, key) => {
    const step = typeof key === 'number' ? `[${key}]` : `${text === '' ? '' : '.'}${String(key)}`;
    return text + step;
  }, '');
  if (!inStage) {
    return { text: name, stage: null };
  }
  const stage = valueAt(input, path.slice(0, view + 2)) as { stage?: unknown } | undefined;
  const label = `Stage ${index + 1} of the view (${shown(stage?.stage).replaceAll('"', '')})`;
  return { text: name === '' ? label : `${label}: ${name}`, stage: index };
}

/** The innermost issue of the branch of a union that fits best. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
    return issue;
  }
  const depth = (branch: Issue[]): number =>
    Math.max(...branch.map(i => i.path.length + (i.code === 'invalid_union' ? 1 : 0)));
  const best = issue.errors
    .filter(branch => branch.length > 0)
    .sort((a, b) => depth(b) - depth(a))[0];
  const inner = best?.[0];
  if (!inner || depth(best) === 0) {
    return issue;
  }
  return innermost({ ...inner, path: [...issue.path, ...inner.path] } as Issue);
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
    case 'too_big': {
      const least = issue.code === 'too_small';
      const limit = String(least ? issue.minimum : issue.maximum);
      const bound = `at ${least ? 'least' : 'most'} ${limit}`;
      if (issue.origin === 'string') {
        return issue.exact ? `must have ${limit} characters` : `must have ${bound} characters`;
      }
      if (issue.origin === 'array') {
        return issue.exact ? `must have ${limit} elements` : `must have ${bound} elements`;
      }
      return `must be ${bound}`;
    }
    case 'invalid_value':
      return `must be ${issue.values.map(v => JSON.stringify(v)).join(' or ')}`;
    case 'unrecognized_keys':
      return `has the unknown ${issue.keys.length > 1 ? 'parameters' : 'parameter'} ${issue.keys.map(k => `“${k}”`).join(', ')}`;
    case 'invalid_union':
      return 'is of an unknown kind';
    default:
      return `is not valid (${issue.message})`;
  }
}

/**
 * The error to answer with. `what` names the input: “the request view.count”.
 * Its details have `parameter`, and `stage_index` if it is a stage of a view.
 */
export function invalidInput(error: z.ZodError, input: unknown, what: string): RequestError {
  const first = error.issues[0];
  if (!first) {
    return new RequestError('invalid', `Something is wrong with ${what}.`);
  }
  const issue = innermost(first as Issue);
  const path = issue.path;
  const place = placeOf(path, input);
  const value = valueAt(input, path);
  const found =
    issue.code === 'unrecognized_keys' || (issue.code === 'invalid_union' && place.stage !== null)
      ? ''
      : value === undefined
        ? ', but it is missing'
        : issue.code === 'too_big' && (issue.origin === 'array' || issue.origin === 'string')
          ? ''
          : `, not ${shown(value)}`;
  const subject = place.text === '' ? 'It' : place.text;
  const sentence = `${subject} ${expectation(issue)}${found}.`;
  const capital = what.charAt(0).toUpperCase() + what.slice(1);
  return new RequestError('invalid', `${capital} cannot be understood: ${sentence}`, {
    parameter: path.map(String).join('.'),
    ...(place.stage !== null ? { stage_index: place.stage } : {})
  });
}

/** The input as the schema has it. @throws RequestError saying in words what is wrong */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  what: string
): z.output<Schema> {
  let parsed: z.ZodSafeParseResult<z.output<Schema>>;
  try {
    parsed = schema.safeParse(input);
  } catch (error) {
    // The schemas of expressions call themselves, level by level.
    if (error instanceof RangeError) {
      throw new RequestError('invalid', `Something in ${what} is nested too deeply.`);
    }
    // A schema may stumble over objects with keys such as `length` and `toString`.
    throw new RequestError(
      'invalid',
      `Something in ${what} is of another kind than expected: ${error instanceof Error ? error.message : String(error)}.`
    );
  }
  if (!parsed.success) {
    throw invalidInput(parsed.error, input, what);
  }
  return parsed.data;
}
