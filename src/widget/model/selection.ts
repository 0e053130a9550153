/** Pure rules of selecting tiles. Selections are lists of ids in the order they were selected. */

/** Adds the id, or removes it if it is there. */
export function toggled(selected: readonly string[], id: string): string[] {
  return selected.includes(id) ? selected.filter(other => other !== id) : [...selected, id];
}

/** The selection and `added`, each id once. */
export function united(selected: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...selected, ...added])];
}

/** Indices between two tiles, both included, in either order. */
export function rangeOf(anchor: number, index: number): { start: number; count: number } {
  const start = Math.min(anchor, index);
  return { start, count: Math.abs(anchor - index) + 1 };
}
