import { afterEach, describe, expect, it, vi } from 'vitest';
import { BridgeError } from '../../client';
import { fakeClient } from '../testing/fake-client';
import { LatestQuery, SLOW_AFTER } from './latest-query';

const params = (start: number) => ({ dataset: 'd'.repeat(24), view: [], start });

function queryOf() {
  const { client, asked } = fakeClient();
  return { query: new LatestQuery(client, 'view.ids'), asked };
}
afterEach(() => vi.useRealTimers());

describe('a query', () => {
  it('keeps the old answer until the new one is here', async () => {
    const { query, asked } = queryOf();
    void query.ask(params(1));
    await asked[0]!.answer({ count: 1 });
    void query.ask(params(2));
    expect(query.state).toMatchObject({ answer: { result: { count: 1 } }, waiting: 'brief' });
    await asked[1]!.answer({ count: 2 });
    expect(query.state).toMatchObject({ answer: { result: { count: 2 } }, waiting: 'no' });
  });

  it('cancels what was overtaken, whichever answer comes first', async () => {
    const { query, asked } = queryOf();
    void query.ask(params(1));
    void query.ask(params(2));
    expect(asked[0]!.cancelled).toBe(true);
    await asked[1]!.answer({ count: 2 });
    await asked[0]!.answer({ count: 1 });
    expect(query.state.answer?.result).toEqual({ count: 2 });
  });

  it('is slow only after a while', () => {
    vi.useFakeTimers();
    const { query } = queryOf();
    void query.ask(params(1));
    vi.advanceTimersByTime(SLOW_AFTER - 1);
    expect(query.state.waiting).toBe('brief');
    vi.advanceTimersByTime(1);
    expect(query.state.waiting).toBe('slow');
  });

  it('keeps its last answer beside an error, and forgets the error with the next answer', async () => {
    const { query, asked } = queryOf();
    void query.ask(params(1));
    await asked[0]!.answer({ count: 1 });
    void query.ask(params(2));
    await asked[1]!.fail(new BridgeError('invalid', 'No such field.'));
    expect(query.state).toMatchObject({ answer: { result: { count: 1 } }, waiting: 'no' });
    expect(query.state.error?.message).toBe('No such field.');
    void query.ask(params(3));
    await asked[2]!.answer({ count: 3 });
    expect(query.state.error).toBeNull();
  });
});
