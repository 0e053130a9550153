// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BridgeClient } from '../../client';
import { SyntheticBridge, type ISyntheticOptions } from '../testing/synthetic-bridge';
import { idOf } from '../testing/synthetic-dataset';
import { AppModel } from './app-model';

const running: { dispose(): void }[] = [];
beforeEach(() => localStorage.clear());
afterEach(() => running.splice(0).forEach(part => part.dispose()));

async function start(options: Partial<ISyntheticOptions> = {}) {
  const bridge = new SyntheticBridge({ samples: 200, ...options });
  const client = new BridgeClient({ transport: bridge, client: 'app', subscription: 'me' });
  const model = new AppModel({
    client,
    session: 's',
    mediaUrl: () => '',
    dialogRoot: document.body
  });
  running.push(model, client);
  const settled = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 3000 });
  await settled(() => expect(model.store.state.opening).toBe('no'));
  return { bridge, client, model, settled };
}
const limit = (count: number) => [{ stage: 'limit' as const, limit: count }];

describe('opening', () => {
  it('shows the session’s dataset and view with its first page at once', async () => {
    const { model } = await start({ state: { view: limit(77) } });
    expect(model.store.state.opened).toMatchObject({ count: 77, total: 200 });
    expect(model.store.state.opened?.aspects).toHaveLength(77);
    expect(model.pages?.id(0)).toBe(idOf(0));
    expect(model.store.state.problem).toBeNull();
  });

  it('says so if the session has no dataset', async () => {
    const { model } = await start({ state: { dataset: null } });
    expect(model.store.state.problem?.kind).toBe('no_dataset');
  });

  it('says what the bridge says, and tries again when asked to', async () => {
    const { bridge, model, settled } = await start();
    bridge.errors.set('grid.open', { code: 'invalid', message: 'There is no field “x”.' });
    bridge.emit('set_view', { view: limit(5) });
    await settled(() =>
      expect(model.store.state.problem).toMatchObject({
        kind: 'view',
        message: 'There is no field “x”.'
      })
    );
    bridge.errors.clear();
    model.retry();
    await settled(() => expect(model.store.state.opened?.count).toBe(5));
    expect(model.store.state.problem).toBeNull();
  });
});

describe('a view set by the kernel', () => {
  it('is followed; the old one stays on the screen until the new one is here', async () => {
    const { bridge, model, settled } = await start({ latency: 20 });
    const counts: (number | undefined)[] = [];
    model.store.subscribe(() => counts.push(model.store.state.opened?.count));
    bridge.emit('set_view', { view: limit(9) });
    await settled(() => expect(model.store.state.opened?.count).toBe(9));
    expect(new Set(counts)).toEqual(new Set([200, 9]));
  });

  it('is the last one, if several come quickly', async () => {
    const { bridge, model, settled } = await start({ latency: 5 });
    for (const count of [3, 4, 5]) {
      bridge.emit('set_view', { view: limit(count) });
    }
    await settled(() => expect(model.store.state.opened?.count).toBe(5));
    await new Promise(resolve => setTimeout(resolve, 30));
    expect(model.store.state.opened?.count).toBe(5);
  });
});

describe('a change of the dataset', () => {
  it('is shown in place: new numbers, old pages until they are replaced', async () => {
    const { bridge, model, settled } = await start();
    const { pages } = model;
    bridge.samples = 205;
    bridge.changed('samples');
    await settled(() => expect(model.store.state.opened?.total).toBe(205));
    expect(model.pages).not.toBe(pages);
    expect(model.pages?.id(3)).toBe(idOf(3));
  });

  it('that deletes it is told', async () => {
    const { bridge, model, settled } = await start();
    bridge.changed('deleted');
    await settled(() => expect(model.store.state.problem?.kind).toBe('dataset_deleted'));
    expect(model.store.state.opened).toBeNull();
  });
});

describe('a session that loses its dataset', () => {
  const emptied = async (gone: boolean): Promise<AppModel> => {
    const { bridge, model, settled } = await start();
    bridge.gone = gone;
    const state = { ...bridge.state, dataset: null };
    bridge.emit('state_update', { state });
    await settled(() => expect(model.store.state.problem).not.toBeNull());
    return model;
  };

  it('says that the dataset is gone if it was deleted', async () => {
    const { problem } = (await emptied(true)).store.state;
    expect(problem?.kind).toBe('dataset_deleted');
    expect(problem?.message).toContain('“landscapes” was deleted');
  });

  it('says that it has none if the kernel took it away', async () => {
    expect((await emptied(false)).store.state.problem?.kind).toBe('no_dataset');
  });
});

describe('a broken connection', () => {
  it('leaves everything on the screen and is healed', async () => {
    const { bridge, model, settled } = await start();
    bridge.break();
    expect(model.store.state.connection).toBe('waiting');
    expect(model.store.state.opened?.count).toBe(200);
    const loads = bridge.asked['dataset.load'] ?? 0;
    await settled(() => expect(model.store.state.connection).toBe('open'));
    await settled(() => expect(bridge.asked['dataset.load']).toBeGreaterThan(loads));
  });
});

describe('selecting', () => {
  it('goes to the session and comes back from it', async () => {
    const { bridge, model, settled } = await start();
    model.actions.toggle(idOf(3));
    expect(model.store.state.selected).toEqual(new Map([[idOf(3), 'default']]));
    await settled(() =>
      expect(bridge.state.selected_samples).toEqual([{ id: idOf(3), type: 'default' }])
    );
    bridge.emit('select_samples', { samples: [{ id: idOf(8), type: 'default' }] });
    await settled(() =>
      expect(model.store.state.selected).toEqual(new Map([[idOf(8), 'default']]))
    );
  });

  it('everything shows its count at once, and the ids follow', async () => {
    const { bridge, model, settled } = await start({ samples: 5000, latency: 10 });
    void model.actions.selectAll();
    expect(model.store.state.selectingAll).toBe(5000);
    await settled(() => expect(bridge.state.selected_samples).toHaveLength(5000));
    expect(model.store.state.selectingAll).toBeNull();
  });

  it('a range takes samples whose page is not here as well', async () => {
    const { bridge, model, settled } = await start({ samples: 5000 });
    await model.actions.selectRange(4000, 3);
    await settled(() =>
      expect(bridge.state.selected_samples.map(({ id }) => id)).toEqual(
        [4000, 4001, 4002].map(idOf)
      )
    );
  });
});

describe('fields', () => {
  it('that are hidden stay in the pages; one that is shown anew is fetched', async () => {
    const { bridge, model, settled } = await start();
    const pages = (): number => bridge.asked['grid.page'] ?? 0;
    const before = pages();
    model.actions.setVisibleFields(['scene']);
    await settled(() => expect(bridge.state.field_visibility_stage).not.toBeNull());
    expect(pages()).toBe(before);
    model.reopen();
    await settled(() => expect(model.pages?.source.fields).toEqual(['scene']));
    model.actions.setVisibleFields(['scene', 'predictions']);
    await settled(() => expect(model.pages?.source.fields).toEqual(['predictions', 'scene']));
  });
});

describe('preferences', () => {
  it('come back with the session', async () => {
    const first = await start();
    first.model.actions.setZoom(8);
    first.model.actions.setCaptions(['filepath']);
    const { model } = await start();
    expect(model.store.state.zoom).toBe(8);
    expect(model.pages?.source.captions).toEqual(['filepath']);
  });
});
