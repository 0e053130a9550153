/** What has to be asked of the bridge to draw a plot; the same for the page and for the bridge. */
import type { DatasetProperties } from '../dataset-properties';
import { facetFilterOf, type FacetSelection } from '../facet-filters';
import { viewInSlice } from '../group-view';
import type { Facet, IResults, Method, Params } from '../requests';
import type { SessionState } from '../session-state';
import type { View } from '../stages';
import { IdSet, idBytes } from './id-set';
import type { PlotContent } from './plot-content';
import { singlePlots, type Plot, type ScatterSpec, type SinglePlotSpec } from './plot-spec';
import { markIds, type IScatterFrame } from './scatter-frame';

/** Asks the bridge. Rejects with an error whose message is for people. */
export type Ask = <M extends Method>(
  method: M,
  params: Params<M>
) => Promise<{ result: IResults[M]; payload?: Uint8Array | null | undefined }>;

export interface IPlotSource {
  /** Id of the session's dataset, null if it has none. */
  dataset: string | null;
  /** Of the dataset: of a grouped one, the samples of one slice are plotted. */
  properties: DatasetProperties;
  state: SessionState;
  /** The points of a scatter plot. */
  frame(data: string): Promise<IScatterFrame>;
  ask: Ask;
}

/** One content for each part of the plot; what fails says so in its place. */
export async function loadPlot(
  plot: Pick<Plot, 'title' | 'spec' | 'connected'>,
  source: IPlotSource
): Promise<PlotContent[]> {
  const { parts } = singlePlots(plot);
  return Promise.all(
    parts.map(async ({ spec }) => {
      try {
        return spec.kind === 'scatter'
          ? await loadPoints(spec, plot.connected, source)
          : await loadHistogram(spec, source);
      } catch (error) {
        return { kind: 'message', text: error instanceof Error ? error.message : String(error) };
      }
    })
  );
}

/** The view as the App shows it. */
const viewOf = ({ state, properties }: IPlotSource): View =>
  viewInSlice(state.view, properties, state.group_slice);

const message = (text: string): PlotContent => ({ kind: 'message', text });

async function loadHistogram(
  spec: Exclude<SinglePlotSpec, ScatterSpec>,
  source: IPlotSource
): Promise<PlotContent> {
  const { dataset, state, ask } = source;
  if (dataset === null) {
    return message('The session shows no dataset.');
  }
  const { result } = await ask('grid.facets', {
    dataset,
    view: viewOf(source),
    paths: [spec.path],
    ...(spec.kind === 'numerical_histogram' ? { bins: spec.bins } : { limit: spec.limit })
  });
  const facet: Facet | undefined = result[0];
  const selection = selectionOf(state, spec.path);
  if (!facet || facet.kind === 'empty') {
    return message(`${spec.path} has no values.`);
  }
  if (facet.kind === 'error') {
    return message(facet.message);
  }
  if (facet.kind === 'values' && spec.kind === 'categorical_histogram') {
    return { kind: 'values', facet, selection };
  }
  if (facet.kind === 'range' && spec.kind === 'numerical_histogram') {
    return { kind: 'range', facet, selection };
  }
  return message(
    facet.kind === 'range'
      ? `${spec.path} has numbers: plot it with NumericalHistogram.`
      : `${spec.path} has no numbers: plot it with CategoricalHistogram.`
  );
}

function selectionOf(state: SessionState, path: string): FacetSelection | null {
  const filters = state.view.map(facetFilterOf);
  return filters.find(filter => filter?.path === path)?.selection ?? null;
}

async function loadPoints(
  spec: ScatterSpec,
  connected: boolean,
  source: IPlotSource
): Promise<PlotContent> {
  const frame = await source.frame(spec.data);
  const { dataset, state } = source;
  if (!connected || dataset === null || spec.link.kind === 'none' || frame.ids.length === 0) {
    return { kind: 'points', frame, inView: null, selected: null };
  }
  const view = viewOf(source);
  const chosen =
    spec.link.kind === 'samples'
      ? state.selected_samples.map(({ id }) => id)
      : state.selected_labels.map(({ label_id: id }) => id);
  return {
    kind: 'points',
    frame,
    inView: view.length === 0 ? null : markIds(frame, await idsInView(spec, source, dataset, view)),
    selected:
      chosen.length === 0
        ? null
        : (markIds(frame, new IdSet(idBytes(chosen))) ?? new Uint8Array(frame.count).fill(1))
  };
}

async function idsInView(
  { link }: ScatterSpec,
  { ask }: IPlotSource,
  dataset: string,
  view: View
): Promise<IdSet> {
  const target = { dataset, view };
  if (link.kind === 'labels') {
    const { result } = await ask('view.aggregate', {
      ...target,
      aggregations: [{ name: 'values', field: `${link.field}.id`, unwind: true }]
    });
    return new IdSet(idBytes(((result[0] ?? []) as unknown[]).filter(isText)));
  }
  const { payload } = await ask('view.ids', target);
  return new IdSet(payload ?? new Uint8Array());
}

const isText = (value: unknown): value is string => typeof value === 'string';
