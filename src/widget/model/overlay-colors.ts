/** Colours of labels as the session wants them; the same for tiles, facets, plots and viewer. */
import { resolveColors, type IColors, type IDatasetInfo, type SessionState } from '../../protocol';

/** What colours depend on, and nothing else. */
export function overlayColors(
  dataset: IDatasetInfo | null,
  classes: readonly string[],
  session: SessionState | null
): IColors {
  return resolveColors({
    scheme: session?.color_scheme ?? null,
    config: session?.config ?? null,
    fields: dataset?.fields ?? [],
    properties: dataset?.properties ?? null,
    classes
  });
}
