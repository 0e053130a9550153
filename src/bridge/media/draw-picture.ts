/** Paints the picture of a session: tiles, boxes, points and masks, then the rest as one SVG on top. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import {
  decodePage,
  fitInside,
  overlayShapes,
  pageLabels,
  THUMBNAIL_SIZES,
  type IPageFrame,
  type IRect
} from '../../protocol';
import {
  messageSvg,
  overlaySvg,
  placeholderSvg,
  selectionSvg,
  textWidth,
  THEMES,
  TOOLBAR_HEIGHT,
  toolbarSvg,
  warningSvg,
  type IPaintedPicture,
  type IPictureInput,
  type IPictureTile
} from '../picture';
import type { ICachedImage } from '../store/sqlite-cache';
import { Canvas } from './canvas';
import { encodePicture } from './encode-picture';
import type { ImageLibrary } from './image-library';
import type { IPictureResult } from './media-protocol';
import { paintOverlay } from './paint-overlay';
import { failureOf } from './thumbnails';

const FONT_SIZE = 11;
/** Lower tiles have no texts, as in the App. */
const MIN_TEXT_HEIGHT = 72;

/** Drawn pictures that are kept: showing the same state again costs nothing. */
const MAX_KEPT = 8;

/** A thumbnail, or why there is none. */
type Tile =
  { thumbnail: ICachedImage; error?: undefined } | { thumbnail?: undefined; error: string };

const kept = new Map<string, IPaintedPicture>();

async function loadTile(
  library: ImageLibrary,
  { filepath, crop, rect }: IPictureTile,
  scale: number,
  signal: AbortSignal
): Promise<Tile> {
  if (filepath === null) {
    return { error: 'The sample is no longer in the dataset.' };
  }
  const longest = Math.max(rect.width, rect.height) * scale;
  const size = THUMBNAIL_SIZES.find(s => s >= longest) ?? THUMBNAIL_SIZES[2];
  try {
    return { thumbnail: await library.thumbnail(filepath, size, signal, crop) };
  } catch (error) {
    return { error: failureOf(error) };
  }
}

/** Paints the thumbnail into the tile and returns the rectangle that it covers. */
async function paintThumbnail(
  canvas: Canvas,
  { bytes, width, height }: ICachedImage,
  rect: IRect
): Promise<IRect> {
  const image = fitInside(rect, width, height);
  const area = canvas.pixels(image);
  const pixels = await sharp(bytes)
    .resize({ width: area.width, height: area.height, fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  canvas.image(image, pixels);
  return image;
}

/** Of everything that the picture depends on. */
function digestOf(input: IPictureInput, page: Uint8Array | null, tiles: readonly Tile[]): string {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify(input, (_key, value: unknown) =>
      value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value
    )
  );
  hash.update(page ?? '');
  tiles.forEach(({ thumbnail, error }) => hash.update(thumbnail?.bytes ?? error ?? ''));
  return hash.digest('base64');
}

/**
 * Answers the worker's method `picture`: a file of `width × scale` by `height × scale` pixels, or of
 * fewer if it would be too large.
 * @param stretch width of the font (`preparePictureFont`)
 */
export async function drawPicture(
  library: ImageLibrary,
  input: IPictureInput,
  page: Uint8Array | null,
  stretch: number,
  signal: AbortSignal
): Promise<{ result: IPictureResult; payload: Uint8Array }> {
  const tiles = await Promise.all(
    input.tiles.map(tile => loadTile(library, tile, input.scale, signal))
  );
  const digest = digestOf(input, page, tiles);
  const picture = kept.get(digest) ?? (await draw(input, page, tiles, stretch));
  kept.delete(digest);
  kept.set(digest, picture);
  if (kept.size > MAX_KEPT) {
    kept.delete(kept.keys().next().value as string);
  }
  // A copy, because what is answered is handed over.
  const { bytes, ...result } = picture;
  return { result, payload: new Uint8Array(bytes) };
}

async function draw(
  input: IPictureInput,
  pageBytes: Uint8Array | null,
  loaded: readonly Tile[],
  stretch: number
): Promise<IPaintedPicture> {
  const { width, height, scale, toolbar, message, tiles } = input;
  const theme = THEMES[input.theme];
  const canvas = new Canvas(width, height, scale, theme.ground);
  const svg: string[] = [toolbarSvg(toolbar, width, theme, stretch)];
  if (message) {
    const area = { x: 0, y: TOOLBAR_HEIGHT, width, height: height - TOOLBAR_HEIGHT };
    svg.push(messageSvg(message, area, theme, stretch));
  }
  const page = pageBytes ? decodePage(pageBytes) : null;
  const invalid = new Set(page?.meta.invalid.map(({ sample }) => sample) ?? []);
  const drawn = await Promise.all(
    tiles.map(async (tile, i): Promise<string> => {
      const { thumbnail, error } = loaded[i] as Tile;
      canvas.fill(tile.rect, theme.tile);
      if (error !== undefined) {
        return placeholderSvg(tile.rect, error, theme, stretch);
      }
      const image = await paintThumbnail(canvas, thumbnail, tile.rect);
      return page ? paintLabels(canvas, page, i, image, tile.rect, input, stretch) : '';
    })
  );
  tiles.forEach((tile, i) => {
    svg.push(drawn[i] as string);
    if (invalid.has(i)) {
      svg.push(warningSvg(tile.rect, theme));
    }
    if (tile.mark !== null) {
      svg.push(selectionSvg(tile.rect, tile.mark, theme));
    }
  });
  const layer = `<svg xmlns="http://www.w3.org/2000/svg" width="${canvas.width}" height="${canvas.height}" viewBox="0 0 ${width} ${height}">${svg.join('')}</svg>`;
  const raw = { width: canvas.width, height: canvas.height, channels: 4 as const };
  const painted = await sharp(canvas.data, { raw })
    .composite([{ input: Buffer.from(layer), top: 0, left: 0 }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return encodePicture({ ...raw, data: painted }, input.format, input.maxBytes);
}

function paintLabels(
  canvas: Canvas,
  page: IPageFrame,
  index: number,
  image: IRect,
  tile: IRect,
  { style }: IPictureInput,
  stretch: number
): string {
  const shapes = overlayShapes(pageLabels(page, index), image, tile, {
    ...style,
    showText: style.showText && tile.height >= MIN_TEXT_HEIGHT,
    allText: false,
    fontSize: FONT_SIZE,
    measure: text => textWidth(text, FONT_SIZE, stretch)
  });
  const rest = paintOverlay(canvas, shapes, tile, style.opacity);
  return overlaySvg(rest, tile, style.opacity, FONT_SIZE);
}
