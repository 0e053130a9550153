/** For copies: the fields that a view leaves. Not on the wire. */
import type { View } from '../../../protocol';
import type { DatasetQuery, IAnswer } from './query-context';

export async function internalViewFields(
  query: DatasetQuery,
  { view }: { view: View }
): Promise<IAnswer> {
  const { schema } = await query.rows(view);
  return { result: [...schema.fields.values()] };
}
