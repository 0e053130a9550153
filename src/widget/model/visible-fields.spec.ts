import { describe, expect, it } from 'vitest';
import { sessionStateSchema, type IDatasetInfo } from '../../protocol';
import { visibilityStage, visibleLabelFields } from './visible-fields';

const dataset = {
  fields: [
    { name: 'filepath', type: 'string' },
    { name: 'truth', type: 'document', document: 'Detections' },
    { name: 'guess', type: 'document', document: 'Detections' },
    { name: 'scene', type: 'document', document: 'Classification' },
    { name: 'metadata', type: 'document', document: 'ImageMetadata' }
  ]
} as IDatasetInfo;
const session = (stage: Record<string, unknown> | null) =>
  sessionStateSchema.parse({ field_visibility_stage: stage });

describe('drawn label fields', () => {
  it('are all of them without a choice', () => {
    expect(visibleLabelFields(dataset, session(null))).toEqual(['truth', 'guess', 'scene']);
    expect(visibilityStage(dataset, ['truth', 'guess', 'scene'])).toBeNull();
  });

  it('are what the kernel selected', () => {
    const stage = { stage: 'select_fields', field_names: ['guess', 'filepath'] };
    expect(visibleLabelFields(dataset, session(stage))).toEqual(['guess']);
  });

  it('come back as they were chosen', () => {
    const stage = visibilityStage(dataset, ['scene']);
    expect(visibleLabelFields(dataset, session(stage))).toEqual(['scene']);
  });
});
