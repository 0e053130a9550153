/** Database pipelines as stages: `view.of_pipeline`. */
import { NotExpressible, stagesOfPipeline, type ParsedParams } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { DatasetSchema } from '../schema';
import { checkView } from '../views';
import type { DatasetQuery, IAnswer } from './query-context';

/** Whether conditions on a path are about the elements of lists. */
function leadsToList(schema: DatasetSchema, path: string): boolean {
  const target = schema.resolve(path);
  switch (target.kind) {
    case 'tags':
    case 'list':
    case 'elements':
      return true;
    case 'attribute':
      return target.field.list !== null;
    default:
      return false;
  }
}

export async function stagesOfPipelineRequest(
  query: DatasetQuery,
  { view, pipeline }: ParsedParams<'view.of_pipeline'>
): Promise<IAnswer> {
  const schema = checkView(view, query.columns.schema);
  try {
    return { result: stagesOfPipeline(pipeline, path => leadsToList(schema, path)) };
  } catch (error) {
    if (error instanceof NotExpressible) {
      throw new RequestError('invalid', error.message, { dataset: schema.dataset });
    }
    throw error;
  }
}
