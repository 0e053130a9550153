/**
 * Writes to a derived dataset go on to its source, in the same transaction: labels by their ids,
 * tags of samples, declared attributes of labels; deleting a sample deletes its labels there.
 */
import type { IDatasetChangeMessage, IDatasetInfo, IFieldSpec } from '../../../protocol';
import type { IDocumentReader, IDocumentStore, Operation } from '../../store/document-store';
import { changeMessage, type IStoreAnswer } from '../requests/store-request';
import { mergeFields } from '../schema/merge-fields';
import { derivedOf, type IDerived } from './derived-properties';
import { FrameSync } from './frame-sync';
import { LabelSync } from './label-sync';
import { TagSync } from './tag-sync';

/** Operations of one request are few: one per transaction, or per tag. */
const MOST_OPERATIONS = 100_000;

/**
 * Runs a write to `info`, a derived dataset, and what follows from it for its source.
 *
 * @param before reads what was there before this transaction, on a connection of its own
 */
export function writeThrough(
  store: IDocumentStore,
  before: IDocumentReader,
  info: IDatasetInfo,
  write: () => IStoreAnswer
): IStoreAnswer {
  return store.transaction(() => {
    const first = store.latestSeq(info.id);
    const answer = write();
    const changes = passOn(store, before, info.id, first);
    return changes.length > 0
      ? { ...answer, changes: [...(answer.changes ?? []), ...changes], via: info.id }
      : answer;
  });
}

function passOn(
  store: IDocumentStore,
  before: IDocumentReader,
  dataset: string,
  first: number
): IDatasetChangeMessage[] {
  const info = store.findDataset(dataset);
  const derived = info && derivedOf(info);
  if (!info?.source || !derived) {
    return [];
  }
  const operations = store.operationsAfter(dataset, first, MOST_OPERATIONS) ?? [];
  const { source } = info;
  const start = store.latestSeq(source);
  const changes = [
    ...passFields(store, info, derived, operations),
    ...new LabelSync(store, before, info, derived).pass(operations),
    ...new FrameSync(store, before, info, derived).pass(operations),
    ...new TagSync(store, before, info).pass(operations)
  ];
  if (changes.length === 0) {
    return [];
  }
  if (derived.seq === start) {
    // It shows already what the source has now.
    const properties = {
      ...info.properties,
      derived: { ...derived, seq: store.latestSeq(source) }
    };
    store.updateDataset(dataset, { properties });
  }
  return [...changes, ...passOn(store, before, source, start)];
}

/** Attributes of labels that were declared are declared in the source. */
function passFields(
  store: IDocumentStore,
  info: IDatasetInfo,
  derived: IDerived,
  operations: readonly Operation[]
): IDatasetChangeMessage[] {
  const source = store.findDataset(info.source as string);
  if (!source || !operations.some(({ kind }) => kind === 'fields')) {
    return [];
  }
  const declared = derived.synced.flatMap((name): IFieldSpec[] => {
    const own = info.fields.find(field => field.name === name);
    const there = source.fields.find(field => field.name === name);
    return own?.fields && there ? [{ ...there, fields: own.fields }] : [];
  });
  const merged = mergeFields(source.fields, declared);
  if (!merged) {
    return [];
  }
  const { seq } = store.setFields(source.id, merged);
  return [changeMessage(source.id, seq, 'fields', { fields: declared.map(field => field.name) })];
}
