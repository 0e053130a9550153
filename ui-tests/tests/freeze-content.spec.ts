import type { NotebookPage } from '../support/notebook-page';
import { expect, test } from '../support/fixtures';
import { greyOf } from '../support/sample-pictures';
import { near, Picture, type Color } from '../support/picture';

interface IBundle {
  data: Record<string, string>;
  metadata: Record<string, { width: number; height: number }>;
}

/** The output of a cell as it is in the page. */
async function bundleOf(notebook: NotebookPage, cell: number): Promise<IBundle> {
  return (await notebook.outputs(cell))[0] as unknown as IBundle;
}

async function pictureOf(notebook: NotebookPage, cell: number): Promise<Picture> {
  const { data } = await bundleOf(notebook, cell);
  return Picture.decode(Buffer.from(data['image/png']!, 'base64'));
}

const RED: Color = [220, 20, 30];
const BLUE: Color = [20, 40, 210];
const GREEN: Color = [10, 160, 60];

test('canvases of WebGL, paused or running, and the frame of a video are in the picture', async ({
  showApp
}) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.expectPainted(0);
  await app.root.evaluate(
    async (root, [red, blue, green]) => {
      const css = ([r, g, b]: readonly number[]) => `rgb(${r} ${g} ${b})`;
      const box = (element: HTMLElement, left: number) => {
        element.style.cssText = `position: absolute; z-index: 9; left: ${left}px; top: 100px; width: 90px; height: 90px`;
        root.querySelector('.lunette-App-main')!.append(element);
      };
      const webgl = (left: number) => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 90;
        box(canvas, left);
        const gl = canvas.getContext('webgl', { preserveDrawingBuffer: false })!;
        return {
          canvas,
          paint: ([r, g, b]: readonly number[]) => {
            gl.clearColor(r! / 255, g! / 255, b! / 255, 1);
            gl.clear(gl.COLOR_BUFFER_BIT);
          }
        };
      };
      // One paints in every frame, the other once and when it is asked to.
      const running = webgl(20);
      const loop = () => {
        running.paint(red!);
        requestAnimationFrame(loop);
      };
      loop();
      const still = webgl(140);
      still.paint(blue!);
      still.canvas.addEventListener('lunette-before-capture', () => still.paint(blue!));

      const source = document.createElement('canvas');
      source.width = 160;
      source.height = 90;
      const ctx = source.getContext('2d')!;
      const frame = () => {
        ctx.fillStyle = css(green!);
        ctx.fillRect(0, 0, 160, 90);
        requestAnimationFrame(frame);
      };
      frame();
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = source.captureStream(30);
      box(video, 260);
      video.style.background = css(blue!);
      await video.play();
      await new Promise(resolve => video.requestVideoFrameCallback(resolve));
    },
    [RED, BLUE, GREEN] as const
  );
  const main = await app.root.locator('.lunette-App-main').boundingBox();
  const corner = await app.root.boundingBox();
  const [dx, dy] = [main!.x - corner!.x, main!.y - corner!.y];

  await notebook.resultOf(1);
  const picture = await pictureOf(notebook, 0);
  const at = (left: number) =>
    picture.crop({ x: dx + left + 5, y: dy + 130, width: 80, height: 30 });
  expect(at(20).shareOf(RED)).toBeGreaterThan(0.98);
  expect(at(140).shareOf(BLUE)).toBeGreaterThan(0.98);
  expect(at(260).shareOf(GREEN, 30)).toBeGreaterThan(0.98);
  // The video is wider than its box: above and below it is the box's own colour.
  expect(near(picture.at(dx + 300, dy + 110), BLUE)).toBe(true);
});

test('the open viewer is in the picture as on the screen', async ({ showApp }, testInfo) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.openViewer(5);
  await expect(app.viewer.locator('.lunette-Progress')).toHaveCount(0);
  await notebook.cell(1).locator('.jp-InputPrompt').hover();
  await app.root.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  let live = await app.picture();
  await expect
    .poll(async () => {
      const before = live;
      live = await app.picture();
      return live.differenceTo(before);
    })
    .toBe(0);
  await notebook.resultOf(1);
  const picture = await pictureOf(notebook, 0);
  await testInfo.attach('live.png', { body: live.encode(), contentType: 'image/png' });
  await testInfo.attach('frozen.png', { body: picture.encode(), contentType: 'image/png' });
  expect(picture.differenceTo(live)).toBeLessThan(0.01);
});

