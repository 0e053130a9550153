/** Requests that set values of one field: `samples.set_values`, `labels.set_values`. */
import {
  MAX_SET_LABELS,
  MAX_SET_ROWS,
  type IDatasetInfo,
  type IFieldSpec,
  type ParsedParams
} from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IDocumentStore, ISampleUpdate } from '../../store/document-store';
import {
  LengthError,
  setAligned,
  isEmptyGiven,
  type IAlignedOptions
} from '../documents/edit-path';
import { buildMap, encodedKey, mapEntry } from '../documents/messagepack-map';
import { idToHex, OBJECT_ID_BYTES } from '../documents/object-id';
import { checkLabel } from '../samples/label-check';
import { idsOfPayload } from '../samples/label-ids';
import { setLabelValues } from '../samples/label-edits';
import { checking } from '../samples/sample-errors';
import { checkFilepath, checkNoLabel, readTags } from '../samples/sample-payload';
import { checkValue } from '../samples/value-check';
import { readColumn, rowsOfKeys } from '../samples/value-column';
import {
  listOf,
  locateField,
  requireEditable,
  type IFieldLocation
} from '../schema/field-location';
import { mergeFields } from '../schema/merge-fields';
import { changedFields } from './dataset-requests';
import {
  changeMessage,
  requireDataset,
  type IStoreAnswer,
  type StoreRequest
} from './store-request';

interface ISetting {
  info: IDatasetInfo;
  /** The schema after the additions; null if it stays. */
  merged: IFieldSpec[] | null;
  at: IFieldLocation;
  skipNone: boolean;
  validate: boolean;
}

function settingOf(
  store: IDocumentStore,
  params: Pick<
    ParsedParams<'samples.set_values'>,
    'dataset' | 'field' | 'fields' | 'skip_none' | 'validate'
  >
): ISetting {
  const info = requireDataset(store, params.dataset);
  const merged = mergeFields(info.fields, params.fields);
  const at = locateField(info.name, merged ?? info.fields, params.field);
  requireEditable(at);
  if (at.top.name === 'id' || at.inner.at(-1) === 'id') {
    throw new RequestError('invalid', `'${at.path}' is given once and cannot be set.`, {
      field: at.path
    });
  }
  return { info, merged, at, skipNone: params.skip_none, validate: params.validate };
}

/** How values are put into a document of the field. */
function optionsOf({ at, skipNone, validate }: ISetting, sample: () => string): IAlignedOptions {
  const { spec } = at;
  return {
    skipNone,
    check: value => {
      if (validate && spec) {
        checking(sample(), at.path, () => checkValue(value, spec, at.path));
      }
    }
  };
}

/** What a field holds in which nothing was set yet. */
function emptyValue({ type, document: cls }: IFieldSpec): Uint8Array {
  if (type === 'list') {
    return new Uint8Array([0x90]);
  }
  return buildMap(new Map(cls === undefined ? [] : [['_cls', encodedKey(cls)]]));
}

function aligned(setting: ISetting, sample: () => string, set: () => Uint8Array): Uint8Array {
  try {
    return set();
  } catch (error) {
    if (error instanceof LengthError) {
      const { path, top } = setting.at;
      throw new RequestError(
        'invalid',
        `The sample ${sample()} has ${error.elements} ${setting.at.isLabel ? 'labels' : 'elements'} in '${top.name}', but ${error.given} values were given for '${path}'.`,
        { field: path, sample: sample() }
      );
    }
    throw error;
  }
}

const isNil = (value: Uint8Array): boolean => value[0] === 0xc0;

/** Updates that set the field itself. */
function wholeUpdates(
  setting: ISetting,
  rids: Uint32Array,
  values: readonly Uint8Array[],
  sampleOf: (rid: number) => string
): ISampleUpdate[] {
  const { at, skipNone, validate } = setting;
  const { top } = at;
  const updates: ISampleUpdate[] = [];
  values.forEach((value, i) => {
    const rid = rids[i] as number;
    if (isNil(value) && skipNone) {
      return;
    }
    const update = { rid, set: new Map<string, Uint8Array>(), labels: {}, tags: null };
    if (at.isLabel) {
      if (!isNil(value)) {
        checking(sampleOf(rid), top.name, () => checkLabel(value, top));
      }
      updates.push({ ...update, labels: { [top.name]: isNil(value) ? null : value } });
    } else if (top.name === 'tags') {
      updates.push({ ...update, tags: readTags(value, top, sampleOf(rid)) });
    } else {
      if (top.name === 'filepath') {
        checkFilepath(value, sampleOf(rid));
      } else if (validate && !isNil(value)) {
        checkNoLabel(top, value, '');
        checking(sampleOf(rid), top.name, () => checkValue(value, top, top.name));
      }
      update.set.set(top.name, value);
      updates.push(update);
    }
  });
  return updates;
}

