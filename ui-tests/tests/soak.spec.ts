/**
 * Hours of work in a short time: the memory of page, kernel and bridge does not grow with it.
 *
 * A round is what a busy person does in about four minutes: a view set in the kernel, a filter and a
 * sort in the App, some samples selected and tagged, a sample opened, the grid scrolled. Short here;
 * `npm run soak -- --minutes 60` goes on for so long (some 8 hours' worth are 120 rounds).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession } from '@playwright/test';
import type { AppPage } from '../support/app-page';
import { expect, test } from '../support/fixtures';

const MINUTES = Number(process.env['LUNETTE_SOAK_MINUTES'] ?? 0);
const MEGABYTE = 1024 * 1024;
/** Rounds before the first measurement: caches fill, code is compiled. */
const WARM_UP = 4;
const ROUNDS = 8;
/** Growth of a round that a straight line through the measurements may have, in MB. */
const MOST = { page: 0.3, kernel: 0.3, bridge: 4 };

/**
 * The kernel works when a file tells it to, in a thread: JupyterLab's own debugger panel keeps a
 * little of every cell that is run.
 */
const WORK = `import gc, os, psutil, threading, time
def work():
    done = 0
    while True:
        if not Path(f"round-{done}").exists():
            time.sleep(0.02)
            continue
        for i in range(5):
            session.view = dataset.match(F("split") == ("train", "test")[i % 2]).limit(20 - i)
            session.select_samples(dataset.limit(i + 1).values("id"))
            _ = session.selected, session.summary()
        session.view = None
        session.clear_selected()
        gc.collect()
        Path("resident.part").write_text(str(psutil.Process().memory_info().rss))
        os.replace("resident.part", f"resident-{done}")
        done += 1
threading.Thread(target=work, daemon=True).start()`;

interface IMeasured {
  page: number;
  kernel: number;
  bridge: number;
}

async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize / MEGABYTE;
}

/** Resident memory of a process in MB, as Linux says it. */
function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function round(folder: string, number: number, app: AppPage): Promise<number> {
  writeFileSync(join(folder, `round-${number}`), '');
  const answer = join(folder, `resident-${number}`);
  await expect.poll(() => existsSync(answer), { timeout: 60_000 }).toBe(true);
  const kernel = Number(readFileSync(answer, 'utf8')) / MEGABYTE;
  await app.root.scrollIntoViewIfNeeded();
  await app.expectCounts('24 samples · 24 labels');
  await app.filter('split', 'train');
  await app.expectCounts('18 of 24 samples · 18 labels');
  await app.select(0);
  await app.select(2);
  await app.grid.press('Escape');
  await app.openViewer(1);
  await app.viewer.press('ArrowRight');
  await app.viewer.press('Escape');
  await app.scroll(400);
  await app.scroll(-400);
  await app.filter('split', 'train');
  await app.expectCounts('24 samples · 24 labels');
  return kernel;
}

/** Slope of the straight line that fits best: growth from one measurement to the next. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const [up, down] = values.reduce(
    ([a, b], value, i) => [a + (i - middle) * (value - mean), b + (i - middle) ** 2] as const,
    [0, 0] as readonly [number, number]
  );
  return up / down;
}

test('memory of page, kernel and bridge does not grow with the hours', async ({
  page,
  server,
  showApp
}) => {
  test.setTimeout(180_000 + MINUTES * 90_000);
  const { app, notebook } = await showApp([WORK]);
  await app.untilPainted();
  await notebook.runCell(1);
  const devtools = await page.context().newCDPSession(page);
  const discovery = readFileSync(join(server.lunetteHome, 'run', 'bridge.json'), 'utf8');
  const { pid } = JSON.parse(discovery) as { pid: number };
  const measured: IMeasured[] = [];
  const end = Date.now() + MINUTES * 60_000;
  for (let i = 0; i < WARM_UP + ROUNDS || Date.now() < end; i++) {
    const kernel = await round(server.rootDir, i, app);
    if (i >= WARM_UP) {
      measured.push({ page: await heapOf(devtools), kernel, bridge: residentOf(pid) });
    }
  }
  for (const name of ['page', 'kernel', 'bridge'] as const) {
    const values = measured.map(all => all[name]);
    const growth = slope(values);
    console.warn(
      `  ${name}: ${values[0]?.toFixed(1)} MB, after ${values.length} rounds ` +
        `${values.at(-1)?.toFixed(1)} MB, ${growth.toFixed(3)} MB a round`
    );
    expect(growth, `growth of the ${name} per round, in MB`).toBeLessThan(MOST[name]);
  }
  expect(notebook.errors).toEqual([]);
});
