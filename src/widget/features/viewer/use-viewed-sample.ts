/** The sample in the viewer: its place in the view, its labels to draw and all its fields. */
import * as React from 'react';
import { BridgeError, type BridgeClient } from '../../../client';
import {
  coloringAttributes,
  decodePage,
  pageLabels,
  type IPageFrame,
  type IPageLabel,
  type ISampleDetail,
  type View
} from '../../../protocol';
import { labelFields, useAppState, useColors, useModel, visibleLabelFields } from '../../model';

export interface IViewedSample {
  id: string;
  /** Index in the view; null if it is not there, undefined while that is not known. */
  index: number | null | undefined;
  /** Everything that is known of it; null while it is fetched. */
  detail: ISampleDetail | null;
  labels: readonly IPageLabel[];
  /** Labels that cannot be drawn, and why. */
  invalid: readonly { field: string; message: string }[];
  error: string | null;
}

/** What was fetched of a sample. */
interface IFetched {
  id: string;
  detail: ISampleDetail | null;
  page: IPageFrame | null;
  error: string | null;
}

/** Longest side of masks, in pixels: larger ones would be painted with delay. */
const MAX_VIEWED_RASTER = 2048;

/**
 * Takes what the grid has at once, and the rest when it comes.
 *
 * @param within the view that has the sample; the one that the grid shows by default
 */
export function useViewedSample(id: string, within: View | null = null): IViewedSample {
  const model = useModel();
  const { client } = model;
  const opened = useAppState(state => state.opened);
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const colors = useColors();
  // As text, so that only another content asks anew.
  const drawing = JSON.stringify({
    fields: visibleLabelFields(dataset, session),
    attributes: coloringAttributes(colors, labelFields(dataset))
  });
  const [fetched, setFetched] = React.useState<IFetched | null>(null);
  const datasetId = dataset?.id ?? null;
  const seq = dataset?.seq ?? 0;
  const view = within ?? opened?.view ?? null;

  React.useEffect(() => {
    if (!datasetId || !view) {
      return;
    }
    const abort = new AbortController();
    const options = { signal: abort.signal };
    const load = async (): Promise<void> => {
      const { result: detail } = await client.request(
        'sample.detail',
        { dataset: datasetId, view, sample_id: id },
        options
      );
      const page = await requestOne(client, datasetId, id, detail, view, drawing, options);
      setFetched({ id, detail, page, error: null });
    };
    load().catch((error: unknown) => {
      if (!(error instanceof BridgeError)) {
        throw error;
      }
      if (error.code !== 'cancelled') {
        setFetched({ id, detail: null, page: null, error: error.message });
      }
    });
    return () => abort.abort();
  }, [client, datasetId, view, seq, id, drawing]);

  const here = fetched?.id === id ? fetched : null;
  const { pages } = model;
  return React.useMemo(() => {
    const at = pages?.indexOf(id) ?? null;
    const row = at === null ? null : (pages?.sample(at) ?? null);
    const page = here?.page ?? row?.page ?? null;
    const number = here?.page ? 0 : (row?.row ?? 0);
    const labels = page ? pageLabels(page, number) : [];
    const detail = here?.detail ?? null;
    return {
      id,
      index: detail ? detail.index : (at ?? undefined),
      detail,
      labels,
      invalid: page?.meta.invalid.filter(({ sample }) => sample === number) ?? [],
      error: here?.error ?? null
    };
  }, [pages, here, id]);
}

/** The page of one sample; of one that the view does not have, as it is in the dataset. */
async function requestOne(
  client: BridgeClient,
  dataset: string,
  id: string,
  detail: ISampleDetail,
  view: View,
  drawing: string,
  options: { signal: AbortSignal }
): Promise<IPageFrame | null> {
  const target =
    detail.index === null
      ? {
          view: [{ stage: 'select' as const, sample_ids: [id], ordered: false }],
          start: 0
        }
      : { view, start: detail.index };
  const { payload } = await client.request(
    'grid.page',
    {
      dataset,
      ...target,
      count: 1,
      max_raster: MAX_VIEWED_RASTER,
      whole: true,
      ...(JSON.parse(drawing) as { fields: string[]; attributes: Record<string, string> })
    },
    options
  );
  return payload ? decodePage(payload) : null;
}