/** Updates that set values inside documents or labels. */
function innerUpdates(
  store: IDocumentStore,
  setting: ISetting,
  rids: Uint32Array,
  values: readonly Uint8Array[]
): ISampleUpdate[] {
  const { info, at } = setting;
  const { top, isLabel, isApart, inner } = at;
  const valueOf = new Map(values.map((value, i) => [rids[i] as number, value]));
  const selection = { core: !isApart, tags: false, labels: isApart ? [top.name] : [] };
  const updates: ISampleUpdate[] = [];
  let read = 0;
  for (const sample of store.read(info.id, rids, selection)) {
    read++;
    const given = valueOf.get(sample.rid) as Uint8Array;
    const stored = isApart ? sample.labels[top.name] : mapEntry(sample.core, top.name);
    const document = stored && !isNil(stored) ? stored : null;
    if (!document && isEmptyGiven(given)) {
      continue;
    }
    const name = (): string => idToHex(sample.id);
    if (!document && isLabel && inner.length > (listOf(top) === undefined ? 0 : 1)) {
      throw new RequestError(
        'invalid',
        `The sample ${name()} has no labels in '${top.name}', so no values can be given for '${at.path}' there.`,
        { field: at.path, sample: name() }
      );
    }
    const options = optionsOf(setting, name);
    const start = document ?? emptyValue(top);
    const edited = aligned(setting, name, () => setAligned(start, inner, given, options));
    if (edited !== start) {
      if (isLabel) {
        checking(name(), top.name, () => checkLabel(edited, top));
      }
      updates.push({
        rid: sample.rid,
        set: new Map(isApart ? [] : [[top.name, edited]]),
        labels: isApart ? { [top.name]: edited } : {},
        tags: null
      });
    }
  }
  if (read < valueOf.size) {
    throw new RequestError(
      'not_found',
      `A sample of the dataset '${info.name}' was deleted in the meantime; these values were not saved.`,
      { dataset: info.id }
    );
  }
  return updates;
}

function save(store: IDocumentStore, setting: ISetting, updates: ISampleUpdate[]): IStoreAnswer {
  const { info, merged, at } = setting;
  const result = store.updateSamples(info.id, updates, merged ?? undefined);
  const changes = [];
  if (merged) {
    const fields = changedFields(info.fields, merged);
    changes.push(changeMessage(info.id, result.seq, 'fields', { fields }));
  }
  if (updates.length > 0) {
    const kind = at.isLabel ? 'labels' : at.top.name === 'tags' ? 'tags' : 'samples';
    changes.push(changeMessage(info.id, result.seq, kind, { fields: [at.top.name] }));
  }
  return { result, changes };
}

const setValues: StoreRequest<ParsedParams<'samples.set_values'>> = (store, params, payload) => {
  const setting = settingOf(store, params);
  const { keys, values } = readColumn(payload, 4, MAX_SET_ROWS);
  const rids = rowsOfKeys(keys);
  const sampleOf = (rid: number): string =>
    idToHex(store.idsOfRids(setting.info.id, Uint32Array.of(rid)));
  return store.transaction(() => {
    const updates =
      setting.at.inner.length > 0
        ? innerUpdates(store, setting, rids, values)
        : wholeUpdates(setting, rids, values, sampleOf);
    return save(store, setting, updates);
  });
};

interface ILabelPart extends ParsedParams<'labels.set_values'> {
  rids: Uint32Array;
  /** Ids of the labels that may be set, 12 bytes each; all if it is not there. */
  visible?: Uint8Array;
}

/** Sets an attribute of the labels of some samples for which there is a value. */
const setLabels: StoreRequest<ILabelPart> = (store, params, payload) => {
  const setting = settingOf(store, params);
  const { info, at } = setting;
  const { top } = at;
  const list = at.isListed ? 1 : 0;
  if (!at.isLabel || at.inner.length <= list) {
    throw new RequestError('invalid', `'${at.path}' is no attribute of labels.`, {
      field: at.path
    });
  }
  const { keys, values } = readColumn(payload, OBJECT_ID_BYTES, MAX_SET_LABELS);
  const visible = params.visible ? idsOfPayload(params.visible) : null;
  const byId = new Map(
    values
      .map((value, i) => [idToHex(keys, OBJECT_ID_BYTES * i), value] as const)
      .filter(([id]) => visible?.has(id) ?? true)
  );
  const selection = { core: false, tags: false, labels: [top.name] };
  let count = 0;
  const answer = store.transaction(() => {
    const updates: ISampleUpdate[] = [];
    for (const sample of store.read(info.id, params.rids, selection)) {
      const document = sample.labels[top.name];
      if (!document) {
        continue;
      }
      const name = (): string => idToHex(sample.id);
      const options = optionsOf(setting, name);
      const edited = setLabelValues(document, at.inner.slice(list), byId, options);
      count += edited.count;
      if (edited.document !== document) {
        checking(name(), top.name, () => checkLabel(edited.document, top));
        const labels = { [top.name]: edited.document };
        updates.push({ rid: sample.rid, set: new Map(), labels, tags: null });
      }
    }
    return save(store, setting, updates);
  });
  const { seq } = answer.result as { seq: number };
  return { ...answer, result: { seq, count } };
};

/** Checks the attribute that values are for. Result: its label field and the ids of the payload. */
const labelKeys: StoreRequest<
  Pick<ParsedParams<'labels.set_values'>, 'dataset' | 'field' | 'fields'>
> = (store, params, payload) => {
  const { at } = settingOf(store, { ...params, skip_none: false, validate: true });
  if (!at.isLabel) {
    throw new RequestError('invalid', `'${at.path}' is no attribute of labels.`, {
      field: at.path
    });
  }
  const { keys, values } = readColumn(payload, OBJECT_ID_BYTES, MAX_SET_LABELS);
  const ids = values.map((_, i) => idToHex(keys, OBJECT_ID_BYTES * i));
  return { result: { field: at.top.name, ids } };
};

export const valueRequests = {
  'internal.label_keys': labelKeys,
  'samples.set_values': setValues,
  'internal.set_label_values': setLabels
};
