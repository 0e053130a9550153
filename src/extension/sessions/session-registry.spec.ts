// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BridgeConnection } from './connection';
import type { IPlace } from './live-session';
import { SessionRegistry } from './session-registry';

const picture = {
  dataUri: 'data:image/png;base64,AAAA',
  type: 'image/png',
  width: 10,
  height: 5,
  text: 'Lunette',
  reduced: null
};
const app = {
  capture: vi.fn(async () => picture),
  onChange: vi.fn(() => () => undefined),
  setTheme: vi.fn(),
  setSuspended: vi.fn(),
  focus: vi.fn(),
  dispose: vi.fn()
};
vi.mock('../../widget', () => ({ mountApp: vi.fn(() => app) }));

/** A place that remembers what happened to it. */
class Place implements IPlace {
  readonly log: string[] = [];
  constructor(
    readonly name: string,
    readonly subscription: string | null
  ) {}
  attach(): void {
    this.log.push('attach');
  }
  detach(left: { dataUri: string } | null): void {
    this.log.push(left ? 'detach with picture' : 'detach');
  }
}

function createRegistry(): SessionRegistry {
  const session = { onEvent: vi.fn(), send: vi.fn() };
  const client = { joinSession: async () => session, dispose: vi.fn() };
  return new SessionRegistry({
    connection: { createClient: () => client } as unknown as BridgeConnection,
    freezeCell: () => null
  });
}

let registry: SessionRegistry;
beforeEach(() => {
  vi.useFakeTimers();
  app.dispose.mockClear();
  registry = createRegistry();
});
afterEach(() => {
  registry.dispose();
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('SessionRegistry', () => {
  it('shows the App in the first place', async () => {
    const cell = new Place('cell', 'a');
    registry.offer('s', cell);
    await settle();
    expect(cell.log).toEqual(['attach']);
    expect(registry.ownerOf('s')).toBe(cell);
  });

  it('lets a second view of the same cell wait', async () => {
    const cell = new Place('cell', 'a');
    const view = new Place('view', 'a');
    registry.offer('s', cell);
    registry.offer('s', view);
    await settle();
    expect(view.log).toEqual([]);
    expect(registry.ownerOf('s')).toBe(cell);
  });

  it('hands over to who waits when the owner goes', async () => {
    const old = new Place('old', 'a');
    const moved = new Place('moved', 'a');
    registry.offer('s', old);
    await settle();
    // JupyterLab may build the new output of a moved cell before it disposes the old one.
    registry.offer('s', moved);
    registry.withdraw('s', old);
    await settle();
    expect(moved.log).toEqual(['attach']);
    expect(app.dispose).not.toHaveBeenCalled();
  });

  it('moves to a newer cell and leaves a picture in the older', async () => {
    const first = new Place('first', 'a');
    const second = new Place('second', 'b');
    registry.offer('s', first);
    await settle();
    registry.offer('s', second);
    await settle();
    expect(first.log).toEqual(['attach', 'detach with picture']);
    expect(second.log).toEqual(['attach']);
  });

  it('moves where the person asks', async () => {
    const cell = new Place('cell', 'a');
    const view = new Place('view', 'a');
    registry.offer('s', cell);
    await settle();
    registry.offer('s', view, true);
    await settle();
    expect(registry.ownerOf('s')).toBe(view);
  });

  it('keeps an App without a place for a while, then ends it', async () => {
    const cell = new Place('cell', 'a');
    registry.offer('s', cell);
    await settle();
    registry.withdraw('s', cell);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(app.dispose).not.toHaveBeenCalled();
    const pasted = new Place('pasted', 'a');
    registry.offer('s', pasted);
    await settle();
    expect(pasted.log).toEqual(['attach']);
    registry.withdraw('s', pasted);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(app.dispose).toHaveBeenCalledOnce();
    expect(registry.sessions()).toEqual([]);
  });

  it('announces a cell before any place has the App, and forgets it if none comes', async () => {
    await registry.announce('s', 'a');
    expect(registry.live('s')).not.toBeNull();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(registry.live('s')).toBeNull();
    expect(app.dispose).toHaveBeenCalledOnce();
  });

  it('keeps an App that was announced and then found its place', async () => {
    await registry.announce('s', 'a');
    registry.offer('s', new Place('cell', 'a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(registry.live('s')).not.toBeNull();
  });
});
