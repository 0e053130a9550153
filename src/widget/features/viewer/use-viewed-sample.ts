/** The sample in the viewer: its place in the view, its labels to draw and all its fields. */
import * as React from 'react';
import { BridgeError } from '../../../client';
import { decodePage, pageLabels, type IPageLabel, type ISampleDetail } from '../../../protocol';
import { useAppState, useModel, visibleLabelFields } from '../../model';
import { sharpenRasters } from './sharpen-rasters';

export interface IViewedSample {
  id: string;
  detail: ISampleDetail | null;
  labels: readonly IPageLabel[];
  /** Labels that cannot be drawn, and why. */
  invalid: readonly { field: string; message: string }[];
  error: string | null;
}

/** What is known of the sample now; the one before stays until the new one is here. */
export function useViewedSample(id: string): IViewedSample {
  const { client } = useModel();
  const opened = useAppState(state => state.opened);
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const fields = JSON.stringify(visibleLabelFields(dataset, session));
  const [sample, setSample] = React.useState<IViewedSample>(() => empty(id));
  const datasetId = dataset?.id ?? null;
  const seq = dataset?.seq ?? 0;
  const view = opened?.view ?? null;

  React.useEffect(() => {
    if (!datasetId || !view) {
      return;
    }
    const abort = new AbortController();
    const options = { signal: abort.signal };
    const load = async (): Promise<void> => {
      const target = { dataset: datasetId, view, sample_id: id };
      const { result: detail } = await client.request('sample.detail', target, options);
      let labels: IPageLabel[] = [];
      let invalid: IViewedSample['invalid'] = [];
      if (detail.index !== null) {
        const { payload } = await client.request(
          'grid.page',
          {
            dataset: datasetId,
            view,
            start: detail.index,
            count: 1,
            fields: JSON.parse(fields) as string[]
          },
          options
        );
        if (payload) {
          const page = decodePage(payload);
          labels = sharpenRasters(pageLabels(page, 0), detail);
          invalid = page.meta.invalid;
        }
      }
      setSample({ id, detail, labels, invalid, error: null });
    };
    load().catch((error: unknown) => {
      if (!(error instanceof BridgeError)) {
        throw error;
      }
      if (error.code !== 'cancelled') {
        setSample({ ...empty(id), error: error.message });
      }
    });
    return () => abort.abort();
  }, [client, datasetId, view, seq, id, fields]);

  return sample;
}

const empty = (id: string): IViewedSample => ({
  id,
  detail: null,
  labels: [],
  invalid: [],
  error: null
});
