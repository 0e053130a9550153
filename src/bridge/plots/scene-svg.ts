/** A plot's scene as SVG. */
import type { IPlotScene, IScenePoints, PlotRole } from '../../protocol';
import { n, safeColor, textElement, THEMES } from '../picture';

/** Points that would lie on the same quarter of a pixel are drawn once. */
const GRAIN = 4;

export function sceneSvg(scene: IPlotScene, theme: 'light' | 'dark'): string {
  const colors = THEMES[theme];
  const roles: Record<PlotRole, string> = {
    text: colors.text,
    secondary: colors.secondary,
    grid: colors.border,
    accent: colors.accent,
    ground: colors.ground
  };
  const parts = [
    `<rect width="${n(scene.width)}" height="${n(scene.height)}" fill="${roles.ground}"/>`
  ];
  for (const { x1, y1, x2, y2, role } of scene.lines) {
    parts.push(
      `<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}" stroke="${roles[role]}" stroke-width="1"/>`
    );
  }
  for (const { rect, color, opacity } of scene.bars) {
    parts.push(
      `<rect x="${n(rect.x)}" y="${n(rect.y)}" width="${n(rect.width)}" height="${n(rect.height)}" fill="${color ? safeColor(color) : roles.accent}" fill-opacity="${n(opacity)}"/>`
    );
  }
  for (const { x, y, width, height } of scene.ranges) {
    parts.push(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${roles.accent}" fill-opacity="0.12" stroke="${roles.accent}"/>`
    );
  }
  scene.points.forEach((points, number) => parts.push(pointsSvg(points, number, roles.accent)));
  for (const { x, y, text, size, bold, anchor, role, vertical } of scene.texts) {
    const element = textElement(text, vertical ? 0 : x, vertical ? 0 : y, {
      size,
      fill: roles[role],
      weight: bold ? 600 : 400,
      anchor
    });
    parts.push(
      vertical ? `<g transform="translate(${n(x)} ${n(y)}) rotate(-90)">${element}</g>` : element
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${n(scene.width)}" height="${n(scene.height)}" viewBox="0 0 ${n(scene.width)} ${n(scene.height)}">${parts.join('')}</svg>`;
}

function pointsSvg(points: IScenePoints, number: number, accent: string): string {
  const { xy, size, ring, clip, opacity } = points;
  const color = points.color ? safeColor(points.color) : accent;
  const groups = new Map<number, string[]>();
  const seen = new Set<string>();
  for (let i = 0; 2 * i < xy.length; i++) {
    const x = Math.round((xy[2 * i] as number) * GRAIN) / GRAIN;
    const y = Math.round((xy[2 * i + 1] as number) * GRAIN) / GRAIN;
    const diameter = typeof size === 'number' ? size : Math.round((size[i] as number) * 2) / 2;
    const key = `${x} ${y} ${diameter}`;
    if (seen.has(key)) {
      continue;
    }
    seen.add(key);
    const group = groups.get(diameter) ?? [];
    groups.set(diameter, group);
    const r = diameter / 2 + 2;
    // A line of no length with round ends is a dot.
    group.push(
      ring
        ? `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
        : `M${x} ${y}h0`
    );
  }
  const id = `clip${number}`;
  const paths = [...groups].map(
    ([diameter, path]) =>
      `<path d="${path.join('')}" fill="none" stroke="${color}" stroke-opacity="${n(opacity)}" stroke-width="${ring ? 2 : n(diameter)}" stroke-linecap="round"/>`
  );
  return `<clipPath id="${id}"><rect x="${n(clip.x)}" y="${n(clip.y)}" width="${n(clip.width)}" height="${n(clip.height)}"/></clipPath><g clip-path="url(#${id})">${paths.join('')}</g>`;
}
