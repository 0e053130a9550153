/** How the session wants labels drawn; the rules of the App. */
import {
  assignColors,
  DEFAULT_POOL,
  isLabelField,
  type IFieldSpec,
  type SessionState
} from '../../protocol';
import type { IPictureStyle } from './picture-input';

/** As in the App. */
const DEFAULT_OPACITY = 0.4;

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
  classes: readonly string[]
): IPictureStyle {
  const names = fields.filter(isLabelField).map(({ name }) => name);
  const scheme = state.color_scheme;
  const chosen = scheme?.color_pool?.filter(color => /^#[0-9a-f]{6}$/i.test(color)) ?? [];
  const pool = chosen.length > 0 ? chosen : DEFAULT_POOL;
  return {
    colorBy: scheme?.color_by ?? state.config.color_by,
    classColors: assignColors(classes, pool),
    fieldColors: assignColors(names, pool),
    fields: new Set(drawnFields(state, names)),
    showText: state.config.show_label,
    showConfidence: state.config.show_confidence,
    selected: new Set(state.selected_labels.map(({ label_id }) => label_id)),
    opacity: scheme?.opacity ?? DEFAULT_OPACITY
  };
}
