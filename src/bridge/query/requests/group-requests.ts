/** Requests about the groups that `group_by` made in a view: `group.*`. */
import type { ParsedParams } from '../../../protocol';
import { idToHex } from '../../datasets/documents/object-id';
import { RequestError } from '../../request-error';
import { groupRows, headsOf, type ISampleGroups, type IViewRows } from '../views';
import type { DatasetQuery, IAnswer } from './query-context';
import { ridsOfIds } from './view-requests';

/** Kept with the groups, for pages are asked for one after the other. */
const found = new WeakMap<ISampleGroups, ReadonlyMap<number, number>>();

/** The group of each first sample. */
function groupOfHead(groups: ISampleGroups): ReadonlyMap<number, number> {
  const places =
    found.get(groups) ?? new Map(Array.from(headsOf(groups), (rid, group) => [rid, group]));
  found.set(groups, places);
  return places;
}

/** Sizes of the groups that some rows of a view stand for; null if they stand for none. */
export function groupSizesOf({ groups }: IViewRows, rids: Uint32Array): number[] | null {
  if (!groups) {
    return null;
  }
  const places = groupOfHead(groups);
  return Array.from(rids, rid => groupRows(groups, places.get(rid) ?? 0).length);
}

export async function groupSizes(
  query: DatasetQuery,
  { view, start, count }: ParsedParams<'group.sizes'>
): Promise<IAnswer> {
  const rows = await query.rows(view);
  return { result: { sizes: groupSizesOf(rows, rows.rids.subarray(start, start + count)) } };
}

export async function groupMembers(
  query: DatasetQuery,
  { view, sample_id: id, start, count }: ParsedParams<'group.members'>
): Promise<IAnswer> {
  const { groups } = await query.rows(view);
  const [rid = -1] = ridsOfIds(query, [id]);
  const group = groups ? groupOfHead(groups).get(rid) : undefined;
  if (!groups || group === undefined) {
    throw new RequestError(
      'not_found',
      `The sample '${id}' stands for no group in this view: its groups are made by group_by, and each is shown by its first sample.`,
      { dataset: query.columns.info.name, sample_id: id }
    );
  }
  const members = groupRows(groups, group);
  const part = members.slice(start, start + count);
  const bytes = query.reader.idsOfRids(query.dataset, part);
  const ids = Array.from(part, (_, i) => idToHex(bytes, 12 * i));
  return { result: { ids, start, total: members.length } };
}
