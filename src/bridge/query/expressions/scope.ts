/** Where an expression stands: what its paths are relative to. */
import { RequestError } from '../../request-error';
import { describeType, type DatasetSchema, type ILabelField, type ValueType } from '../schema';

export type CheckScope =
  | { kind: 'sample' }
  | { kind: 'label'; field: ILabelField }
  /** An element of a list, inside `filter` or `map`. */
  | { kind: 'element'; type: ValueType; labels: ILabelField | null };

/** A static type, and the field whose label or labels the value is. */
export interface ITyped {
  type: ValueType;
  labels: ILabelField | null;
}

/** Types of values that have no parts. */
const PARTLESS: readonly ValueType[] = ['number', 'string', 'bool', 'date'];

const typed = (type: ValueType, labels: ILabelField | null = null): ITyped => ({ type, labels });

function typeInLabel(schema: DatasetSchema, field: ILabelField, path: string): ITyped {
  if (path === '') {
    return typed('document', field);
  }
  const attribute = schema.resolveAttribute(field, path);
  switch (attribute.kind) {
    case 'id':
      return typed('string');
    case 'tags':
      return typed({ list: 'string' });
    case 'box':
      return typed({ list: 'number' });
    case 'scalar':
      return typed(attribute.type);
    case 'opaque':
      return typed('any');
  }
}

function typeInSample(schema: DatasetSchema, path: string): ITyped {
  if (path === '') {
    return typed('document');
  }
  const target = schema.resolve(path);
  const [first, ...rest] = path.split('.');
  if (first === 'frames' && schema.frames) {
    const { type, labels } = typeInSample(schema.frames, rest.join('.'));
    return typed({ list: type }, labels);
  }
  switch (target.kind) {
    case 'id':
      return typed('string');
    case 'tags':
      return typed({ list: 'string' });
    case 'scalar':
      return typed(target.type);
    case 'list':
      return typed({ list: target.type });
    case 'document':
    case 'labels':
      return typed('document', target.kind === 'labels' ? target.field : null);
    case 'elements':
      return typed({ list: 'document' }, target.field);
    case 'attribute': {
      const below = path.split('.').slice(1);
      const attribute = below[0] === target.field.list ? below.slice(1) : below;
      const { type } = typeInLabel(schema, target.field, attribute.join('.'));
      return typed(target.field.list === null ? type : { list: type });
    }
    case 'opaque':
      return typed('any');
  }
}

/** The type of a field read. @throws RequestError `unknown_field` */
export function typeOfField(
  schema: DatasetSchema,
  scope: CheckScope,
  path: string,
  root: boolean
): ITyped {
  if (root || scope.kind === 'sample') {
    return typeInSample(schema, path);
  }
  const labels = scope.kind === 'label' ? scope.field : scope.labels;
  if (labels && (scope.kind === 'label' || scope.type === 'document')) {
    return typeInLabel(schema, labels, path);
  }
  if (scope.kind === 'element' && path === '') {
    return typed(scope.type, scope.labels);
  }
  if (scope.kind === 'element' && PARTLESS.includes(scope.type)) {
    throw new RequestError(
      'unknown_field',
      `F("${path}") is read here of ${describeType(scope.type)}, which has no parts. ` +
        `F("$${path}") reads the field of the sample.`,
      { dataset: schema.dataset, field: path }
    );
  }
  return typed('any');
}
