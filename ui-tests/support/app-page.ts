import { expect, type Locator, type Page } from '@playwright/test';
import { BOX, boxColor, greyOf } from './sample-pictures';
import { near, Picture, type IBox } from './picture';

/** The App as a person sees it: in a cell, a sidebar or a tab. Tiles count from 0. */
export class AppPage {
  constructor(
    readonly page: Page,
    /** The element `.lunette-App`. */
    readonly root: Locator
  ) {}

  get grid(): Locator {
    return this.root.locator('.lunette-Grid-viewport');
  }
  /** The sample viewer; it lies over the page, outside of the App's box. */
  get viewer(): Locator {
    return this.page.locator('.lunette-Viewer');
  }
  get selectionBar(): Locator {
    return this.root.locator('.lunette-SelectionBar');
  }
  /** What stands in the grid's place when there is nothing to show. */
  get state(): Locator {
    return this.root.locator('.lunette-State');
  }
  get chips(): Locator {
    return this.root.locator('.lunette-Chip');
  }

  tile(index: number): Locator {
    const name = `Sample ${index + 1}`;
    return this.root.locator(
      `.lunette-Grid-tile[aria-label="${name}"], .lunette-Grid-tile[aria-label^="${name},"]`
    );
  }

  /** Waits for exact counts: `24 samples · 24 labels`, `6 of 24 samples · 6 labels`. */
  async expectCounts(text: string): Promise<void> {
    const counts = this.root.locator('.lunette-Toolbar-counts:not(.lunette-mod-stale)');
    await expect
      .poll(async () => plain((await counts.getAttribute('title')) ?? ''), { message: 'counts' })
      .toBe(text);
  }

  /** What is on the screen inside the App's box. */
  async picture(): Promise<Picture> {
    return this.pictureOf(this.root);
  }

  /** What is on the screen inside an element's box, on whole pixels. */
  async pictureOf(element: Locator): Promise<Picture> {
    await element.scrollIntoViewIfNeeded();
    const box = await element.boundingBox();
    return (await this.screen()).crop(box!);
  }

  /** Boxes of the tiles that are wholly in sight, in the page's coordinates, by index. */
  async tilesInSight(): Promise<Map<number, IBox>> {
    const found = await this.root.evaluate(root =>
      [...root.querySelectorAll('.lunette-Grid-tile')].flatMap(tile => {
        const { x, y, width, height, right, bottom } = tile.getBoundingClientRect();
        const corners = [
          [x + 2, y + 2],
          [right - 2, y + 2],
          [x + 2, bottom - 2],
          [right - 2, bottom - 2]
        ] as const;
        // Panels of JupyterLab, the selection bar and the cell's edge may cover it.
        const inside = corners.every(([left, top]) =>
          tile.contains(document.elementFromPoint(left, top))
        );
        const index = Number(/\d+/.exec(tile.getAttribute('aria-label') ?? '')?.[0]) - 1;
        return inside && index >= 0 ? [[index, { x, y, width, height }] as const] : [];
      })
    );
    return new Map(found);
  }

  /** Waits until every tile in sight has a picture on it: more than one colour on the screen. */
  async untilPainted(): Promise<void> {
    await this.root.scrollIntoViewIfNeeded();
    await expect
      .poll(() => this.blankTiles(), { message: 'tiles in sight without a picture' })
      .toEqual([]);
  }

  /**
   * Waits until tile `index` shows picture `picture` of `sample-pictures` with its box drawn, by
   * the colours of pixels on the screen.
   */
  async expectPainted(index: number, picture = index): Promise<void> {
    const problem = async (): Promise<string> => {
      const tile = await this.pictureOf(this.tile(index));
      const { width, height } = tile;
      const grey = greyOf(picture);
      const ground = tile.at(0.12 * width, 0.35 * height);
      if (!near(ground, [grey, grey, grey], 3)) {
        return `ground is ${ground.join()}, not ${grey}`;
      }
      const [x, y, w, h] = BOX;
      for (const along of [0.3, 0.5, 0.7]) {
        // Both sides and the lower edge; a text may stand on the upper one.
        const sides = [
          { x: x * width - 3, y: along * height, width: 6, height: 1 },
          { x: (x + w) * width - 3, y: along * height, width: 6, height: 1 },
          { x: along * width, y: (y + h) * height - 3, width: 1, height: 6 }
        ];
        for (const side of sides) {
          if (tile.crop(side).shareOf(boxColor(picture), 24) === 0) {
            return `no line of the box near ${side.x.toFixed()}, ${side.y.toFixed()}`;
          }
        }
      }
      return '';
    };
    await expect.poll(problem, { message: `tile ${index} with picture ${picture}` }).toBe('');
  }

  /** Selects a sample, or takes it out of the selection. */
  async select(index: number): Promise<void> {
    await this.tile(index).click({ modifiers: ['Control'] });
  }

  async openViewer(index: number): Promise<void> {
    await this.tile(index).click();
    await expect(this.viewer).toBeVisible();
  }

  /** Turns the wheel over the grid. */
  async scroll(pixels: number): Promise<void> {
    await this.grid.hover();
    await this.page.mouse.wheel(0, pixels);
  }

  /** The values of a facet of the sidebar, which is opened if it is not. */
  async facet(path: string): Promise<Locator> {
    const closed = this.root.locator(`.lunette-Facet-name[title="${path}"][aria-expanded="false"]`);
    await expect(this.root.locator('.lunette-Sidebar')).toBeVisible();
    if ((await closed.count()) > 0) {
      await closed.click();
    }
    return this.root.getByRole('group', { name: path, exact: true });
  }

  /** Clicks a value of a facet: filters by it, or no longer. */
  async filter(path: string, value: string): Promise<void> {
    await (await this.facetValue(path, value)).click();
  }

  /** Waits until a value of a facet has this count. */
  async expectFacetCount(path: string, value: string, count: number): Promise<void> {
    const row = await this.facetValue(path, value);
    await expect(row.locator('.lunette-Value-number')).toHaveText(String(count));
  }

  /** Tags the selected samples. */
  async tag(name: string): Promise<void> {
    await this.selectionBar.getByRole('button', { name: 'Tag', exact: true }).click();
    const popover = this.page.locator('.lunette-TagPopover');
    const input = popover.getByLabel('Tag', { exact: true });
    await input.fill(name);
    await input.press('Enter');
    await expect(popover.getByRole('checkbox', { name })).toBeChecked();
    await input.press('Escape');
    await expect(popover).toBeHidden();
  }

  private async facetValue(path: string, value: string): Promise<Locator> {
    const facet = await this.facet(path);
    const text = this.page.locator('.lunette-Value-text', { hasText: exactly(value) });
    return facet.locator('.lunette-Value', { has: text });
  }

  private async screen(): Promise<Picture> {
    return Picture.decode(await this.page.screenshot({ animations: 'disabled' }));
  }

  private async blankTiles(): Promise<number[]> {
    const tiles = await this.tilesInSight();
    const screen = await this.screen();
    const blank = [...tiles].filter(([, box]) => screen.crop(box).colors(2) < 2);
    return tiles.size === 0 ? [-1] : blank.map(([index]) => index);
  }
}

/** With ordinary spaces in place of the thin ones between digits. */
function plain(text: string): string {
  return text.replace(/[\u202f\u2009\u00a0]/g, ' ');
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
