/** The samples that a generating stage makes of one sample of its source. */
import type { IFieldSpec } from '../../../protocol';
import { buildMap } from '../../datasets/documents/messagepack-map';
import type { INewSample } from '../../store/document-store';
import { evaluationPatches } from './evaluation-patches';
import { SAMPLE_ID, type IGeneratedPlan } from './generated-plan';
import {
  encodedId,
  labelElements,
  labelId,
  withElements,
  type ISourceSample
} from './source-sample';

/** A sample before it has what its source gives to all of them. */
export interface IMadeSample {
  /** 12 bytes; null gives it a new one. */
  id: Uint8Array | null;
  /** Further fields that are not stored apart: name → MessagePack. */
  core: ReadonlyMap<string, Uint8Array>;
  /** Documents stored apart. */
  apart: Record<string, Uint8Array>;
}

const NOTHING: ReadonlyMap<string, Uint8Array> = new Map();

/** One sample per label; the bytes of a label are passed through. */
function patches(source: ISourceSample, field: string, keepList: boolean): IMadeSample[] {
  const document = source.apart.get(field);
  return labelElements(document).map(label => ({
    id: labelId(label),
    core: NOTHING,
    apart: {
      [field]: keepList && document ? withElements(document, [label]) : label
    }
  }));
}

function made(source: ISourceSample, { stage }: IGeneratedPlan): IMadeSample[] {
  switch (stage.stage) {
    case 'to_patches':
      return patches(source, stage.field, stage.keep_label_lists);
    case 'to_evaluation_patches':
      return evaluationPatches(source, stage);
    default:
      return [];
  }
}

/**
 * The samples that the plan makes of a sample of its source, in order. They have file, metadata and
 * tags of the source, and of its other fields those that the plan names.
 *
 * @param newId makes an id where a sample has none of its own
 */
export function makeSamples(
  source: ISourceSample,
  plan: IGeneratedPlan,
  newId: () => Uint8Array
): INewSample[] {
  const samples = made(source, plan);
  if (samples.length === 0) {
    return [];
  }
  const shared = new Map<string, Uint8Array>();
  const apart: Record<string, Uint8Array> = {};
  const take = (name: string): void => {
    const value = source.core.get(name);
    const document = source.apart.get(name);
    if (value) {
      shared.set(name, value);
    } else if (document) {
      apart[name] = document;
    }
  };
  ['filepath', 'metadata'].forEach(take);
  shared.set(SAMPLE_ID.name, encodedId(source.id));
  const own = new Set([...plan.synced, SAMPLE_ID.name]);
  plan.fields.filter((field: IFieldSpec) => !own.has(field.name)).forEach(f => take(f.name));
  return samples.map(sample => ({
    id: sample.id ?? newId(),
    filepath: source.filepath,
    core: buildMap(sample.core.size > 0 ? new Map([...shared, ...sample.core]) : shared),
    labels: { ...apart, ...sample.apart },
    tags: source.tags
  }));
}
