/** Requests about the indexes of a dataset: `index.*`. */
import type { FieldType, IIndexInfo, IFieldSpec, ParsedParams } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { ISavedDocument } from '../../store/saved-documents';
import { locateField } from '../schema/field-location';
import { describeType } from '../schema/field-spec-text';
import { requireDataset, type ReadRequest, type StoreRequest } from './store-request';

const KIND = 'index';

/** Types whose values can be unique. */
const SCALARS: ReadonlySet<FieldType> = new Set([
  'string',
  'int',
  'float',
  'bool',
  'date',
  'datetime',
  'object_id'
]);

const infoOf = ({ key, document }: ISavedDocument): IIndexInfo => ({
  ...(document as unknown as Omit<IIndexInfo, 'name'>),
  name: key
});

/** @throws RequestError `wrong_type` if the values of a field cannot be unique */
function checkScalar(path: string, isListed: boolean, spec: IFieldSpec | null): void {
  if (isListed || !spec || !SCALARS.has(spec.type)) {
    throw new RequestError(
      'wrong_type',
      `The values of '${path}' cannot be unique: it is ${isListed ? 'in a list' : spec ? `of type ${describeType(spec)}` : 'not declared'}. Only single texts, numbers, dates and ids can.`,
      { field: path }
    );
  }
}

const list: ReadRequest<ParsedParams<'index.list'>> = (store, { dataset }) => ({
  result: store.saved.list(requireDataset(store, dataset).id, KIND).map(infoOf)
});

const create: StoreRequest<ParsedParams<'index.create'>> = (store, params) => {
  const { name, fields, unique } = params;
  const info = requireDataset(store, params.dataset);
  for (const [path] of fields) {
    const { isListed, spec } = locateField(info.name, info.fields, path);
    if (unique) {
      checkScalar(path, isListed, spec);
    }
  }
  if (store.saved.get(info.id, KIND, name)) {
    throw new RequestError(
      'conflict',
      `The dataset '${info.name}' has an index '${name}' already. Drop it first.`,
      { dataset: info.id, index: name }
    );
  }
  const saved = { key: name, document: { fields, unique } };
  store.transaction(() => {
    store.saved.put(info.id, KIND, saved);
    if (unique) {
      store.unique.keep(info.id, name);
    }
  });
  return { result: infoOf(saved) };
};

const drop: StoreRequest<ParsedParams<'index.drop'>> = (store, { dataset, name }) => {
  const info = requireDataset(store, dataset);
  store.transaction(() => {
    if (store.saved.remove(info.id, KIND, [name]) === 0) {
      throw new RequestError('not_found', `The dataset '${info.name}' has no index '${name}'.`, {
        dataset: info.id,
        index: name
      });
    }
    store.unique.drop(info.id, name);
  });
  return { result: {} };
};

export const indexRequests = {
  'index.list': list as StoreRequest<ParsedParams<'index.list'>>,
  'index.create': create,
  'index.drop': drop
};
