/** Figures of the App in a real JupyterLab, on the generated set. Written to BENCH_RESULTS. */
import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { test, expect } from '../ui-tests/support/fixtures';
import type { NotebookPage } from '../ui-tests/support/notebook-page';
import { inRoot } from '../scripts/support/paths.mjs';
import { quantile, report as reportAs, type IFigure } from './figures';
import { installProbe } from './page-probe';

const SAMPLES = Number(process.env['BENCH_SAMPLES'] ?? 100_000);

/** The dataset that is being measured stands before each name. */
let measured = '';

function report(figure: IFigure): void {
  reportAs({ ...figure, name: `${measured}: ${figure.name}` });
}

const GENERATE = `import sys
sys.path.insert(0, ${JSON.stringify(inRoot('bench'))})
import lunette as ln
from lunette import ViewField as F
from pathlib import Path
from generate import samples
quickstart = ln.zoo.load_dataset("quickstart")
pictures = [Path(p) for p in quickstart.values("filepath")]
dataset = ln.Dataset("bench-app", overwrite=True, persistent=True)
dataset.add_samples(samples(${SAMPLES}, pictures), num_samples=${SAMPLES})
dataset.count()`;

/** What is measured: the dataset's name and the cell that makes it. */
const DATASETS = [
  { name: 'quickstart', make: 'import lunette as ln\ndataset = ln.zoo.load_dataset("quickstart")' },
  { name: 'bench-app', make: GENERATE }
];

for (const { name, make } of DATASETS) {
  test(`figures of the App: ${name}`, async ({ page, openNotebook }) => {
    await installProbe(page);
    const prepare = await openNotebook([make]);
    await prepare.runCell(0);
    await prepare.close();
    await measure(name, page, openNotebook);
  });
}

type OpenNotebook = (cells: string[]) => Promise<NotebookPage>;

async function measure(dataset: string, page: Page, openNotebook: OpenNotebook): Promise<void> {
  measured = dataset === 'quickstart' ? dataset : `${SAMPLES} samples`;
  const notebook = await openNotebook([
    'import lunette as ln, time, json\nfrom lunette import ViewField as F',
    // A bridge that has to be started first.
    'from lunette._cli import main\n_ = main(["bridge", "stop"])',
    `dataset = ln.load_dataset("${dataset}")\nsession = ln.launch_app(dataset, auto=False)\nsession.show()`,
    'session.show()',
    `times = []
for i in range(20):
    start = time.time()
    session.view = dataset.skip(i + 1)
    times.append(start * 1000)
    time.sleep(0.4)
print(json.dumps(times))`,
    `session.view = None
deadline = time.time() + 30
while not session.selected and time.time() < deadline:
    time.sleep(0.001)
print(json.dumps(time.time() * 1000))`,
    'start = time.time()\nsession.freeze()\nprint(json.dumps(time.time() - start))'
  ]);
  await notebook.runCell(0);
  await notebook.runCell(1);

  for (const [name, cell, budget, peer] of [
    ['launch_app to painted, bridge cold', 2, '1.5 s', '7.9 s'],
    ['show to painted, second', 3, '0.4 s', '2.0 s']
  ] as const) {
    await page.evaluate(() => window.probe.watch());
    const start = Date.now();
    await notebook.startCell(cell);
    if (cell === 3) {
      // The tiles of the old place count only once the App has moved.
      await expect(notebook.app(3).root).toBeVisible();
      await page.evaluate(() => window.probe.watch());
    }
    await expect.poll(() => page.evaluate(() => window.probe.painted)).not.toBeNull();
    const painted = (await page.evaluate(() => window.probe.painted)) ?? NaN;
    report({ name, value: (painted - start) / 1000, unit: 's', budget, peer });
    await notebook.untilIdle();
  }

  await page.evaluate(() => void window.probe.events.splice(0));
  await notebook.runCell(4);
  const sent = JSON.parse(await notebook.text(4)) as number[];
  const arrived = await page.evaluate(() =>
    window.probe.events.filter(({ event }) => event === 'set_view').map(({ at }) => at)
  );
  const delays = sent.map((at, i) => (arrived[i] ?? NaN) - at);
  report({
    name: 'kernel setter to App notified, p50',
    value: quantile(delays, 0.5),
    unit: 'ms',
    budget: '5 ms',
    peer: '443 ms',
    baseline: 100,
    baseline_name: 'polling every 200 ms, in the mean'
  });
  report({
    name: 'kernel setter to App notified, worst of 20',
    value: Math.max(...delays),
    unit: 'ms',
    budget: '30 ms (p99)'
  });

  await notebook.startCell(5);
  await page.waitForTimeout(1500);
  await notebook.app(3).select(1);
  await notebook.untilIdle();
  const clicked = await page.evaluate(() => window.probe.clicked);
  report({
    name: 'click to session.selected',
    value: (JSON.parse(await notebook.text(5)) as number) - clicked,
    unit: 'ms',
    budget: '20 ms',
    peer: '104 ms'
  });

  const jumps: number[] = [];
  for (const part of [0.5, 0.9, 0.1, 0.7, 0.3]) {
    const start = await page.evaluate(to => {
      const view = document.querySelector('.lunette-Grid-viewport');
      if (view) {
        view.scrollTop = view.scrollHeight * to;
      }
      return performance.timeOrigin + performance.now();
    }, part);
    await page.evaluate(() => window.probe.watch());
    await expect.poll(() => page.evaluate(() => window.probe.painted)).not.toBeNull();
    jumps.push(((await page.evaluate(() => window.probe.painted)) ?? NaN) - start);
  }
  report({
    name: 'jump to any place, painted',
    value: quantile(jumps, 0.5),
    unit: 'ms',
    budget: '100 ms',
    peer: 'not possible'
  });

  const frames = page.evaluate(async () => {
    const intervals: number[] = [];
    let last = performance.now();
    const end = last + 5000;
    while (last < end) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      intervals.push(now - last);
      last = now;
    }
    return intervals;
  });
  await notebook.app(3).grid.hover();
  for (let i = 0; i < 45; i++) {
    await page.mouse.wheel(0, 120);
    await page.waitForTimeout(90);
  }
  report({
    name: 'scroll in JupyterLab, p95 frame interval',
    value: quantile(await frames, 0.95),
    unit: 'ms',
    budget: '20 ms',
    peer: '66.7 ms'
  });
  report({
    name: 'page memory after scrolling (renderer processes, resident)',
    value: rendererMemory(),
    unit: 'MB',
    budget: '400 MB',
    peer: '3 556 MB'
  });

  await notebook.runCell(6);
  report({
    name: 'freeze, call to picture in the document',
    value: JSON.parse(await notebook.text(6)) as number,
    unit: 's',
    budget: '0.5 s',
    peer: '2.4 s'
  });
  const [output] = await notebook.outputs(3);
  const data = output?.['data'] as Record<string, string> | undefined;
  report({
    name: 'size of the frozen picture',
    value: ((data?.['image/png']?.length ?? NaN) * 0.75) / 1000,
    unit: 'kB',
    budget: '300 kB',
    peer: '95 kB (JPEG, quality 25)'
  });
}

/** Resident memory of the largest renderer process of Chromium, in MB. */
function rendererMemory(): number {
  const lines = execFileSync('ps', ['-eo', 'rss,args'], { encoding: 'utf8' }).split('\n');
  const sizes = lines
    .filter(line => line.includes('--type=renderer'))
    .map(line => Number.parseInt(line, 10) / 1000);
  return Math.max(0, ...sizes);
}
