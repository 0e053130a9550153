/** Requests that rename, copy, clear, delete and describe fields. */
import { isLabelField, type IFieldSpec, type ParsedParams } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDocumentStore, ISampleUpdate, Operation } from '../../store/document-store';
import { editSample, type FieldEdit, type ICopyTarget } from '../samples/field-edits';
import { withFacts, withoutField, withRenamed } from '../schema/change-fields';
import { fieldPath } from '../schema/field-name';
import { locateField, requireEditable, type IFieldLocation } from '../schema/field-location';
import { followFields, type FieldMoves } from '../schema/follow-fields';
import { mergeFields } from '../schema/merge-fields';
import { changeMessage, requireDataset, type StoreRequest } from './store-request';

/** Samples read and edited at once where one transaction takes them all. */
const CHUNK = 1000;

const refuse = (message: string, field: string): RequestError =>
  new RequestError('invalid', message, { field });

function requireRemovable(location: IFieldLocation): void {
  if (location.isOwn) {
    throw refuse(
      `'${location.path}' belongs to every ${location.inner.length > 0 ? (location.top.document ?? 'document') : 'sample'} and cannot be renamed or deleted.`,
      location.path
    );
  }
  requireEditable(location);
}

/** Where a new path leads; the field must not be there yet. */
function newTarget(
  dataset: string,
  fields: readonly IFieldSpec[],
  from: IFieldLocation,
  path: string
): ICopyTarget {
  const names = fieldPath(path);
  const taken = (): RequestError =>
    new RequestError('conflict', `There is a field '${path}' already.`, { field: path });
  if (names.length === 1) {
    if (fields.some(field => field.name === path)) {
      throw taken();
    }
    if (from.isListed && from.inner.length > 0) {
      throw refuse(
        `'${from.path}' has many values in a sample, so it can only be copied beside itself, not to '${path}'.`,
        path
      );
    }
    const isApart = from.inner.length === 0 && from.isApart;
    return { top: path, inner: [], isApart };
  }
  const to = locateField(dataset, fields, path);
  if (to.spec || to.isOwn) {
    throw taken();
  }
  requireEditable(to);
  const beside = (at: IFieldLocation): string =>
    JSON.stringify([at.top.name, at.inner.slice(0, -1)]);
  if ((from.isListed || to.isListed) && beside(from) !== beside(to)) {
    throw refuse(
      `'${from.path}' can be renamed or copied only inside the same documents, not to '${path}'.`,
      path
    );
  }
  if (from.inner.length === 0 && from.isLabel) {
    throw refuse(`The labels of '${from.path}' cannot be put inside a document.`, path);
  }
  return { top: to.top.name, inner: to.inner, isApart: to.isApart };
}

/** The declaration of a copy: the same type under another name. */
function copiedSpec(from: IFieldLocation, path: string): IFieldSpec | null {
  if (!from.spec) {
    return null;
  }
  const { created_at: _old, read_only: _locked, ...spec } = from.spec;
  return { ...spec, name: path };
}

const namesApart = (edits: readonly FieldEdit[]): string[] => [
  ...new Set(
    edits.flatMap(edit =>
      edit.kind === 'clear'
        ? edit.at.isApart
          ? [edit.at.top.name]
          : []
        : [
            ...(edit.from.isApart ? [edit.from.top.name] : []),
            ...(edit.to.isApart ? [edit.to.top] : [])
          ]
    )
  )
];

/** Makes edits in samples, in one transaction. Returns how many changed and the last operation. */
function editRows(
  store: IDocumentStore,
  dataset: string,
  rids: Uint32Array,
  edits: readonly FieldEdit[]
): { seq: number; count: number } {
  const selection = { core: true, tags: true, labels: namesApart(edits) };
  return store.transaction(() => {
    let seq = store.latestSeq(dataset);
    let count = 0;
    for (let at = 0; at < rids.length; at += CHUNK) {
      const updates: ISampleUpdate[] = [];
      for (const sample of store.read(dataset, rids.subarray(at, at + CHUNK), selection)) {
        const update = editSample(sample, edits);
        if (update) {
          updates.push(update);
        }
      }
      if (updates.length > 0) {
        seq = store.updateSamples(dataset, updates).seq;
        count += updates.length;
      }
    }
    return { seq, count };
  });
}

