/** Requests about the workspaces of a dataset: `workspace.*`. */
import type { IWorkspaceInfo, ParsedParams } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDocumentStore, IStoredWorkspace } from '../../store/document-store';
import { slugOf } from '../schema/dataset-name';
import { requireDataset, type StoreRequest } from './store-request';

const infoOf = ({ spaces: _spaces, ...info }: IStoredWorkspace): IWorkspaceInfo => info;

/** The slug of a name that a workspace may have. @throws RequestError `invalid` */
function slugOfWorkspace(name: string): string {
  const slug = slugOf(name);
  if (slug === '') {
    throw new RequestError(
      'invalid',
      `'${name}' is no name for a workspace: it needs at least one letter or digit.`,
      { name }
    );
  }
  return slug;
}

/** @throws RequestError `not_found` */
function requireWorkspace(store: IDocumentStore, dataset: string, name: string): IStoredWorkspace {
  const info = requireDataset(store, dataset);
  const all = store.workspaces.list(info.id);
  const found = all.find(workspace => workspace.name === name || workspace.slug === name);
  if (!found) {
    const names = all.map(workspace => `'${workspace.name}'`).join(', ');
    throw new RequestError(
      'not_found',
      `The dataset '${info.name}' has no workspace '${name}'; ${names ? `it has ${names}` : 'none was saved with it'}.`,
      { dataset: info.id, workspace: name }
    );
  }
  return found;
}

/** Refuses a name that another workspace has, or one that is too much like its own. */
function refuseTaken(taken: IStoredWorkspace | undefined, name: string, hint: string): void {
  if (taken) {
    throw new RequestError(
      'conflict',
      taken.name === name
        ? `A workspace named '${name}' already exists. Choose another name${hint}.`
        : `The name '${name}' is too much like that of the workspace '${taken.name}': both have the same address. Choose another name.`,
      { name, taken: taken.name }
    );
  }
}

const list: StoreRequest<ParsedParams<'workspace.list'>> = (store, { dataset }) => ({
  result: store.workspaces.list(requireDataset(store, dataset).id).map(infoOf)
});

const save: StoreRequest<ParsedParams<'workspace.save'>> = (store, params) => {
  const { name, spaces, description = null, color = null, overwrite } = params;
  const slug = slugOfWorkspace(name);
  const { id } = requireDataset(store, params.dataset);
  const taken = store.workspaces.list(id).find(other => other.slug === slug);
  refuseTaken(overwrite && taken?.name === name ? undefined : taken, name, ', or overwrite it');
  const now = Date.now();
  const workspace: IStoredWorkspace = {
    name,
    slug,
    description,
    color,
    spaces,
    created_at: taken?.created_at ?? now,
    last_modified_at: now,
    last_loaded_at: taken?.last_loaded_at ?? null
  };
  store.workspaces.put(id, workspace, [slug]);
  return { result: infoOf(workspace) };
};

const load: StoreRequest<ParsedParams<'workspace.load'>> = (store, { dataset, name }) => {
  const found = requireWorkspace(store, dataset, name);
  const workspace = { ...found, last_loaded_at: Date.now() };
  store.workspaces.put(dataset, workspace, [found.slug]);
  return { result: workspace };
};

const update: StoreRequest<ParsedParams<'workspace.update'>> = (store, { dataset, name, to }) => {
  const found = requireWorkspace(store, dataset, name);
  const next = to.name ?? found.name;
  const slug = slugOfWorkspace(next);
  const others = store.workspaces.list(dataset).filter(other => other.slug !== found.slug);
  refuseTaken(
    others.find(other => other.slug === slug),
    next,
    ''
  );
  const workspace = {
    ...found,
    name: next,
    slug,
    description: to.description === undefined ? found.description : to.description,
    color: to.color === undefined ? found.color : to.color,
    last_modified_at: Date.now()
  };
  store.workspaces.put(dataset, workspace, [found.slug]);
  return { result: infoOf(workspace) };
};

const remove: StoreRequest<ParsedParams<'workspace.delete'>> = (store, { dataset, name }) => {
  const { id } = requireDataset(store, dataset);
  const gone = name == null ? store.workspaces.list(id) : [requireWorkspace(store, id, name)];
  const slugs = gone.map(({ slug }) => slug);
  return { result: { count: store.workspaces.remove(id, slugs) } };
};

export const workspaceRequests = {
  'workspace.list': list,
  'workspace.save': save,
  'workspace.load': load,
  'workspace.update': update,
  'workspace.delete': remove
};
