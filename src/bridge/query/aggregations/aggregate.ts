/** Aggregations over the samples and labels of a view. */
import type { Aggregation } from '../../../protocol';
import type { IDocumentReader } from '../../store/document-store';
import type { IDatasetColumns } from '../columns';
import { toJson, type Inflate, type Value } from '../expressions';
import { NotColumnar } from '../relational';
import { fieldsOfExpression, forEachSample, type IViewRows } from '../views';
import { aggregateColumns } from './aggregate-columns';
import { aggregateValues } from './aggregate-documents';
import { FoundFields } from './found-fields';
import { isStored, storedSchema } from './stored-schema';
import { subjectOf, type ISubject } from './subject';
import { valueOfSample } from './value-of-sample';

export interface IAggregateContext {
  columns: IDatasetColumns;
  reader: IDocumentReader;
  checkpoint(): Promise<void>;
  inflate: Inflate;
}

/** An aggregation that needs documents, and where its result belongs. */
interface IPending {
  place: number;
  aggregation: Aggregation;
  subject: ISubject;
}

const isSchema = ({ name }: Aggregation): boolean => name === 'schema' || name === 'list_schema';

/**
 * Results as JSON, in order: `bounds` is `[least, greatest]`, `count_values` a list of
 * `[value, count]`, `histogram_values` `{counts, edges, other}`, `schema` and `list_schema` fields.
 * Lists are unwound, except by `values`. What needs documents reads them once, all together.
 *
 * @throws RequestError naming the field that is unknown or of a wrong type.
 */
export async function aggregate(
  context: IAggregateContext,
  view: IViewRows,
  aggregations: readonly Aggregation[]
): Promise<unknown[]> {
  const results: unknown[] = [];
  const pending: IPending[] = [];
  for (const [place, aggregation] of aggregations.entries()) {
    const subject = subjectOf(aggregation, view.schema);
    if (!subject) {
      results[place] = view.rids.length;
      continue;
    }
    try {
      const { columns, reader } = context;
      const tags = (): string[] => reader.tagNames(columns.info.id);
      const answer = await aggregateColumns(columns, view, aggregation, subject, tags);
      results[place] = toJson(answer, context.inflate);
    } catch (error) {
      if (!(error instanceof NotColumnar)) {
        throw error;
      }
      if (isSchema(aggregation) && isStored(subject, view)) {
        results[place] = await storedSchema(context, view, aggregation, subject);
      } else {
        pending.push({ place, aggregation, subject });
      }
    }
  }
  if (pending.length > 0) {
    await aggregateOverDocuments(context, view, pending, results);
  }
  return results;
}

async function aggregateOverDocuments(
  { columns, reader, checkpoint, inflate }: IAggregateContext,
  view: IViewRows,
  pending: readonly IPending[],
  results: unknown[]
): Promise<void> {
  const order = new Map<number, number>();
  view.rids.forEach((rid, i) => order.set(rid, i));
  const gathered = pending.map(({ aggregation }) =>
    isSchema(aggregation) ? new FoundFields() : new Array<Value>(view.rids.length).fill(null)
  );
  const wanted = pending.flatMap(({ subject }) => [...fieldsOfExpression(subject.expression)]);
  await forEachSample(
    reader,
    columns.info.id,
    columns.schema,
    view.rids,
    new Set(wanted),
    view.transforms,
    checkpoint,
    (document, rid) => {
      const sample = document as Value;
      const place = order.get(rid) as number;
      pending.forEach(({ aggregation, subject }, i) => {
        const value = valueOfSample(subject, sample);
        const into = gathered[i];
        if (into instanceof FoundFields) {
          into.add(value, aggregation.name === 'schema');
        } else if (into) {
          into[place] = value;
        }
      });
    }
  );
  for (const [i, { place, aggregation, subject }] of pending.entries()) {
    const into = gathered[i];
    results[place] =
      into instanceof FoundFields
        ? into.fields(aggregation, subject, view.schema)
        : toJson(aggregateValues(into as Value[], aggregation, subject), inflate);
  }
}
