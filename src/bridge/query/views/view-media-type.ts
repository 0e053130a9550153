/** What the samples of a view are. */
import type { IDatasetInfo, MediaType, Stage, View } from '../../../protocol';

type SliceStage = Extract<Stage, { stage: 'select_group_slices' | 'exclude_group_slices' }>;

/** The one kind of media in the slices that a stage leaves; `unknown` if there are several. */
function typeOfSlices(stage: SliceStage, info: IDatasetInfo): MediaType {
  const { slices, media_type: type } = stage;
  const chosen = (name: string, own: MediaType): boolean =>
    (slices?.includes(name) ?? true) && own === (type ?? own);
  const isLeft = stage.stage === 'select_group_slices';
  const left = (info.properties.group_slices ?? []).filter(
    slice => chosen(slice.name, slice.media_type) === isLeft
  );
  const types = new Set(left.map(slice => slice.media_type));
  return types.size === 1 ? (left[0]?.media_type ?? 'unknown') : 'unknown';
}

/** Null while the dataset has no sample. */
export function mediaTypeOfView(view: View, info: IDatasetInfo): MediaType | null {
  let type = info.media_type;
  let ungrouped = type;
  for (const stage of view) {
    switch (stage.stage) {
      case 'select_group_slices':
        type = stage.flat ? typeOfSlices(stage, info) : type;
        break;
      case 'exclude_group_slices':
        type = typeOfSlices(stage, info);
        break;
      case 'group_by':
        ungrouped = type;
        type = stage.flat ? type : 'group';
        break;
      case 'flatten':
        type = ungrouped;
        break;
      case 'to_patches':
      case 'to_evaluation_patches':
      case 'to_frames':
        type = 'image';
        break;
      case 'to_clips':
      case 'to_trajectories':
        type = 'video';
        break;
      default:
    }
  }
  return type;
}
