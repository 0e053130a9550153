/** What the samples of a view are called. */
import type { IGeneratedView } from '../generated-requests';

const NOUNS: Readonly<Record<string, string>> = {
  to_patches: 'patch',
  to_evaluation_patches: 'patch',
  to_clips: 'clip',
  to_trajectories: 'trajectory',
  to_frames: 'frame'
};

/** `patch` of a view of patches, `sample` of most views. */
export const sampleNoun = (generated?: Pick<IGeneratedView, 'stage'> | null): string =>
  NOUNS[generated?.stage ?? ''] ?? 'sample';
