/** Labels of the frames of a video: fetched in parts around the frame that is shown. */
import * as React from 'react';
import { BridgeError } from '../../../client';
import {
  coloringAttributes,
  decodePage,
  pageLabels,
  type IPageFrame,
  type IPageLabel,
  type View
} from '../../../protocol';
import {
  frameLabelFields,
  useAppState,
  useColors,
  useModel,
  visibleFrameFields
} from '../../model';

/** Frames of a part. */
const PART = 240;
/** Parts that are kept. */
const MAX_PARTS = 8;
const MAX_VIEWED_RASTER = 1024;
const NONE: readonly IPageLabel[] = [];

interface IPart {
  page: IPageFrame;
  /** Row in the page by number of the frame. */
  rows: ReadonlyMap<number, number>;
}

const rowsOf = (page: IPageFrame): ReadonlyMap<number, number> =>
  new Map(Array.from(page.columns['frame'] as Uint32Array, (number, row) => [number, row]));

/** The labels of frame number `frame`; those of the frame before while they are on their way. */
export function useFrameLabels(
  id: string,
  frame: number | null,
  within: View | null = null
): readonly IPageLabel[] {
  const model = useModel();
  const { client } = model;
  const opened = useAppState(state => state.opened);
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const colors = useColors();
  const [, came] = React.useReducer((n: number) => n + 1, 0);
  // As text, so that only another content asks anew.
  const drawing = JSON.stringify({
    fields: visibleFrameFields(dataset, session),
    attributes: coloringAttributes(colors, frameLabelFields(dataset))
  });
  const datasetId = dataset?.id ?? null;
  const seq = dataset?.seq ?? 0;
  const view = within ?? opened?.view ?? null;

  const load = React.useRef<(part: number) => void>(() => undefined);
  const parts = React.useRef(new Map<number, IPart | 'waiting'>());
  React.useEffect(() => {
    const abort = new AbortController();
    const kept = new Map<number, IPart | 'waiting'>();
    parts.current = kept;
    load.current = (part: number): void => {
      const wanted = JSON.parse(drawing) as {
        fields: string[];
        attributes: Record<string, string>;
      };
      if (!datasetId || !view || kept.has(part) || part < 0 || wanted.fields.length === 0) {
        return;
      }
      kept.set(part, 'waiting');
      client
        .request(
          'sample.frames',
          {
            dataset: datasetId,
            view,
            sample_id: id,
            first: part * PART + 1,
            count: PART,
            max_raster: MAX_VIEWED_RASTER,
            ...wanted
          },
          { signal: abort.signal }
        )
        .then(({ payload }) => {
          if (payload) {
            const page = decodePage(payload);
            kept.set(part, { page, rows: rowsOf(page) });
            const [oldest] = kept.keys();
            if (kept.size > MAX_PARTS && oldest !== undefined) {
              kept.delete(oldest);
            }
            came();
          }
        })
        .catch((error: unknown) => {
          if (!(error instanceof BridgeError)) {
            throw error;
          }
          model.actions.report(error);
        });
    };
    came();
    return () => abort.abort();
  }, [model, client, datasetId, view, seq, id, drawing]);

  const part = frame === null ? null : Math.floor((frame - 1) / PART);
  React.useEffect(() => {
    if (part !== null) {
      load.current(part);
      load.current(part + 1);
    }
  });

  const here = part === null ? undefined : parts.current.get(part);
  const last = React.useRef(NONE);
  const page = here === 'waiting' ? null : (here?.page ?? null);
  const row = page && frame !== null && here !== 'waiting' ? here?.rows.get(frame) : undefined;
  return React.useMemo(() => {
    if (page) {
      last.current = row === undefined ? NONE : pageLabels(page, row);
    }
    return last.current;
  }, [page, row]);
}
