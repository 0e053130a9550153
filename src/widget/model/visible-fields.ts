/** Which label fields are drawn: kept in the session, so that kernel and every App agree. */
import { isLabelField, type IDatasetInfo, type SessionState } from '../../protocol';

/** Paths of the dataset's label fields, in schema order. */
export function labelFields(dataset: IDatasetInfo | null): string[] {
  return dataset?.fields.filter(isLabelField).map(({ name }) => name) ?? [];
}

/** The label fields that the App draws; a session without a choice draws all of them. */
export function visibleLabelFields(
  dataset: IDatasetInfo | null,
  session: SessionState | null
): string[] {
  const all = labelFields(dataset);
  const names = session?.field_visibility_stage?.['field_names'];
  if (!Array.isArray(names)) {
    return all;
  }
  return session?.field_visibility_stage?.['stage'] === 'exclude_fields'
    ? all.filter(name => !names.includes(name))
    : all.filter(name => names.includes(name));
}

/** The stage that makes these label fields the drawn ones; null if these are all. */
export function visibilityStage(
  dataset: IDatasetInfo,
  visible: readonly string[]
): Record<string, unknown> | null {
  const hidden = labelFields(dataset).filter(name => !visible.includes(name));
  return hidden.length === 0 ? null : { stage: 'exclude_fields', field_names: hidden };
}
