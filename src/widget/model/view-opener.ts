/** Opens a view together with the pages on the screen, so that the App changes in one step. */
import { BridgeError, type BridgeClient } from '../../client';
import {
  coloringAttributes,
  type IDatasetInfo,
  type IPageFrame,
  type IViewOpening,
  type SessionState,
  type View
} from '../../protocol';
import type { IOpenedView } from './app-state';
import { overlayColors } from './overlay-colors';
import { PAGE_SIZE, requestPage, type IPageSource } from './page-cache';
import { shownDataset } from './shown-dataset';
import { labelFields, visibleLabelFields } from './visible-fields';

/** Pages that are awaited before a view is shown. */
const FIRST_PAGES = 3;

/** What the App is asked to show. */
export interface IAsked {
  /** As it was loaded. */
  dataset: IDatasetInfo;
  session: SessionState;
  view: View;
  captions: readonly string[];
  /** Classes that have colours so far. */
  classes: readonly string[];
}

export interface IOpening {
  /** With the fields of what the view makes. */
  dataset: IDatasetInfo;
  source: IPageSource;
  opened: IOpenedView;
  /** The pages on the screen, by number. */
  pages: Map<number, IPageFrame>;
}

/** Index of the stage that empties the view, among those of the session. */
function emptiedBy(
  { emptied_by: index }: IViewOpening,
  { view, session }: IAsked
): { emptied_by?: number } {
  return index === undefined
    ? {}
    : { emptied_by: Math.max(0, index - (view.length - session.view.length)) };
}

/**
 * Opens a view. Samples `visible[0] … visible[1]` will be on the screen. `onProgress` is told how much
 * is done, 0 … 1, if the bridge has to prepare the dataset first.
 * @throws BridgeError what the bridge answered.
 */
export async function openView(
  client: BridgeClient,
  asked: IAsked,
  visible: readonly [number, number],
  signal: AbortSignal,
  onProgress: (done: number) => void = () => undefined
): Promise<IOpening> {
  const dataset = await shownDataset(client, asked.dataset, asked.view, signal);
  const { session } = asked;
  const colors = overlayColors(dataset, [...asked.classes], session);
  const source: IPageSource = {
    dataset: dataset.id,
    view: asked.view,
    fields: visibleLabelFields(dataset, session),
    attributes: coloringAttributes(colors, labelFields(dataset)),
    captions: asked.captions.filter(path =>
      dataset.fields.some(field => field.name === path.split('.')[0])
    )
  };
  const first = Math.floor(visible[0] / PAGE_SIZE);
  const end = Math.max(first + 1, Math.ceil(visible[1] / PAGE_SIZE));
  const numbers = Array.from({ length: Math.min(FIRST_PAGES, end - first) }, (_, i) => first + i);
  const pages = new Map<number, IPageFrame>();
  const [opening] = await Promise.all([
    client.request(
      'grid.open',
      { dataset: source.dataset, view: source.view },
      { signal, onProgress: (done, total) => onProgress(total ? done / total : 0) }
    ),
    ...numbers.map(async number => {
      try {
        pages.set(number, await requestPage(client, source, number, signal));
      } catch (error) {
        if (!(error instanceof BridgeError)) {
          throw error;
        }
        // If the view itself is at fault `grid.open` says so; else the grid asks again and reports.
      }
    })
  ]);
  const { result, payload } = opening;
  return {
    dataset,
    source,
    opened: {
      ...result,
      ...emptiedBy(result, asked),
      dataset: source.dataset,
      mediaDataset: result.generated?.dataset ?? source.dataset,
      view: source.view,
      // A copy, so that the aspects of a million samples do not keep the whole frame alive.
      aspects: payload ? payload.slice() : new Uint8Array(result.count)
    },
    pages
  };
}
