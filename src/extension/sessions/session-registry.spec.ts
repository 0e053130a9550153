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
  setDefaults: vi.fn(),
  setPlaces: vi.fn(),
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
    readonly subscription: string | null,
    readonly kind: IPlace['kind'] = 'cell'
  ) {}
  attach(): void {
    this.log.push('attach');
  }
  detach(left: { dataUri: string } | null): void {
    this.log.push(left ? 'detach with picture' : 'detach');
  }
}

/** Kinds of the clients that are connected, what was sent, and which cells were frozen. */
const clients: string[] = [];
const sent: object[] = [];
const frozen: [string | null, string][] = [];
const listeners: ((event: { event: string; data: object }) => void)[] = [];

function createRegistry(): SessionRegistry {
  const session = {
    onEvent: (listener: (typeof listeners)[number]) => listeners.push(listener),
    send: vi.fn(async (event: string, data: object) => void sent.push({ event, ...data })),
    subscribe: vi.fn(),
    state: { dataset: 'pictures' },
    appCount: 1
  };
  const drawn = { result: { ...picture, type: 'image/png' }, payload: new Uint8Array([1]) };
  return new SessionRegistry({
    connection: {
      createClient: (kind: string) => {
        clients.push(kind);
        return {
          joinSession: async () => session,
          request: async () => drawn,
          onStatus: vi.fn(),
          status: 'open',
          dispose: () => clients.splice(clients.indexOf(kind), 1)
        };
      }
    } as unknown as BridgeConnection,
    freezeCell: (_session, subscription, { dataUri }) => {
      frozen.push([subscription, dataUri]);
      return null;
    }
  });
}

let registry: SessionRegistry;
beforeEach(() => {
  vi.useFakeTimers();
  app.dispose.mockClear();
  app.setDefaults.mockClear();
  for (const list of [clients, sent, frozen, listeners]) {
    list.length = 0;
  }
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
    void registry.offer('s', cell);
    await settle();
    expect(cell.log).toEqual(['attach']);
    expect(registry.ownerOf('s')).toBe(cell);
  });

  it('lets a second view of the same cell wait', async () => {
    const cell = new Place('cell', 'a');
    const view = new Place('view', 'a');
    void registry.offer('s', cell);
    void registry.offer('s', view);
    await settle();
    expect(view.log).toEqual([]);
    expect(registry.ownerOf('s')).toBe(cell);
  });

  it('hands over to who waits when the owner goes', async () => {
    const old = new Place('old', 'a');
    const moved = new Place('moved', 'a');
    void registry.offer('s', old);
    await settle();
    // JupyterLab may build the new output of a moved cell before it disposes the old one.
    void registry.offer('s', moved);
    registry.withdraw('s', old);
    await settle();
    expect(moved.log).toEqual(['attach']);
    expect(app.dispose).not.toHaveBeenCalled();
  });

  it('moves to a newer cell and leaves a picture in the older', async () => {
    const first = new Place('first', 'a');
    const second = new Place('second', 'b');
    void registry.offer('s', first);
    await settle();
    void registry.offer('s', second);
    await settle();
    expect(first.log).toEqual(['attach', 'detach with picture']);
    expect(second.log).toEqual(['attach']);
  });

  it('moves where the person asks', async () => {
    const cell = new Place('cell', 'a');
    const view = new Place('view', 'a');
    void registry.offer('s', cell);
    await settle();
    void registry.offer('s', view, true);
    await settle();
    expect(registry.ownerOf('s')).toBe(view);
  });

  it('keeps an App without a place for a while, then ends it', async () => {
    const cell = new Place('cell', 'a');
    void registry.offer('s', cell);
    await settle();
    registry.withdraw('s', cell);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(app.dispose).not.toHaveBeenCalled();
    const pasted = new Place('pasted', 'a');
    void registry.offer('s', pasted);
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
    void registry.offer('s', new Place('cell', 'a'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(registry.live('s')).not.toBeNull();
  });

  it('gives all Apps the settings, those that are there and those that come', async () => {
    void registry.offer('s', new Place('cell', 'a'));
    await settle();
    registry.applySettings({ theme: 'dark', defaults: { zoom: 8 } });
    expect(app.setTheme).toHaveBeenCalledWith('dark');
    expect(app.setDefaults).toHaveBeenLastCalledWith({ zoom: 8 });
    app.setDefaults.mockClear();
    void registry.offer('t', new Place('tab', null, 'main'));
    expect(app.setDefaults).toHaveBeenCalledWith({ zoom: 8 });
  });

  it('knows the places of a session by their kind', async () => {
    const cell = new Place('cell', 'a');
    const tab = new Place('tab', null, 'main');
    void registry.offer('s', cell);
    void registry.offer('s', tab);
    expect(registry.placeOf('s', 'cell')).toBe(cell);
    expect(registry.placeOf('s', 'main')).toBe(tab);
    expect(registry.placeOf('s', 'left')).toBeNull();
  });

  describe('while an App is in a browser tab of its own', () => {
    const cell = new Place('cell', 'a');
    beforeEach(async () => {
      cell.log.length = 0;
      void registry.offer('s', cell);
      await settle();
      await registry.sendAway('s');
    });

    it('has no App here, and a picture in the cell', () => {
      expect(cell.log).toEqual(['attach', 'detach with picture']);
      expect(app.dispose).toHaveBeenCalledOnce();
      expect(registry.isAway('s')).toBe(true);
      expect(clients).toEqual(['panel']);
    });

    it('freezes the cell with a picture of the bridge when the kernel wants that', async () => {
      await settle();
      listeners.at(-1)?.({ event: 'deactivate_notebook_cell', data: {} });
      await settle();
      expect(frozen).toEqual([['a', 'data:image/png;base64,AQ==']]);
      expect(sent.at(-1)).toMatchObject({ event: 'capture_notebook_cell', error: null });
    });

    it('does not come back because JupyterLab renders the cell again', async () => {
      const again = new Place('again', 'a');
      void registry.offer('s', again);
      registry.withdraw('s', cell);
      await settle();
      expect(again.log).toEqual([]);
    });

    it('comes back when the person asks for it, or when the kernel shows it anew', async () => {
      void registry.offer('s', cell, true);
      await settle();
      expect(cell.log.at(-1)).toBe('attach');
      expect(clients).toEqual(['app']);
      await registry.sendAway('s');
      const shownAnew = new Place('shown anew', 'b');
      void registry.offer('s', shownAnew);
      await settle();
      expect(shownAnew.log).toEqual(['attach']);
      expect(registry.isAway('s')).toBe(false);
    });
  });
});
