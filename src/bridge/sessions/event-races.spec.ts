/** What happens while an event is being looked at, and what its sender is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeId } from '../testing/fake-data-service';
import { startTestBridge, type ITestBridge } from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';

const BIRDS = fakeId(0xb);
let bridge: ITestBridge;

beforeEach(async () => {
  bridge = await startTestBridge();
  bridge.data.add({ id: BIRDS, name: 'birds', fields: [], samples: [] });
});
afterEach(() => bridge.close());

const shown = { dataset: 'birds', view: [{ stage: 'limit', limit: 1 }] };

function deleteBirds(): void {
  bridge.data.datasets.delete(BIRDS);
  bridge.data.change({ dataset: BIRDS, seq: 2, change: 'deleted' });
}
const soon = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 30));

describe('a dataset that is deleted', () => {
  it('while an event that shows it is being checked, is not shown', async () => {
    const kernel = await TestClient.connect(bridge.socket);
    const { session } = await kernel.create();
    bridge.data.checkDelay = 100;
    const ack = kernel.event(session, 'state_update', { state: shown });
    await soon();
    deleteBirds();
    expect((await ack)?.error).toMatchObject({ code: 'not_found' });
    expect((await kernel.join(session)).state.dataset).toBeNull();
  });

  it('while a session with it is made, is not shown', async () => {
    const kernel = await TestClient.connect(bridge.socket);
    bridge.data.checkDelay = 100;
    const made = kernel.create(shown);
    await soon();
    deleteBirds();
    const { session } = await made;
    await expect.poll(async () => (await kernel.join(session)).state.dataset).toBeNull();
  });
});

describe('an acknowledgement', () => {
  it('says what was applied if that is not what was sent', async () => {
    const kernel = await TestClient.connect(bridge.socket);
    const { session } = await kernel.create();
    const sent = { samples: [{ id: fakeId(1), colour: 'red' }] };
    expect(await kernel.event(session, 'select_samples', sent)).toMatchObject({
      seq: 1,
      data: { samples: [{ id: fakeId(1), type: 'default' }] }
    });
  });

  it('says no more than the number if it is', async () => {
    const kernel = await TestClient.connect(bridge.socket);
    const { session } = await kernel.create();
    const sent = { samples: [{ type: 'alt', id: fakeId(1) }] };
    const ack = await kernel.event(session, 'select_samples', sent);
    expect(Object.keys(ack ?? {}).sort()).toEqual(['id', 'kind', 'seq', 'session']);
  });
});
