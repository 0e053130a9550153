/** Gathers what a tile shows from the model's caches, and paints it. */
import {
  countOf,
  fitInside,
  pageLabels,
  type IPageLabel,
  type IRect,
  type SampleMark
} from '../../../protocol';
import { ThumbnailState, type AppModel, type IPageSample } from '../../model';
import { labelAt, overlayStyle } from '../../overlays';
import { paintTile, type ITileContent, type ITileLook } from './paint-tile';
import type { Tile } from './tile';
import { readTileTheme, type ITileTheme } from './tile-theme';

/** Font size of label texts on tiles. */
const FONT_SIZE = 11;
/** Pointer distance in CSS pixels at which a line is hit. */
const REACH = 4;

export class TilePainter {
  constructor(
    private readonly _model: AppModel,
    private readonly _root: Element
  ) {
    this._look = this._readLook();
  }

  /** Reads colours, fields and settings anew; tiles painted from now on have them. */
  refresh(): void {
    this._look = this._readLook();
  }

  /** Colours as they were when the grid was last seen. */
  get theme(): ITileTheme {
    return this._look.theme;
  }

  /** How a sample is marked as selected; null if it is not. */
  markOf(id: string): SampleMark | null {
    const { selected, selectingAll, session } = this._model.store.state;
    const type = selected.get(id) ?? (selectingAll === null ? undefined : 'default');
    return type === undefined ? null : (session?.sample_selection_style[type] ?? 'checkmark');
  }

  /** Paints the tile if its page is here; false if it is not. */
  paint(tile: Tile): boolean {
    const sample = this._model.pages?.sample(tile.index);
    const id = this._model.pages?.id(tile.index);
    if (!sample || !id) {
      return false;
    }
    if (!this._theme && this._root.isConnected) {
      this.refresh();
    }
    const content = this._content(sample, id);
    paintTile(tile.begin(), content, localRect(tile.rect), this._look);
    tile.canvas.style.visibility = '';
    tile.id = id;
    tile.mark = content.mark;
    describe(tile, content, this._invalid(sample));
    return true;
  }

  /** The label at a point of the tile, in CSS pixels from its corner; null if there is none. */
  labelAt(tile: Tile, x: number, y: number): IPageLabel | null {
    const sample = this._model.pages?.sample(tile.index);
    if (!sample || tile.id === null) {
      return null;
    }
    const { labels, width, height } = this._content(sample, tile.id);
    const image = fitInside(localRect(tile.rect), width, height);
    const { fields } = this._look.overlays;
    return labelAt(
      labels.filter(({ field }) => fields.has(field)),
      (x - image.x) / image.width,
      (y - image.y) / image.height,
      { x: REACH / image.width, y: REACH / image.height }
    );
  }

  /** Whether the sample's labels and picture are here (or it is known that there is none). */
  isComplete(index: number): boolean {
    const id = this._model.pages?.id(index);
    const thumbnail = id ? this._model.thumbnails.get(id) : null;
    return thumbnail?.bitmap != null || thumbnail?.state === ThumbnailState.Broken;
  }

  /** Paints sample `index` into `rect` of a captured picture. */
  paintInto(ctx: CanvasRenderingContext2D, index: number, rect: IRect): void {
    const sample = this._model.pages?.sample(index);
    const id = this._model.pages?.id(index);
    if (sample && id) {
      paintTile(ctx, this._content(sample, id), rect, this._look);
    } else {
      ctx.fillStyle = this._look.theme.ground;
      ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
    }
  }

  private _content({ page, row }: IPageSample, id: string): ITileContent {
    const thumbnail = this._model.thumbnails.get(id);
    const { captions } = page.meta;
    const perSample = page.meta.count > 0 ? captions.length / page.meta.count : 0;
    const width = (page.columns['width']?.[row] ?? 0) || (thumbnail?.width ?? 0);
    const height = (page.columns['height']?.[row] ?? 0) || (thumbnail?.height ?? 0);
    return {
      bitmap: thumbnail?.bitmap ?? null,
      width: width || (thumbnail?.bitmap?.width ?? 0),
      height: height || (thumbnail?.bitmap?.height ?? 0),
      labels: pageLabels(page, row),
      captions: captions.slice(row * perSample, (row + 1) * perSample),
      broken:
        thumbnail?.state === ThumbnailState.Broken
          ? (thumbnail.error ?? 'The picture cannot be shown.')
          : null,
      invalid: page.meta.invalid.some(({ sample }) => sample === row),
      mark: this.markOf(id),
      duration: thumbnail?.video?.duration ?? null,
      groupSize: page.columns['groupSize']?.[row] ?? null
    };
  }

  private _invalid({ page, row }: IPageSample): string[] {
    return page.meta.invalid
      .filter(({ sample }) => sample === row)
      .map(({ field, message }) => `${field}: ${message}`);
  }

  private _readLook(): ITileLook {
    if (this._root.isConnected) {
      this._theme = readTileTheme(this._root);
    }
    return {
      overlays: overlayStyle(this._model, { fontSize: FONT_SIZE, allText: false }),
      // Outside the document nothing can be read; then the colours are as before, or the usual ones.
      theme: this._theme ?? readTileTheme(this._root)
    };
  }

  private _look: ITileLook;
  /** The host's colours, once the grid was in the document. */
  private _theme: ITileTheme | null = null;
}

const localRect = ({ width, height }: IRect): IRect => ({ x: 0, y: 0, width, height });

/** What the tile says to those who do not see it, and on hover if something is wrong. */
function describe(tile: Tile, content: ITileContent, invalid: readonly string[]): void {
  const { element, index } = tile;
  const problems = [...(content.broken === null ? [] : [content.broken]), ...invalid];
  const { groupSize } = content;
  const group = groupSize === null ? '' : `group of ${countOf(groupSize, 'sample')}`;
  const parts = [`Sample ${index + 1}`, group, ...content.captions, labelsInWords(content.labels)];
  element.setAttribute('aria-label', [...parts, ...problems].filter(Boolean).join(', '));
  element.setAttribute('aria-selected', String(content.mark !== null));
  if (problems.length > 0) {
    element.title = problems.join('\n');
  } else {
    element.removeAttribute('title');
  }
}

/** `3 coin, nucleus` — at most four classes. */
function labelsInWords(labels: readonly IPageLabel[]): string {
  const counts = new Map<string, number>();
  for (const { label } of labels) {
    if (label !== null) {
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  const words = [...counts].map(([label, count]) => (count > 1 ? `${count} ${label}` : label));
  return words.length > 4
    ? `${words.slice(0, 4).join(', ')} and ${words.length - 4} more`
    : words.join(', ');
}
