/**
 * From `session.view = …` in the kernel until others know: the App in JupyterLab, a client at the
 * bridge's socket, and one that asks every 200 ms as the reference system does.
 */
import { expect, test } from '../ui-tests/support/fixtures';
import { quantile, report } from './figures';
import { installProbe } from './page-probe';

const ROUNDS = 200;

const LISTEN = `import threading
from lunette._bridge_client import BridgeClient
from lunette._bridge_session import BridgeSession
heard, polled, ended = [], {}, threading.Event()
other = BridgeSession.join(BridgeClient(), session._wire.id)
other.on_received(lambda event: event.name == "set_view" and heard.append(time.time() * 1000))
poller = BridgeSession.join(BridgeClient(), session._wire.id)
def poll():
    while not ended.wait(0.2):
        answer, _ = poller.client.request("session.join", {"session": poller.id})
        for stage in answer["state"]["view"]:
            polled.setdefault(stage["skip"], time.time() * 1000)
threading.Thread(target=poll, daemon=True).start()`;

const SET = `times = []
for i in range(${ROUNDS}):
    view = dataset.skip(i % 20 + 1 + 20 * (i // 20 % 5))
    times.append(time.time() * 1000)
    session.view = view
    time.sleep(0.25)
ended.set()
firsts = {view: at for at, view in reversed([(t, i % 20 + 1 + 20 * (i // 20 % 5)) for i, t in enumerate(times)])}
delays = [polled[view] - at for view, at in firsts.items() if view in polled]
print(json.dumps([times, heard, delays]))`;

test('from a setter in the kernel to those who show it', async ({ page, openNotebook }) => {
  await installProbe(page);
  const notebook = await openNotebook([
    'import lunette as ln, time, json\ndataset = ln.zoo.load_dataset("quickstart")',
    'session = ln.launch_app(dataset, auto=False)\nsession.show()',
    LISTEN,
    SET
  ]);
  await notebook.runCell(0);
  await notebook.runCell(1);
  await page.evaluate(() => window.probe.watch());
  await expect.poll(() => page.evaluate(() => window.probe.painted)).not.toBeNull();
  await notebook.runCell(2);
  await page.evaluate(() => void window.probe.events.splice(0));
  await notebook.startCell(3);
  await notebook.untilIdle(300_000);
  const [sent, heard, polled] = JSON.parse(await notebook.text(3)) as [
    number[],
    number[],
    number[]
  ];
  const arrived = await page.evaluate(() =>
    window.probe.events.filter(({ event }) => event === 'set_view').map(({ at }) => at)
  );
  expect(arrived).toHaveLength(sent.length);
  const since = (times: number[]): number[] => sent.map((at, i) => (times[i] ?? NaN) - at);
  for (const [who, delays] of [
    ['App in JupyterLab', since(arrived)],
    ["client at the bridge's socket", since(heard)]
  ] as const) {
    for (const [q, budget] of [
      [0.5, '5 ms'],
      [0.99, '30 ms']
    ] as const) {
      report({
        name: `quickstart: kernel setter to ${who} notified, p${100 * q}`,
        value: quantile(delays, q),
        unit: 'ms',
        budget,
        baseline: quantile(polled, q),
        baseline_name: 'polling every 200 ms',
        ...(q === 0.5 ? { peer: '443 ms' } : {})
      });
    }
  }
});
