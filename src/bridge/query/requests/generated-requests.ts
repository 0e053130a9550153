/** What a view with a generating stage makes. Not on the wire. */
import type { View } from '../../../protocol';
import { asGenerating, planGenerated } from '../generated';
import { checkView, fieldsOfStage } from '../views';
import type { DatasetQuery, IAnswer } from './query-context';

/** Fields that every sample that is made takes from its source. */
const TAKEN = ['filepath', 'metadata', 'tags'];

/** `view` ends with the generating stage. @throws RequestError if a stage is not possible */
export function planGeneratedView(query: DatasetQuery, { view }: { view: View }): Promise<IAnswer> {
  const { schema } = query.columns;
  checkView(view, schema);
  const before = view.slice(0, -1);
  const shown = checkView(before, schema);
  const plan = planGenerated(asGenerating(view.at(-1) as View[number]), shown);
  const relevant = new Set([...TAKEN, ...plan.read]);
  for (const stage of before) {
    fieldsOfStage(stage, schema).forEach(field => relevant.add(field));
  }
  const result = { plan, relevant: [...relevant], seq: query.columns.seq };
  return Promise.resolve({ result });
}
