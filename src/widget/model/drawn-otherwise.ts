/** Whether tiles and viewer look different under another state of the session. */
import type { SessionState } from '../../protocol';

/** Parts of the session that every tile and the viewer are drawn with. */
const DRAWN_WITH = [
  'color_scheme',
  'config',
  'field_visibility_stage',
  'selected_labels',
  'label_selection_style'
] as const satisfies readonly (keyof SessionState)[];

export function drawnOtherwise(before: SessionState | null, now: SessionState): boolean {
  return DRAWN_WITH.some(part => before?.[part] !== now[part]);
}
