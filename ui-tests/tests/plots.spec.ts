import { expect, test } from '../support/fixtures';

test.describe('plots attached to the session', () => {
  test('a value clicked in one filters App and kernel, and the plot follows the view', async ({
    showApp
  }) => {
    const { app, notebook } = await showApp([
      'session.plots.attach(ln.CategoricalHistogram("boxes.label"))\nsession.plots.show()',
      'len(session.view)',
      'session.clear_view()'
    ]);
    await app.untilPainted();
    await notebook.runCell(1);
    const plot = notebook.output(1).locator('.lunette-Plot');
    await expect(plot.locator('.lunette-Plot-message')).toBeHidden();

    // The first of two rows, below the title.
    await plot.click({ position: { x: 120, y: 44 } });
    await app.expectCounts('12 of 24 samples · 12 labels');
    await expect(app.chips).toHaveCount(1);
    expect(await notebook.resultOf(2)).toBe('12');

    await notebook.resultOf(3);
    await app.expectCounts('24 samples · 24 labels');
  });

  test('a lasso around points shows their samples', async ({ showApp }) => {
    const { app, notebook } = await showApp([
      [
        'points = [(i % 6, i // 6) for i in range(len(dataset))]',
        'plot = ln.scatterplot(points, samples=dataset)',
        'session.plots.attach(plot)',
        'plot.show()'
      ].join('\n'),
      '[dataset.values("id").index(i) for i in plot.selected_ids]'
    ]);
    await app.untilPainted();
    await notebook.runCell(1);
    const plot = notebook.output(1).locator('.lunette-Plot');
    await expect(plot.locator('.lunette-Plot-message')).toBeHidden();
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (!box) {
      throw new Error('The plot is not on the screen.');
    }
    // All around the left half of the points: three columns of four.
    const at = (x: number, y: number): [number, number] => [
      box.x + x * box.width,
      box.y + y * box.height
    ];
    const { mouse } = notebook.page;
    await mouse.move(...at(0.07, 0.04));
    await mouse.down();
    for (const [x, y] of [
      [0.52, 0.02],
      [0.52, 0.92],
      [0.05, 0.92],
      [0.05, 0.02]
    ] as const) {
      await mouse.move(...at(x, y), { steps: 3 });
    }
    await mouse.up();
    await app.expectCounts('12 of 24 samples · 12 labels');
    expect(JSON.parse(await notebook.resultOf(2))).toEqual([
      0, 1, 2, 6, 7, 8, 12, 13, 14, 18, 19, 20
    ]);

    await plot.dblclick({ position: { x: box.width * 0.52, y: 20 } });
    await app.expectCounts('24 samples · 24 labels');
  });

  test('freezing the session leaves pictures of them, as they were on the screen', async ({
    showApp
  }) => {
    const { app, notebook } = await showApp([
      'session.plots.attach(ln.CategoricalHistogram("boxes.label"))\nsession.plots.show()',
      'session.freeze()'
    ]);
    await app.untilPainted();
    await notebook.runCell(1);
    const plot = notebook.output(1).locator('.lunette-Plot');
    await expect(plot.locator('.lunette-Plot-message')).toBeHidden();
    const { width = 0 } = (await plot.boundingBox()) ?? {};
    await notebook.resultOf(2);
    await expect(plot).toHaveCount(0);
    const [output] = (await notebook.save()).cells[1]?.outputs as [
      { data: Record<string, unknown>; metadata: Record<string, { width: number }> }
    ];
    expect(Object.keys(output.data).sort()).toEqual(['image/png', 'text/plain']);
    // Drawn by the page: the bridge does not know how wide it was.
    expect(Math.abs((output.metadata['image/png']?.width ?? 0) - width)).toBeLessThanOrEqual(2);
  });

  test('a plot goes on while the kernel is busy', async ({ showApp }) => {
    const { app, notebook } = await showApp([
      'session.plots.attach(ln.NumericalHistogram("boxes.confidence"))\nsession.plots.show()',
      'import time\ntime.sleep(30)'
    ]);
    await app.untilPainted();
    await notebook.runCell(1);
    const plot = notebook.output(1).locator('.lunette-Plot');
    await expect(plot.locator('.lunette-Plot-message')).toBeHidden();
    await notebook.startCell(2);
    const box = await plot.boundingBox();
    if (!box) {
      throw new Error('The plot is not on the screen.');
    }
    const { mouse } = notebook.page;
    await mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 4 });
    await mouse.up();
    await expect(app.chips).toHaveCount(1);
    await expect(app.chips).toContainText('confidence');
  });
});
