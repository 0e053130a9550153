import { describe, expect, it } from 'vitest';
import type { AppModel } from '../model';
import { whenSettled } from './when-settled';

function model(isSettled: () => boolean, ready: () => boolean): AppModel {
  return {
    get isSettled() {
      return isSettled();
    },
    captureParts: { list: () => [{ ready }, {}] }
  } as unknown as AppModel;
}

describe('a capture', () => {
  it('waits for the view and for the canvases', async () => {
    let opened = false;
    let painted = false;
    setTimeout(() => (opened = true), 20);
    setTimeout(() => (painted = true), 60);
    await whenSettled(
      model(
        () => opened,
        () => painted
      )
    );
    expect([opened, painted]).toEqual([true, true]);
  });

  it('does not wait for ever', async () => {
    const start = performance.now();
    await whenSettled(
      model(
        () => true,
        () => false
      ),
      50
    );
    expect(performance.now() - start).toBeGreaterThanOrEqual(49);
  });

  it('does not wait where nothing is missing', async () => {
    const start = performance.now();
    await whenSettled(
      model(
        () => true,
        () => true
      )
    );
    expect(performance.now() - start).toBeLessThan(15);
  });
});
