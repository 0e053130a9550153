/** Requests about the saved views of a dataset: `saved_view.*`. Views were checked by the caller. */
import {
  viewSchema,
  type IDatasetInfo,
  type ISavedView,
  type ISavedViewInfo,
  type ParsedParams
} from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDocumentReader } from '../../store/document-store';
import type { ISavedDocument } from '../../store/saved-documents';
import { refuseTaken, slugOfSaved } from './saved-name';
import {
  changeMessage,
  requireDataset,
  type IStoreAnswer,
  type ReadRequest,
  type StoreRequest
} from './store-request';

const KIND = 'saved_view';
const WHAT = 'saved view';

/** A view as it is stored: by slug. */
type Stored = Omit<ISavedView, 'slug'>;

const infoOf = ({ key, document }: ISavedDocument): ISavedViewInfo => {
  const { view: _view, ...about } = document as unknown as Stored;
  return { ...about, slug: key };
};
const byName = (a: ISavedViewInfo, b: ISavedViewInfo): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

const listOf = (store: IDocumentReader, dataset: string): ISavedViewInfo[] =>
  store.saved.list(dataset, KIND).map(infoOf).sort(byName);

/** @throws RequestError `not_found` */
function requireView(store: IDocumentReader, info: IDatasetInfo, name: string): ISavedDocument {
  const all = listOf(store, info.id);
  const slug = (all.find(view => view.name === name) ?? all.find(view => view.slug === name))?.slug;
  const found = slug === undefined ? null : store.saved.get(info.id, KIND, slug);
  if (!found) {
    const names = all.map(view => `'${view.name}'`).join(', ');
    throw new RequestError(
      'not_found',
      `The dataset '${info.name}' has no saved view '${name}'; ${names ? `it has ${names}` : 'none was saved with it'}.`,
      { dataset: info.id, view: name }
    );
  }
  return found;
}

/** The answer to a request that changed the saved views. */
const changed = ({ id, seq }: IDatasetInfo, result: unknown): IStoreAnswer => ({
  result,
  changes: [changeMessage(id, seq, 'saved_views')]
});

const list: ReadRequest<ParsedParams<'saved_view.list'>> = (store, { dataset }) => ({
  result: listOf(store, requireDataset(store, dataset).id)
});

const save: StoreRequest<ParsedParams<'saved_view.save'>> = (store, params) => {
  const { name, view, description = null, color = null, overwrite } = params;
  const slug = slugOfSaved(name, WHAT);
  const info = requireDataset(store, params.dataset);
  const taken = listOf(store, info.id).find(other => other.slug === slug);
  refuseTaken(overwrite && taken?.name === name ? undefined : taken?.name, name, WHAT);
  const now = Date.now();
  const document: Stored = {
    name,
    description,
    color,
    view,
    created_at: taken?.created_at ?? now,
    last_modified_at: now,
    last_loaded_at: taken?.last_loaded_at ?? null
  };
  const saved: ISavedDocument = { key: slug, document: { ...document } };
  store.saved.put(info.id, KIND, saved);
  return changed(info, infoOf(saved));
};

const load: StoreRequest<ParsedParams<'saved_view.load'>> = (store, { dataset, name }) => {
  const info = requireDataset(store, dataset);
  const found = requireView(store, info, name);
  const document = { ...found.document, last_loaded_at: Date.now() };
  const saved = { key: found.key, document };
  store.saved.note(info.id, KIND, saved);
  const view = viewSchema.safeParse((document as unknown as Stored).view);
  if (!view.success) {
    throw new RequestError(
      'invalid',
      `The saved view '${name}' of the dataset '${info.name}' has stages that cannot be read by this version. Delete it and save the view again.`,
      { dataset: info.id, view: name }
    );
  }
  return { result: { ...infoOf(saved), view: view.data } };
};

const update: StoreRequest<ParsedParams<'saved_view.update'>> = (store, { dataset, name, to }) => {
  const info = requireDataset(store, dataset);
  const found = requireView(store, info, name);
  const before = infoOf(found);
  const next = to.name ?? before.name;
  const slug = slugOfSaved(next, WHAT);
  const others = listOf(store, info.id).filter(other => other.slug !== found.key);
  refuseTaken(others.find(other => other.slug === slug)?.name, next, WHAT);
  const saved = {
    key: slug,
    document: {
      ...found.document,
      name: next,
      description: to.description === undefined ? before.description : to.description,
      color: to.color === undefined ? before.color : to.color,
      last_modified_at: Date.now()
    }
  };
  store.transaction(() => {
    store.saved.remove(info.id, KIND, [found.key]);
    store.saved.put(info.id, KIND, saved);
  });
  return changed(info, infoOf(saved));
};

const remove: StoreRequest<ParsedParams<'saved_view.delete'>> = (store, { dataset, name }) => {
  const info = requireDataset(store, dataset);
  const gone =
    name == null
      ? listOf(store, info.id).map(({ slug }) => slug)
      : [requireView(store, info, name).key];
  return changed(info, { count: store.saved.remove(info.id, KIND, gone) });
};

export const savedViewReads = { 'saved_view.list': list };

export const savedViewRequests = {
  'saved_view.save': save,
  'saved_view.load': load,
  'saved_view.update': update,
  'saved_view.delete': remove
};
