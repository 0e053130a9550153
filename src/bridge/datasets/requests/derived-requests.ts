/** Requests of the bridge to itself: making datasets that are derived from others. */
import { idToHex, newObjectId } from '../documents/object-id';
import { makeSamples, sourceSample, type IGeneratedPlan } from '../../query/generated';
import type { IDocumentStore, INewSample } from '../../store/document-store';
import { triples } from '../samples/sample-payload';
import { derivedOf, type IDerived } from '../derived/derived-properties';
import { derivedName } from '../derived/shown-names';
import type { ReadRequest, StoreRequest } from './store-request';

/** Begins a dataset beside the one that it will take the place of. Result: its id. */
const begin: StoreRequest<{ source: string; plan: IGeneratedPlan; derived: IDerived }> = (
  store,
  { source, plan, derived }
) => {
  const id = idToHex(newObjectId());
  return store.transaction(() => {
    store.createDataset({
      id,
      source,
      name: derivedName(id),
      slug: derivedName(id),
      persistent: true,
      overwrite: false
    });
    store.updateDataset(id, {
      media_type: plan.mediaType,
      properties: { derived: { ...derived } }
    });
    const { fields } = store.setFields(id, [
      ...(store.findDataset(id)?.fields ?? []),
      ...plan.fields
    ]);
    return { result: { dataset: id, fields } };
  });
};

/** Gives samples whose id is taken, in the dataset or among themselves, a new one. */
function withOwnIds(store: IDocumentStore, dataset: string, samples: INewSample[]): INewSample[] {
  const known = store.ridsOfIds(
    dataset,
    samples.map(sample => sample.id)
  );
  const here = new Set<string>();
  return samples.map((sample, i) => {
    const id = idToHex(sample.id);
    const taken = (known[i] as number) >= 0 || here.has(id);
    here.add(id);
    return taken ? { ...sample, id: newObjectId() } : sample;
  });
}

/** Adds what the plan makes of the samples of a payload of `view.documents`. */
const add: StoreRequest<{ dataset: string; plan: IGeneratedPlan; start: number }> = (
  store,
  { dataset, plan, start },
  payload
) => {
  const samples: INewSample[] = [];
  let index = start;
  for (const [id, core, documents] of triples(payload ?? new Uint8Array([0x90]))) {
    samples.push(...makeSamples(sourceSample(id, core, documents), plan, newObjectId, index));
    index += 1;
  }
  if (samples.length > 0) {
    store.addSamples(dataset, withOwnIds(store, dataset, samples));
  }
  return { result: { count: samples.length } };
};

/** The dataset is whole: it takes the place of what was there under its id. */
const finish: StoreRequest<{ dataset: string; derived: IDerived }> = (
  store,
  { dataset, derived }
) => {
  const replaced = store.findDataset(derived.id) !== null;
  store.transaction(() => {
    store.updateDataset(dataset, { properties: { derived: { ...derived, complete: true } } });
    store.takePlace(dataset, derived.id);
  });
  return { result: { info: store.touchDataset(derived.id), old: replaced ? dataset : null } };
};

/** Deletes a derived dataset, if it is there. */
const remove: StoreRequest<{ dataset: string }> = (store, { dataset }) => {
  const info = store.findDataset(dataset);
  if (info?.source) {
    store.deleteDataset(dataset);
  }
  return { result: {} };
};

/** The derived dataset of an id if it is whole, and the operation number of its source. */
const describe: ReadRequest<{ dataset: string }> = (store, { dataset }) => {
  const info = store.findDataset(dataset);
  const derived = info && derivedOf(info);
  return {
    result: info?.source && derived?.complete ? { info, seq: store.latestSeq(info.source) } : null
  };
};

/** The name of the dataset that a derived one is, in the end, made of; null if it is gone. */
const rootName: ReadRequest<{ dataset: string }> = (store, { dataset }) => {
  let info = store.findDataset(dataset);
  while (info?.source) {
    info = store.findDataset(info.source);
  }
  return { result: info?.name ?? null };
};

export const derivedReads = {
  'internal.derived': describe,
  'internal.root_name': rootName
};

export const derivedRequests = {
  'internal.derived_begin': begin,
  'internal.derived_add': add,
  'internal.derived_finish': finish,
  'internal.derived_remove': remove
};