test('a small App freezes with its viewer, which takes the whole window', async ({
  showApp
}, testInfo) => {
  const { app, notebook } = await showApp(['session.freeze()'], {
    show: 'session = ln.launch_app(dataset, height=240)\nsession.auto = False'
  });
  await app.openViewer(5);
  await expect(notebook.page.locator('.lunette-Viewer-window')).toBeVisible();
  await expect(app.viewer.locator('.lunette-Progress')).toHaveCount(0);
  const box = await app.root.boundingBox();
  await notebook.startCell(1);
  await notebook.untilIdle();
  const picture = await pictureOf(notebook, 0);
  await testInfo.attach('frozen.png', { body: picture.encode(), contentType: 'image/png' });
  expect([picture.width, picture.height]).toEqual([Math.round(box!.width), 240]);
  // The sample's own picture, whole, in the middle of what is below the viewer's bar.
  const grey = greyOf(5);
  const middle = picture.crop({ x: picture.width / 2 - 150, y: 50, width: 300, height: 180 });
  expect(middle.shareOf([grey, grey, grey], 6)).toBeGreaterThan(0.3);
  expect(picture.crop({ x: 0, y: 40, width: 100, height: 200 }).colors(9)).toBe(1);
});

test('scale, format and size of the picture are as asked for, and a reduced one says so', async ({
  showApp
}, testInfo) => {
  const { app, notebook } = await showApp([
    'session.freeze(2)',
    'session.show()',
    'session.freeze(format="webp")',
    'session.show()',
    'session.freeze(max_bytes=10_000)'
  ]);
  await app.expectPainted(0);
  const size = await app.root.boundingBox();
  const [width, height] = [Math.round(size!.width), Math.round(size!.height)];
  await notebook.resultOf(1);
  const double = await bundleOf(notebook, 0);
  expect(double.metadata['image/png']).toEqual({ width, height });
  const picture = await pictureOf(notebook, 0);
  expect([picture.width, picture.height]).toEqual([2 * width, 2 * height]);
  await testInfo.attach('double.png', { body: picture.encode(), contentType: 'image/png' });
  await expect(notebook.frozen(0)).toHaveJSProperty('naturalWidth', 2 * width);
  expect((await notebook.frozen(0).boundingBox())!.width).toBeCloseTo(width, -1);

  for (const cell of [2, 4]) {
    await notebook.runCell(cell);
    await notebook.app(cell).expectPainted(0);
    await notebook.resultOf(cell + 1);
    const { data, metadata } = await bundleOf(notebook, cell);
    if (cell === 2) {
      expect(Object.keys(data).sort()).toEqual(['image/jpeg', 'text/plain']);
      expect(metadata['image/jpeg']).toEqual({ width, height });
      expect(data['text/plain']).toMatch(/^Lunette: pictures-\d+, 24 samples$/);
    } else {
      const [file] = Object.entries(data).flatMap(([type, text]) =>
        type.startsWith('image/') ? [Buffer.from(text, 'base64')] : []
      );
      expect(file!.length).toBeLessThanOrEqual(10_000);
      expect(data['text/plain']).toMatch(/24 samples \(picture reduced: .+\)$/);
    }
    await expect(notebook.frozen(cell)).toBeVisible();
  }
  await notebook.frozen(2).click();
  await notebook.app(2).expectPainted(0);
});

test('an open menu is not in the picture', async ({ showApp }) => {
  const { app, notebook } = await showApp(['session.freeze()']);
  await app.select(2);
  const { selectionBar } = app;
  await expect(selectionBar).toContainText('1 sample selected');
  await app.untilPainted();
  const bare = await app.picture();
  await selectionBar.getByRole('button', { name: 'Tag', exact: true }).click();
  await expect(notebook.page.locator('.lunette-TagPopover')).toBeVisible();
  await notebook.resultOf(1);
  expect((await pictureOf(notebook, 0)).differenceTo(bare)).toBeLessThan(0.01);
});

test('a notebook that is saved while the App is live has the picture of what is shown', async ({
  showApp
}) => {
  const { app, notebook } = await showApp();
  await app.untilPainted();
  await app.select(0);
  await app.select(3);
  await expect(app.selectionBar).toContainText('2 samples selected');
  const root = await app.root.elementHandle();
  const saved = async (): Promise<{ difference: number; types: string[] }> => {
    const { cells } = await notebook.save();
    const [output] = (cells[0]!.outputs ?? []) as unknown as IBundle[];
    const picture = Picture.decode(Buffer.from(output!.data['image/png']!, 'base64'));
    await notebook.cell(0).locator('.jp-InputPrompt').hover();
    const live = await app.picture();
    const same = picture.width === live.width && picture.height === live.height;
    return {
      difference: same ? picture.differenceTo(live) : 1,
      types: Object.keys(output!.data).sort()
    };
  };
  await saved();
  // What was not at hand when it was saved is saved right after.
  await expect.poll(async () => (await saved()).difference).toBeLessThan(0.01);
  expect((await saved()).types).toEqual([
    'application/vnd.lunette.app+json',
    'image/png',
    'text/plain'
  ]);
  // The App was not built anew, and nothing is unsaved.
  expect(await root!.evaluate(node => node.isConnected)).toBe(true);
  expect(
    await notebook.page.evaluate(path => window.notebookOf(path).context.model.dirty, notebook.path)
  ).toBe(false);
  expect(notebook.errors).toEqual([]);
});