/** Sets the schema and whatever names its fields. */
function setSchema(
  store: IDocumentStore,
  dataset: string,
  fields: readonly IFieldSpec[],
  moves: FieldMoves
): void {
  const info = store.setFields(dataset, fields);
  const followed = followFields(info, moves);
  if (followed) {
    store.updateDataset(dataset, followed);
  }
}

const rename: StoreRequest<ParsedParams<'dataset.rename_fields'>> = (store, params) => {
  const info = requireDataset(store, params.dataset);
  const moves = new Map<string, string>();
  store.transaction(() => {
    let { fields } = info;
    for (const [path, next] of Object.entries(params.fields)) {
      const from = locateField(info.name, fields, path);
      requireRemovable(from);
      const to = newTarget(info.name, fields, from, next);
      const name = fieldPath(next).at(-1) as string;
      const moved = from.inner.length > 0 || to.inner.length > 0;
      if (moved && (to.top !== from.top.name || to.inner.length !== from.inner.length)) {
        throw refuse(`'${path}' can be renamed only inside the same documents.`, next);
      }
      if (from.isApart && from.inner.length === 0) {
        store.renameLabelField(info.id, path, next);
      } else {
        editRows(store, info.id, store.allRids(info.id), [
          { kind: 'copy', from, to },
          { kind: 'clear', at: from }
        ]);
      }
      fields = withRenamed(fields, from, name);
      moves.set(from.path, [...fieldPath(next).slice(0, 1), ...to.inner].join('.'));
    }
    setSchema(store, info.id, fields, moves);
  });
  const result = requireDataset(store, info.id);
  return { result, changes: [changeMessage(info.id, result.seq, 'fields')] };
};

/** Declares the copies before the values are copied, so that nobody else takes their names. */
const declareClones: StoreRequest<
  Pick<ParsedParams<'dataset.clone_fields'>, 'dataset' | 'fields'>
> = (store, params) => {
  const info = requireDataset(store, params.dataset);
  const pairs = Object.entries(params.fields);
  const specs = pairs.flatMap(([path, next]) => {
    const from = locateField(info.name, info.fields, path);
    const to = newTarget(info.name, info.fields, from, next);
    const spec = copiedSpec(from, [to.top, ...to.inner].join('.'));
    return spec ? [spec] : [];
  });
  const merged = mergeFields(info.fields, specs);
  if (!merged) {
    return { result: info };
  }
  const result = store.setFields(info.id, merged);
  return { result, changes: [changeMessage(info.id, result.seq, 'fields')] };
};

interface IFieldEdits {
  dataset: string;
  rids: Uint32Array;
  /** Path → path of the copy, which is declared. */
  copy?: Record<string, string>;
  clear?: string[];
}

function editsOf(
  dataset: string,
  fields: readonly IFieldSpec[],
  { copy = {}, clear = [] }: Pick<IFieldEdits, 'copy' | 'clear'>
): FieldEdit[] {
  const copies = Object.entries(copy).map(([path, next]): FieldEdit => {
    const to = locateField(dataset, fields, next);
    const target = { top: to.top.name, inner: to.inner, isApart: to.isApart };
    return { kind: 'copy', from: locateField(dataset, fields, path), to: target };
  });
  return [
    ...copies,
    ...clear.map((path): FieldEdit => ({ kind: 'clear', at: locateField(dataset, fields, path) }))
  ];
}

/** Copies or clears values in some samples: one part of a request that was checked before. */
const editFields: StoreRequest<IFieldEdits> = (store, params) => {
  const info = requireDataset(store, params.dataset);
  const edits = editsOf(info.name, info.fields, params);
  const result = editRows(store, info.id, params.rids, edits);
  const fields = [
    ...new Set(edits.map(edit => (edit.kind === 'clear' ? edit.at.top.name : edit.to.top)))
  ];
  const isLabels = fields.every(name =>
    info.fields.some(field => field.name === name && isLabelField(field))
  );
  return {
    result,
    changes:
      result.count > 0
        ? [changeMessage(info.id, result.seq, isLabels ? 'labels' : 'samples', { fields })]
        : []
  };
};

