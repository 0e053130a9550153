/** The samples that a generating stage makes of one sample of its source. */
import { isLabelField, type IFieldSpec } from '../../../protocol';
import { buildMap } from '../../datasets/documents/messagepack-map';
import type { INewSample } from '../../store/document-store';
import { evaluationPatches } from './evaluation-patches';
import type { IMadeSample } from './made-sample';
import { clipSamples, frameSamples, trajectorySamples } from './video-samples';
import { SAMPLE_ID, type IGeneratedPlan } from './generated-plan';
import {
  encodedId,
  labelElements,
  labelId,
  withElements,
  type ISourceSample
} from './source-sample';

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

function made(source: ISourceSample, plan: IGeneratedPlan, index: number): IMadeSample[] {
  const { stage } = plan;
  switch (stage.stage) {
    case 'to_patches':
      return patches(source, stage.field, stage.keep_label_lists);
    case 'to_evaluation_patches':
      return evaluationPatches(source, stage);
    case 'to_clips':
      return clipSamples(source, stage, index);
    case 'to_trajectories':
      return trajectorySamples(source, stage);
    case 'to_frames': {
      const labels = new Set(plan.fields.filter(isLabelField).map(field => field.name));
      return frameSamples(source, stage, name => labels.has(name));
    }
  }
}

/**
 * The samples that the plan makes of a sample of its source, in order. They have file, metadata and
 * tags of the source, and of its other fields those that the plan names.
 *
 * @param newId makes an id where a sample has none of its own
 * @param index place of the sample in the view that the others are made of
 */
export function makeSamples(
  source: ISourceSample,
  plan: IGeneratedPlan,
  newId: () => Uint8Array,
  index = 0
): INewSample[] {
  const samples = made(source, plan, index);
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
  plan.taken.forEach(take);
  shared.set(SAMPLE_ID.name, encodedId(source.id));
  const own = new Set([...plan.synced, SAMPLE_ID.name, 'frames']);
  plan.fields.filter((field: IFieldSpec) => !own.has(field.name)).forEach(f => take(f.name));
  return samples.map(sample => ({
    id: sample.id ?? newId(),
    filepath: sample.filepath ?? source.filepath,
    core: buildMap(sample.core.size > 0 ? new Map([...shared, ...sample.core]) : shared),
    labels: { ...apart, ...sample.apart },
    tags: source.tags
  }));
}
