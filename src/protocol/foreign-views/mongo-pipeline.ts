/** Database pipelines as stages, step by step. */
import { field } from '../expressions';
import { stageSchema, type Stage } from '../stages';
import { expressionOfQuery, type IsList } from './mongo-query';
import { isObject, NotExpressible, onlyEntry, pathOf } from './not-expressible';

function amount(value: unknown, op: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new NotExpressible(`${op} needs a whole number.`);
  }
  return value;
}

function projected(value: unknown): Stage {
  const entries = isObject(value) ? Object.entries(value) : [];
  const names = entries.map(([path]) => pathOf(path)).filter(path => path !== 'id');
  const kept = entries.filter(([path]) => path !== '_id').map(([, flag]) => flag);
  if (kept.length > 0 && kept.every(flag => flag === 1 || flag === true)) {
    return { stage: 'select_fields', field_names: names };
  }
  if (kept.length > 0 && kept.every(flag => flag === 0 || flag === false)) {
    return { stage: 'exclude_fields', field_names: names };
  }
  throw new NotExpressible('$project can choose fields or leave fields out, but not compute them.');
}

function stageOfStep(step: unknown, isList: IsList): Stage {
  const entry = onlyEntry(step);
  if (!entry) {
    throw new NotExpressible('A step of a pipeline is an object with one operator.');
  }
  const [op, value] = entry;
  switch (op) {
    case '$match':
      if (!isObject(value)) {
        throw new NotExpressible('$match needs a query.');
      }
      return { stage: 'match', filter: expressionOfQuery(value, isList) };
    case '$limit':
      return { stage: 'limit', limit: amount(value, op) };
    case '$skip':
      return { stage: 'skip', skip: amount(value, op) };
    case '$sample': {
      const size = isObject(value) ? value['size'] : null;
      return {
        stage: 'take',
        size: amount(size, op),
        seed: Math.floor(Math.random() * 2 ** 31)
      };
    }
    case '$sort':
      return {
        stage: 'sort_by',
        keys: Object.entries(isObject(value) ? value : {}).map(([path, order]) => ({
          key: field(pathOf(path)),
          reverse: order === -1
        }))
      };
    case '$project':
      return projected(value);
    case '$unset': {
      const names = (Array.isArray(value) ? value : [value]) as string[];
      return { stage: 'exclude_fields', field_names: names.map(pathOf) };
    }
    default:
      throw new NotExpressible(
        `The step ${op} has no form as a stage. Understood are $match, $limit, $skip, $sample, ` +
          '$sort, $project and $unset.'
      );
  }
}

/** @throws NotExpressible naming what has no form as a stage */
export function stagesOfPipeline(pipeline: readonly unknown[], isList: IsList): Stage[] {
  return pipeline.map(step => {
    const stage = stageSchema.safeParse(stageOfStep(step, isList));
    if (!stage.success) {
      throw new NotExpressible(`The step ${onlyEntry(step)?.[0]} is not as it should be.`);
    }
    return stage.data;
  });
}
