/** Paints the picture of a session: tiles and masks pixel by pixel, the rest as one SVG on top. */
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
  type IPictureInput,
  type IPictureTile
} from '../picture';
import { Canvas } from './canvas';
import type { ImageLibrary } from './image-library';
import { textStretch } from './text-stretch';
import { failureOf } from './thumbnails';

const FONT_SIZE = 11;
/** Lower tiles have no texts, as in the App. */
const MIN_TEXT_HEIGHT = 72;

/** The picture's pixels in its tile, or why there are none. */
type Tile =
  | { image: IRect; pixels: Uint8Array; error?: undefined }
  | { image: IRect; pixels?: undefined; error: string };

async function loadTile(
  library: ImageLibrary,
  canvas: Canvas,
  { filepath, rect }: IPictureTile,
  signal: AbortSignal
): Promise<Tile> {
  if (filepath === null) {
    return { image: rect, error: 'The sample is no longer in the dataset.' };
  }
  const longest = Math.max(rect.width, rect.height) * canvas.scale;
  const size = THUMBNAIL_SIZES.find(s => s >= longest) ?? THUMBNAIL_SIZES[2];
  try {
    const { bytes, width, height } = await library.thumbnail(filepath, size, signal);
    const image = fitInside(rect, width, height);
    const area = canvas.pixels(image);
    const pixels = await sharp(bytes)
      .resize({ width: area.width, height: area.height, fit: 'fill' })
      .ensureAlpha()
      .raw()
      .toBuffer();
    return { image, pixels };
  } catch (error) {
    return { image: rect, error: failureOf(error) };
  }
}

/** Answers the worker's method `picture`: a PNG of `width × scale` by `height × scale` pixels. */
export async function drawPicture(
  library: ImageLibrary,
  input: IPictureInput,
  pageBytes: Uint8Array | null,
  signal: AbortSignal
): Promise<{ result: null; payload: Uint8Array }> {
  const { width, height, scale, toolbar, message, tiles } = input;
  const theme = THEMES[input.theme];
  const stretch = await textStretch();
  const canvas = new Canvas(width, height, scale, theme.ground);
  const svg: string[] = [toolbarSvg(toolbar, width, theme, stretch)];
  if (message) {
    const area = { x: 0, y: TOOLBAR_HEIGHT, width, height: height - TOOLBAR_HEIGHT };
    svg.push(messageSvg(message, area, theme, stretch));
  }
  const page = pageBytes ? decodePage(pageBytes) : null;
  const invalid = new Set(page?.meta.invalid.map(({ sample }) => sample) ?? []);
  const loaded = await Promise.all(tiles.map(tile => loadTile(library, canvas, tile, signal)));
  tiles.forEach((tile, i) => {
    const content = loaded[i] as Tile;
    canvas.fill(tile.rect, theme.tile);
    if (content.error !== undefined) {
      svg.push(placeholderSvg(tile.rect, content.error, theme, stretch));
    } else {
      canvas.image(content.image, content.pixels);
      if (page) {
        svg.push(paintLabels(canvas, page, i, content.image, tile.rect, input, stretch));
      }
    }
    if (invalid.has(i)) {
      svg.push(warningSvg(tile.rect, theme));
    }
    if (tile.selected) {
      svg.push(selectionSvg(tile.rect, theme));
    }
  });
  const layer = `<svg xmlns="http://www.w3.org/2000/svg" width="${canvas.width}" height="${canvas.height}" viewBox="0 0 ${width} ${height}">${svg.join('')}</svg>`;
  const png = await sharp(canvas.data, {
    raw: { width: canvas.width, height: canvas.height, channels: 4 }
  })
    .composite([{ input: Buffer.from(layer), top: 0, left: 0 }])
    .removeAlpha()
    // A palette makes photographs a third of the size, which the notebook carries for ever.
    .png({ palette: true, colours: 256, quality: 90, effort: 4, dither: 0.6 })
    .toBuffer();
  return { result: null, payload: new Uint8Array(png) };
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
  for (const shape of shapes) {
    if (shape.kind === 'raster') {
      canvas.raster(shape, tile, style.opacity);
    }
  }
  return overlaySvg(shapes, tile, style.opacity, FONT_SIZE);
}
