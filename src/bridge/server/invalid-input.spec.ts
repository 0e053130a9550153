import { describe, expect, it } from 'vitest';
import { clientMessageSchema, REQUESTS } from '../../protocol';
import { RequestError } from '../request-error';
import { parseInput } from './invalid-input';

function refusal(parse: () => unknown): RequestError {
  try {
    parse();
  } catch (error) {
    return error as RequestError;
  }
  throw new Error('It was taken.');
}

describe('input that a schema itself stumbles over', () => {
  it('is refused as any other', () => {
    // Such an object passes for something with a length, and cannot be made text.
    const strange = JSON.parse('{"length":{"toString":1,"valueOf":1},"toString":1}') as unknown;
    for (const parse of [
      () => parseInput(REQUESTS['dataset.load'], { name: strange }, 'the request'),
      () =>
        parseInput(
          clientMessageSchema,
          { kind: 'hello', v: 1, client: 'app', subscription: strange },
          'the message'
        )
    ]) {
      const error = refusal(parse);
      expect(error).toBeInstanceOf(RequestError);
      expect(error.code).toBe('invalid');
      expect(error.message).not.toContain('\n');
    }
  });

  it('teaches no prototype anything', () => {
    const state = JSON.parse('{"field_visibility_stage":{"__proto__":{"polluted":1}}}') as unknown;
    parseInput(REQUESTS['session.create'], { state }, 'the request');
    const scheme = JSON.parse('{"__proto__":{"polluted":1},"fields":[]}') as unknown;
    parseInput(REQUESTS['session.create'], { state: { color_scheme: scheme } }, 'the request');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
