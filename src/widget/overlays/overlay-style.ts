/** How labels are drawn now, from the session's state. */
import { labelMarks, type IOverlayStyle } from '../../protocol';
import { drawnFields, type AppModel } from '../model';
import { textMeasure } from './label-font';

interface IStyleOptions {
  fontSize: number;
  /** Text everywhere (viewer) or only where it fits (tiles). */
  allText: boolean;
}

/** The style of label overlays under the session's colours, fields and settings. */
export function overlayStyle(model: AppModel, { fontSize, allText }: IStyleOptions): IOverlayStyle {
  const { dataset, session } = model.store.state;
  return {
    ...model.colors,
    fields: new Set(drawnFields(dataset, session)),
    showText: true,
    showLabel: session?.config.show_label ?? true,
    showIndex: session?.config.show_index ?? true,
    showConfidence: session?.config.show_confidence ?? true,
    allText,
    fontSize,
    measure: textMeasure(fontSize),
    selected: session
      ? labelMarks(session.selected_labels, session.label_selection_style)
      : new Map()
  };
}
