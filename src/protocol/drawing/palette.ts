/**
 * Colours of classes and fields: the same value has the same colour on tiles, facets, plots, in the
 * viewer, in the frozen picture and in Python.
 */
import { channelsOf } from './css-color';

/**
 * Twelve colours that stay apart under the common kinds of colour blindness and on photographs;
 * after the palettes of Okabe & Ito (2008) and Tol (2021), lightened where they vanish on black.
 */
export const DEFAULT_POOL: readonly string[] = [
  '#e69f00',
  '#56b4e9',
  '#00b386',
  '#ee3377',
  '#f0e442',
  '#4d86e8',
  '#e4572e',
  '#44bbaa',
  '#cc79a7',
  '#b5bd3b',
  '#a878e0',
  '#ddcc77'
];

/** 32-bit FNV-1a over UTF-16 code units (Fowler, Noll, Vo). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Colours of values. Each takes the pool's colour at its hash, or the next free one, so that no two
 * of the first `pool.length` values share a colour and a new value seldom moves the others.
 */
export function assignColors(
  values: readonly string[],
  pool: readonly string[] = DEFAULT_POOL
): Map<string, string> {
  const colors = new Map<string, string>();
  let taken = new Set<number>();
  for (const value of values) {
    if (taken.size === pool.length) {
      taken = new Set();
    }
    let slot = hashText(value) % pool.length;
    while (taken.has(slot)) {
      slot = (slot + 1) % pool.length;
    }
    taken.add(slot);
    colors.set(value, pool[slot] as string);
  }
  return colors;
}

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
export function luminance(color: string): number {
  const [r, g, b] = channelsOf(color).map(c => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Black or white, whichever has the greater contrast on the colour. */
export function inkOn(color: string): '#000000' | '#ffffff' {
  const l = luminance(color);
  return (l + 0.05) / 0.05 >= 1.05 / (l + 0.05) ? '#000000' : '#ffffff';
}
