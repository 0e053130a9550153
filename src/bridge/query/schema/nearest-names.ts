/** "Did you mean": names near to one that does not exist. */

/** Edits (insert, delete, replace, swap neighbours) that make `a` into `b`, at most `limit` + 1. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) {
    return limit + 1;
  }
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (previous[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (previous[j - 1] as number) + cost
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] as number) + 1);
      }
      row.push(best);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] as number;
}

/** Up to three of `names` that a person may have meant by `name`, nearest first. */
export function nearestNames(name: string, names: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.min(3, Math.floor(wanted.length / 3)));
  const found: { candidate: string; score: number }[] = [];
  for (const candidate of new Set(names)) {
    const other = candidate.toLowerCase();
    const last = other.slice(other.lastIndexOf('.') + 1);
    let score = distance(wanted, other, limit);
    if (score > limit && wanted.length >= 3 && (other.startsWith(wanted) || last === wanted)) {
      score = limit;
    }
    if (score <= limit) {
      found.push({ candidate, score });
    }
  }
  return found
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
