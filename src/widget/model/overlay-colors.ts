/** Colours and texts of labels as the session wants them; the same for tiles, facets and viewer. */
import {
  assignColors,
  DEFAULT_POOL,
  type IDatasetInfo,
  type IOverlayStyle,
  type SessionState
} from '../../protocol';
import { labelFields } from './visible-fields';

/** What colours depend on, and nothing else. */
export type IColors = Pick<IOverlayStyle, 'colorBy' | 'classColors' | 'fieldColors'>;

/** Colours of classes and fields under the session's colour scheme. */
export function overlayColors(
  dataset: IDatasetInfo | null,
  classes: readonly string[],
  session: SessionState | null
): IColors {
  const scheme = session?.color_scheme;
  const pool = scheme?.color_pool?.filter(color => /^#[0-9a-f]{6}$/i.test(color));
  const colors = pool && pool.length > 0 ? pool : DEFAULT_POOL;
  return {
    colorBy: scheme?.color_by ?? session?.config.color_by ?? 'value',
    classColors: assignColors(classes, colors),
    fieldColors: assignColors(labelFields(dataset), colors)
  };
}
