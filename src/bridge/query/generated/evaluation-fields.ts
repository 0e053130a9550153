/** Which fields an evaluation compared. */
import type { StageOf } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { DatasetSchema, ILabelField } from '../schema';

function hasAttribute(schema: DatasetSchema, field: ILabelField, name: string): boolean {
  try {
    schema.resolveAttribute(field, name);
    return true;
  } catch (error) {
    if (error instanceof RequestError) {
      return false;
    }
    throw error;
  }
}

/**
 * The two fields whose labels an evaluation of that key compared: those that are given, or else
 * those with lists of labels that have an attribute of that name.
 * @throws RequestError if there are none
 */
export function evaluationFields(
  stage: StageOf<'to_evaluation_patches'>,
  schema: DatasetSchema
): { gt: ILabelField; pred: ILabelField; crowd: boolean } {
  const { eval_key: key } = stage;
  const marked = [...schema.labelFields.values()].filter(
    field => field.list !== null && hasAttribute(schema, field, key)
  );
  const gt = stage.gt_field ? schema.labelField(stage.gt_field) : marked[0];
  const pred = stage.pred_field
    ? schema.labelField(stage.pred_field)
    : marked.find(field => field.name !== gt?.name);
  if (!gt || !pred) {
    const found = marked.map(field => `'${field.name}'`).join(', ');
    throw new RequestError(
      'not_found',
      `Dataset '${schema.dataset}' has no evaluation '${key}' of detections: an evaluation marks the labels of two fields with an attribute of its key, and ${found ? `only ${found} has one` : 'no field has one'}.`,
      { dataset: schema.dataset, eval_key: key }
    );
  }
  const crowd = [gt, pred].some(field => hasAttribute(schema, field, 'iscrowd'));
  return { gt, pred, crowd };
}
