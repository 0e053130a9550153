/** How the session wants labels drawn; the rules of the App. */
import {
  isLabelField,
  labelMarks,
  resolveColors,
  type DatasetProperties,
  type IFieldSpec,
  type SessionState
} from '../../protocol';
import type { IPictureStyle } from './picture-input';

/** Label fields that are drawn: all, or as the session's field visibility says. */
function drawnFields(state: SessionState, names: readonly string[]): string[] {
  const stage = state.field_visibility_stage;
  const chosen = stage?.['field_names'];
  if (!Array.isArray(chosen)) {
    return [...names];
  }
  const exclude = stage?.['stage'] === 'exclude_fields';
  return names.filter(name => chosen.includes(name) !== exclude);
}

export function pictureStyle(
  state: SessionState,
  fields: readonly IFieldSpec[],
  classes: readonly string[],
  properties: DatasetProperties | null = null
): IPictureStyle {
  const names = fields.filter(isLabelField).map(({ name }) => name);
  return {
    ...resolveColors({
      scheme: state.color_scheme,
      config: state.config,
      fields,
      properties,
      classes
    }),
    fields: new Set(drawnFields(state, names)),
    showText: true,
    showLabel: state.config.show_label,
    showIndex: state.config.show_index,
    showConfidence: state.config.show_confidence,
    selected: labelMarks(state.selected_labels, state.label_selection_style)
  };
}
