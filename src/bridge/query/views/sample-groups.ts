/** Rows of a view in groups, one after the other. */

export interface ISampleGroups {
  /** Rows of the first group in their order, then of the second, … */
  members: Uint32Array;
  /** Where each group begins in `members`, and where the last one ends. */
  starts: Uint32Array;
}

export const groupCount = ({ starts }: ISampleGroups): number => starts.length - 1;

/** Rows of one group. */
export const groupRows = ({ members, starts }: ISampleGroups, group: number): Uint32Array =>
  members.subarray(starts[group], starts[group + 1]);

/**
 * Rows put together by the group they are of, in the order in which groups first come among
 * `order`; inside a group they keep their order.
 */
export function groupedRows(
  rows: Uint32Array,
  groupOf: (rid: number) => number,
  order: Uint32Array = rows
): ISampleGroups {
  const places = new Map<number, number>();
  for (const rid of order) {
    const group = groupOf(rid);
    if (!places.has(group)) {
      places.set(group, places.size);
    }
  }
  const sizes = new Uint32Array(places.size + 1);
  const placeOf = new Uint32Array(rows.length);
  rows.forEach((rid, i) => {
    const place = places.get(groupOf(rid)) ?? 0;
    placeOf[i] = place;
    sizes[place + 1] = (sizes[place + 1] as number) + 1;
  });
  for (let i = 1; i < sizes.length; i++) {
    sizes[i] = (sizes[i] as number) + (sizes[i - 1] as number);
  }
  const starts = sizes;
  const next = starts.slice();
  const members = new Uint32Array(rows.length);
  rows.forEach((rid, i) => {
    const place = placeOf[i] as number;
    members[next[place] as number] = rid;
    next[place] = (next[place] as number) + 1;
  });
  return { members, starts };
}

/** Groups in another order, or some of them. */
export function chosenGroups(groups: ISampleGroups, chosen: readonly number[]): ISampleGroups {
  const parts = chosen.map(group => groupRows(groups, group));
  return joinedGroups(parts);
}

/** Lists of rows as groups. */
export function joinedGroups(parts: readonly Uint32Array[]): ISampleGroups {
  const starts = new Uint32Array(parts.length + 1);
  parts.forEach((part, i) => {
    starts[i + 1] = (starts[i] as number) + part.length;
  });
  const members = new Uint32Array(starts.at(-1) ?? 0);
  parts.forEach((part, i) => members.set(part, starts[i]));
  return { members, starts };
}

/** The first row of each group. */
export const headsOf = ({ members, starts }: ISampleGroups): Uint32Array =>
  Uint32Array.from(starts.subarray(0, -1), start => members[start] as number);
