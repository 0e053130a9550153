/** Which label fields are drawn: kept in the session, so that kernel and every App agree. */
import { isFramesField, isLabelField, type IDatasetInfo, type SessionState } from '../../protocol';

/** Paths of the dataset's label fields, in schema order. */
export function labelFields(dataset: IDatasetInfo | null): string[] {
  return dataset?.fields.filter(isLabelField).map(({ name }) => name) ?? [];
}

/** Paths of the label fields of the frames of videos: `frames.objects`. */
export function frameLabelFields(dataset: IDatasetInfo | null): string[] {
  const frames = dataset?.fields.find(isFramesField);
  return frames?.fields?.filter(isLabelField).map(({ name }) => `frames.${name}`) ?? [];
}

/** Paths of all fields that can be drawn: those of samples, then those of frames. */
export const drawableFields = (dataset: IDatasetInfo | null): string[] => [
  ...labelFields(dataset),
  ...frameLabelFields(dataset)
];

function visible(all: string[], session: SessionState | null): string[] {
  const names = session?.field_visibility_stage?.['field_names'];
  if (!Array.isArray(names)) {
    return all;
  }
  return session?.field_visibility_stage?.['stage'] === 'exclude_fields'
    ? all.filter(name => !names.includes(name))
    : all.filter(name => names.includes(name));
}

/** The label fields of samples that the App draws; a session without a choice draws all of them. */
export const visibleLabelFields = (
  dataset: IDatasetInfo | null,
  session: SessionState | null
): string[] => visible(labelFields(dataset), session);

/** The same of the frames of videos. */
export const visibleFrameFields = (
  dataset: IDatasetInfo | null,
  session: SessionState | null
): string[] => visible(frameLabelFields(dataset), session);

/** All fields that the App draws: of samples and of frames. */
export const drawnFields = (dataset: IDatasetInfo | null, session: SessionState | null): string[] =>
  visible(drawableFields(dataset), session);

/** The stage that makes these label fields the drawn ones; null if these are all. */
export function visibilityStage(
  dataset: IDatasetInfo,
  drawn: readonly string[]
): Record<string, unknown> | null {
  const hidden = drawableFields(dataset).filter(name => !drawn.includes(name));
  return hidden.length === 0 ? null : { stage: 'exclude_fields', field_names: hidden };
}
