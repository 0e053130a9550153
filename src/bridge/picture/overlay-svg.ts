/** Polygons, lines and texts of labels as SVG. Boxes, points and masks are painted by media/canvas.ts. */
import { inkOn, type IRect, type OverlayShape } from '../../protocol';
import { n, safeColor, textElement } from './svg';

/** Of the halo on each side of a stroke: dark around light colours, light around dark ones. */
export const HALO_OPACITY = 0.65;

function pathData(points: readonly number[], closed: boolean): string {
  let data = '';
  for (let i = 0; i + 1 < points.length; i += 2) {
    data += `${i === 0 ? 'M' : 'L'}${n(points[i] as number)} ${n(points[i + 1] as number)}`;
  }
  return closed ? `${data}Z` : data;
}

function shapeSvg(shape: OverlayShape, opacity: number, fontSize: number): string {
  switch (shape.kind) {
    case 'path': {
      const color = safeColor(shape.color);
      const d = pathData(shape.points, shape.closed);
      const fill = shape.fill
        ? `<path d="${d}" fill="${color}" fill-opacity="${n(opacity)}"/>`
        : '';
      const line = (stroke: string, width: number, more: string): string =>
        `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" stroke-linejoin="round" ${more}/>`;
      const round = 'stroke-linecap="round"';
      const top = shape.dashes === null ? color : safeColor(shape.dashes);
      const ink = inkOn(top);
      const halo = line(
        ink,
        shape.width + 2 * shape.halo,
        `${round} stroke-opacity="${HALO_OPACITY}"`
      );
      const stroke =
        shape.dashes === null
          ? line(top, shape.width, round)
          : line(ink, shape.width, round) + line(top, shape.width, 'stroke-dasharray="6 4"');
      return fill + halo + stroke;
    }
    case 'dot': {
      const color = safeColor(shape.color);
      const centre = `cx="${n(shape.x)}" cy="${n(shape.y)}"`;
      return `<circle ${centre} r="${n(shape.radius + shape.halo)}" fill="${inkOn(color)}" fill-opacity="${HALO_OPACITY}"/><circle ${centre} r="${n(shape.radius)}" fill="${color}"/>`;
    }
    case 'text': {
      const { x, y, width, height } = shape.rect;
      return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${safeColor(shape.color)}"/>${textElement(shape.text, x + 4, y + height / 2 + 0.36 * fontSize, { size: fontSize, fill: safeColor(shape.ink) })}`;
    }
    case 'raster':
      return '';
  }
}

/** The shapes of one tile, cut off at its edges. */
export function overlaySvg(
  shapes: readonly OverlayShape[],
  tile: IRect,
  opacity: number,
  fontSize: number
): string {
  const inner = shapes.map(shape => shapeSvg(shape, opacity, fontSize)).join('');
  if (inner === '') {
    return '';
  }
  const box = `${n(tile.x)} ${n(tile.y)} ${n(tile.width)} ${n(tile.height)}`;
  return `<svg x="${n(tile.x)}" y="${n(tile.y)}" width="${n(tile.width)}" height="${n(tile.height)}" viewBox="${box}" overflow="hidden">${inner}</svg>`;
}