/** Checks what is to be cleared or deleted before the first value goes. Result: the latest operation. */
const checkClear: StoreRequest<{ dataset: string; fields: string[]; remove: boolean }> = (
  store,
  params
) => {
  const info = requireDataset(store, params.dataset);
  for (const path of params.fields) {
    const location = locateField(info.name, info.fields, path);
    if (params.remove) {
      requireRemovable(location);
    } else {
      requireEditable(location);
      if (['id', 'filepath'].includes(location.top.name) || location.inner.at(-1) === 'id') {
        throw refuse(`The field '${path}' cannot be cleared.`, path);
      }
    }
  }
  return { result: { seq: info.seq } };
};

/** Rows that operations may have given new values. */
function writtenRows(operations: readonly Operation[]): Uint32Array {
  const rids = new Set<number>();
  for (const operation of operations) {
    if (operation.kind === 'added') {
      for (let rid = operation.first; rid <= operation.last; rid++) {
        rids.add(rid);
      }
    } else if (operation.kind === 'updated') {
      operation.rids.forEach(rid => rids.add(rid));
    }
  }
  return Uint32Array.from(rids).sort();
}

/**
 * Takes fields out of the schema. Their values were cleared before, in parts; what was written
 * meanwhile (after the operation `since`) is cleared now.
 */
const remove: StoreRequest<{ dataset: string; fields: string[]; since: number | null }> = (
  store,
  params
) => {
  const info = requireDataset(store, params.dataset);
  store.transaction(() => {
    let { fields } = info;
    if (params.since !== null) {
      const operations = store.operationsAfter(info.id, params.since, 1_000_000);
      const rids = operations ? writtenRows(operations) : store.allRids(info.id);
      editRows(store, info.id, rids, editsOf(info.name, fields, { clear: params.fields }));
    }
    const moves = new Map<string, null>();
    for (const path of params.fields) {
      const location = locateField(info.name, fields, path);
      requireRemovable(location);
      moves.set(location.path, null);
      fields = withoutField(fields, location);
    }
    setSchema(store, info.id, fields, moves);
  });
  const result = requireDataset(store, info.id);
  return { result, changes: [changeMessage(info.id, result.seq, 'fields')] };
};

const undeclare: StoreRequest<ParsedParams<'dataset.undeclare_fields'>> = (store, params) => {
  const info = requireDataset(store, params.dataset);
  for (const path of params.fields) {
    if (locateField(info.name, info.fields, path).inner.length === 0) {
      throw refuse(`'${path}' is a field of samples, not an attribute inside one.`, path);
    }
  }
  return remove(store, { ...params, since: null }, null);
};

const describe: StoreRequest<ParsedParams<'dataset.describe_field'>> = (store, params) => {
  const { dataset, field, description, info: facts, read_only: readOnly } = params;
  const info = requireDataset(store, dataset);
  const location = locateField(info.name, info.fields, field);
  if (!location.spec) {
    throw new RequestError('unknown_field', `'${field}' is declared by nobody.`, { field });
  }
  if (readOnly === false && ['id', 'created_at', 'last_modified_at'].includes(field)) {
    throw refuse(`The field '${field}' is kept by the dataset and stays read-only.`, field);
  }
  const result = store.setFields(
    info.id,
    withFacts(info.fields, location, {
      ...(description === undefined ? {} : { description }),
      ...(facts === undefined ? {} : { info: facts }),
      ...(readOnly === undefined ? {} : { read_only: readOnly })
    })
  );
  return { result, changes: [changeMessage(info.id, result.seq, 'fields', { fields: [field] })] };
};

const syncLastModified: StoreRequest<{ dataset: string }> = (store, { dataset }) => ({
  result: store.syncLastModified(requireDataset(store, dataset).id)
});

export const fieldRequests = {
  'dataset.sync_last_modified': syncLastModified,
  'dataset.rename_fields': rename,
  'dataset.undeclare_fields': undeclare,
  'dataset.describe_field': describe,
  'internal.declare_clones': declareClones,
  'internal.check_clear': checkClear,
  'internal.edit_fields': editFields,
  'internal.remove_fields': remove
};
