/** The picture of a plot as the page would show it, made without a browser. */
import {
  drawPlot,
  loadPlot,
  resolveColors,
  singlePlots,
  type IViewOpening,
  type ParsedParams,
  type Plot,
  type SessionState
} from '../../protocol';
import type { IDataService, IResponse } from '../datasets/data-service';
import { textWidth } from '../picture';
import { RequestError } from '../request-error';
import type { PlotData } from './plot-data';
import { sceneSvg } from './scene-svg';

export interface IPlotPictureJob {
  request: ParsedParams<'plot.picture'>;
  state: SessionState;
  data: Pick<IDataService, 'handle' | 'describe'>;
  frames: PlotData;
  /** Paints an SVG; payload PNG. */
  paint(svg: string, scale: number, signal: AbortSignal): Promise<Uint8Array>;
  signal: AbortSignal;
}

/** Answers `plot.picture`. @throws RequestError if the session has no such plot. */
export async function plotPicture(job: IPlotPictureJob): Promise<IResponse> {
  const { request, state, data, frames, signal } = job;
  const plot = state.plots.find(({ name }) => name === request.name);
  if (!plot) {
    throw new RequestError('not_found', `The session has no plot “${request.name}”.`);
  }
  const dataset = state.dataset === null ? null : await data.describe(state.dataset);
  const context = { signal, progress: () => undefined };
  const contents = await loadPlot(plot, {
    dataset: dataset?.id ?? null,
    properties: dataset?.properties ?? {},
    state,
    frame: id => frames.frame(request.session, id),
    ask: async (method, params) => {
      const { result, payload } = await data.handle(method, params, null, context);
      return { result: result as never, payload: payload ?? null };
    }
  });
  const opening = dataset
    ? await data.handle('grid.open', { dataset: dataset.id, view: [] }, null, context)
    : null;
  const colors = resolveColors({
    scheme: state.color_scheme,
    config: state.config,
    fields: dataset?.fields ?? [],
    properties: dataset?.properties ?? null,
    classes: (opening?.result as IViewOpening | undefined)?.classes ?? []
  });
  const { width, height, scale, theme } = request;
  const scene = drawPlot(plot, contents, { width, height }, { colors, measure: textWidth });
  const payload = await job.paint(sceneSvg(scene, theme), scale, signal);
  return { result: { width, height, text: describe(plot, state) }, payload };
}

function describe(plot: Plot, state: SessionState): string {
  const names = singlePlots(plot).parts.map(({ title, spec }) =>
    spec.kind === 'scatter' ? (title ?? `${spec.points} points`) : (title ?? spec.path)
  );
  return `Lunette plot of ${state.dataset ?? 'no dataset'}: ${names.join(', ')}`;
}
