/**
 * The App by itself in a real browser, on synthetic data served by a bridge in memory: what needs
 * real pixels, layout and scrolling but no JupyterLab.
 */
import { expect, test, type Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { buildDevPage } from '../../src/widget/testing/build-dev-page.mjs';

const folder = join(import.meta.dirname, '../../test-results/dev-page');
test.beforeAll(() => buildDevPage(folder));

async function openApp(page: Page, query: string): Promise<string[]> {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  await page.route('http://localhost/**', route => {
    const path = join(folder, new URL(route.request().url()).pathname);
    return existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 });
  });
  await page.goto(`http://localhost/index.html${query}`);
  await painted(page);
  return errors;
}

/** Waits until no tile on the screen is without its picture. */
const painted = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const view = document.querySelector('.lunette-Grid-viewport')?.getBoundingClientRect();
    const tiles = [...document.querySelectorAll('.lunette-Grid-tile')].filter(tile => {
      const box = tile.getBoundingClientRect();
      return view && box.bottom > view.top && box.top < view.bottom;
    });
    return (
      tiles.length > 0 &&
      tiles.every(tile => {
        const canvas = tile.querySelector('canvas')!;
        const { width, height } = canvas;
        const pixels = canvas.getContext('2d')!.getImageData(0, 0, width, height).data;
        const first = pixels.slice(0, 3).join();
        for (let i = 0; i < pixels.length; i += 4 * 97) {
          if (pixels.slice(i, i + 3).join() !== first) {
            return canvas.style.visibility !== 'hidden';
          }
        }
        return false;
      })
    );
  });

/** Part of the pixels, in per cent, that differ by more than 32 in some channel. */
function difference(a: PNG, b: PNG): number {
  expect([b.width, b.height]).toEqual([a.width, a.height]);
  let off = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const far = [0, 1, 2].some(c => Math.abs(a.data[i + c]! - b.data[i + c]!) > 32);
    off += far ? 1 : 0;
  }
  return (100 * off) / (a.width * a.height);
}
const pngOf = (uri: string): PNG => PNG.sync.read(Buffer.from(uri.split(',')[1]!, 'base64'));
const capture = async (page: Page): Promise<PNG> =>
  pngOf((await page.evaluate(() => window.lunette.app.capture())).dataUri);
const selected = (page: Page): Promise<number[]> =>
  page.evaluate(() => window.lunette.bridge.state.selected_samples.map(s => parseInt(s.id, 16)));
const tile = (page: Page, index: number) =>
  page.locator(`.lunette-Grid-tile[aria-label^="Sample ${index + 1},"]`);

