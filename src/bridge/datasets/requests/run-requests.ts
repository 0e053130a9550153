/** Requests about the runs of a dataset: `run.*`. */
import type { IDatasetInfo, IRunInfo, ParsedParams, RunType } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDocumentReader } from '../../store/document-store';
import type { ISavedDocument, SavedKind } from '../../store/saved-documents';
import {
  changeMessage,
  requireDataset,
  type IStoreAnswer,
  type ReadRequest,
  type StoreRequest
} from './store-request';

const kindOf = (type: RunType): SavedKind => `run.${type}`;
const WHAT: Record<RunType, string> = {
  annotation: 'annotation run',
  brain: 'brain run',
  evaluation: 'evaluation',
  custom: 'run'
};

const infoOf = ({ document }: ISavedDocument): IRunInfo => document as unknown as IRunInfo;

/** @throws RequestError `not_found` */
function requireRun(
  store: IDocumentReader,
  info: IDatasetInfo,
  type: RunType,
  key: string
): IRunInfo {
  const found = store.saved.get(info.id, kindOf(type), key);
  if (!found) {
    const keys = store.saved.list(info.id, kindOf(type)).map(run => `'${run.key}'`);
    throw new RequestError(
      'not_found',
      `The dataset '${info.name}' has no ${WHAT[type]} '${key}'; ${keys.length > 0 ? `it has ${keys.join(', ')}` : 'it has none'}.`,
      { dataset: info.id, key }
    );
  }
  return infoOf(found);
}

/** The answer to a request that changed the runs. */
const changed = ({ id, seq }: IDatasetInfo, result: unknown): IStoreAnswer => ({
  result,
  changes: [changeMessage(id, seq, 'runs')]
});

const list: ReadRequest<ParsedParams<'run.list'>> = (store, { dataset, type }) => ({
  result: store.saved.list(requireDataset(store, dataset).id, kindOf(type)).map(infoOf)
});

const load: ReadRequest<ParsedParams<'run.load'>> = (store, { dataset, type, key, results }) => {
  const info = requireDataset(store, dataset);
  const result = requireRun(store, info, type, key);
  const payload = results ? store.saved.content(info.id, kindOf(type), key) : null;
  return payload ? { result, payload } : { result };
};

/** @throws RequestError `conflict` if there is a run of the key */
function refuseTaken(store: IDocumentReader, info: IDatasetInfo, type: RunType, key: string): void {
  if (store.saved.get(info.id, kindOf(type), key)) {
    throw new RequestError(
      'conflict',
      `The dataset '${info.name}' has ${WHAT[type].startsWith('a') || WHAT[type].startsWith('e') ? 'an' : 'a'} ${WHAT[type]} '${key}' already. Choose another key, delete it first, or overwrite it.`,
      { dataset: info.id, key }
    );
  }
}

const save: StoreRequest<ParsedParams<'run.save'>> = (store, params, payload) => {
  const { type, run, overwrite, clear_results: clear } = params;
  const info = requireDataset(store, params.dataset);
  if (!overwrite) {
    refuseTaken(store, info, type, run.key);
  }
  const content = payload && payload.length > 0 ? payload : clear || !overwrite ? null : undefined;
  store.saved.put(info.id, kindOf(type), { key: run.key, document: { ...run } }, content);
  return changed(info, run);
};

const rename: StoreRequest<ParsedParams<'run.rename'>> = (store, { dataset, type, key, to }) => {
  const info = requireDataset(store, dataset);
  const run = { ...requireRun(store, info, type, key), key: to };
  if (to !== key) {
    refuseTaken(store, info, type, to);
    store.transaction(() => {
      store.saved.rekey(info.id, kindOf(type), key, to);
      store.saved.put(info.id, kindOf(type), { key: to, document: run });
    });
  }
  return changed(info, run);
};

const remove: StoreRequest<ParsedParams<'run.delete'>> = (store, { dataset, type, key }) => {
  const info = requireDataset(store, dataset);
  const kind = kindOf(type);
  const keys =
    key == null
      ? store.saved.list(info.id, kind).map(run => run.key)
      : [requireRun(store, info, type, key).key];
  return changed(info, { count: store.saved.remove(info.id, kind, keys) });
};

/** Answered by the writer, so that who saved a run reads what was saved. */
export const runRequests = {
  'run.list': list as StoreRequest<ParsedParams<'run.list'>>,
  'run.load': load as StoreRequest<ParsedParams<'run.load'>>,
  'run.save': save,
  'run.rename': rename,
  'run.delete': remove
};