test.describe('the picture of the App', () => {
  for (const [name, query, size, prepare] of [
    ['light', '?samples=200', { width: 1200, height: 600 }, ''],
    ['dark, scrolled', '?samples=200&theme=dark', { width: 1000, height: 640 }, 'scroll'],
    ['narrow with an open drawer', '?samples=90', { width: 600, height: 500 }, 'drawer'],
    ['with a selection', '?samples=40&theme=dark', { width: 900, height: 500 }, 'select'],
    ['with an open viewer', '?samples=40', { width: 1000, height: 600 }, 'viewer'],
    ['far down a long view', '?samples=300000', { width: 1000, height: 600 }, 'far']
  ] as const) {
    test(`is what was on the screen: ${name}`, async ({ page }) => {
      await page.setViewportSize(size);
      const errors = await openApp(page, query);
      if (prepare === 'scroll') {
        await page.locator('.lunette-Grid-viewport').evaluate(e => (e.scrollTop = 733));
      } else if (prepare === 'drawer') {
        await page.getByRole('button', { name: 'Show fields and filters' }).click();
      } else if (prepare === 'select') {
        await tile(page, 2).click({ modifiers: ['ControlOrMeta'] });
        await tile(page, 4).click({ modifiers: ['Shift'] });
        await expect.poll(() => selected(page)).toEqual([2, 3, 4]);
      } else if (prepare === 'viewer') {
        await tile(page, 2).click();
        await expect(page.getByRole('listbox', { name: 'Neighbours in the view' })).toBeVisible();
        await page.waitForTimeout(800);
      } else if (prepare === 'far') {
        await page.locator('.lunette-Grid-strip').click({ position: { x: 7, y: 400 } });
      }
      await page.mouse.move(1, 1);
      await page.waitForTimeout(400);
      await painted(page);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const screen = PNG.sync.read(await page.screenshot());
      expect(difference(screen, await capture(page))).toBeLessThan(1);
      expect(errors).toEqual([]);
    });
  }

  test('is the same while the App is hidden and after it left the document', async ({ page }) => {
    await openApp(page, '?samples=200');
    await page.locator('.lunette-Grid-viewport').evaluate(e => (e.scrollTop = 500));
    await page.waitForTimeout(300);
    await painted(page);
    const before = await capture(page);
    await page.evaluate(() => (document.getElementById('host')!.style.display = 'none'));
    expect(difference(before, await capture(page))).toBe(0);
    await page.evaluate(() => {
      const host = document.getElementById('host')!;
      host.style.display = '';
      host.remove();
      Object.assign(window, { kept: host });
    });
    expect(difference(before, await capture(page))).toBe(0);
  });
});

test('the App goes on where it was after it was moved in the document', async ({ page }) => {
  await openApp(page, '?samples=200');
  await page.locator('.lunette-Grid-viewport').evaluate(e => (e.scrollTop = 900));
  await page.waitForTimeout(200);
  await page.evaluate(() => {
    const place = document.body.appendChild(document.createElement('div'));
    place.style.height = '600px';
    place.append(document.getElementById('host')!);
  });
  await expect
    .poll(() => page.locator('.lunette-Grid-viewport').evaluate(e => e.scrollTop))
    .toBe(900);
});

test('keys move, select and leave, and none reaches the page around', async ({ page }) => {
  await openApp(page, '?samples=200');
  await page.evaluate(() => {
    const leaked: string[] = [];
    document.addEventListener('keydown', event => {
      if (!['Control', 'Shift', 'Meta'].includes(event.key)) {
        leaked.push(event.key);
      }
    });
    Object.assign(window, { leaked });
  });
  await tile(page, 2).click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('ArrowRight');
  await expect(tile(page, 3)).toBeFocused();
  await page.keyboard.press('Space');
  await expect.poll(() => selected(page)).toEqual([2, 3]);
  for (const key of ['d', 'd', 'b', 'x', 'ArrowDown', 'End', 'Home', 'PageDown']) {
    await page.keyboard.press(key);
  }
  await page.keyboard.press('ControlOrMeta+a');
  await expect.poll(() => selected(page).then(ids => ids.length)).toBe(200);
  await page.keyboard.press('Escape');
  await expect.poll(() => selected(page)).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { leaked: string[] }).leaked)).toEqual([]);
});

test('any place of a million samples is one press away', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 600 });
  await openApp(page, '?samples=1000000');
  const box = (await page.locator('.lunette-Grid-strip').boundingBox())!;
  await page.mouse.click(box.x + 7, box.y + box.height * 0.9);
  await expect
    .poll(async () => {
      const label = await page.locator('.lunette-Grid-tile').first().getAttribute('aria-label');
      return Number(/Sample (\d+)/.exec(label ?? '')?.[1]);
    })
    .toBeGreaterThan(850_000);
  await painted(page);
});

test('a frame drawn over tiles selects them', async ({ page }) => {
  await openApp(page, '?samples=200');
  const from = (await tile(page, 1).boundingBox())!;
  const to = (await tile(page, 2).boundingBox())!;
  await page.mouse.move(from.x + 30, from.y + 40);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 60, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => selected(page)).toEqual([1, 2]);
});
