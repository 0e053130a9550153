/** A plot followed in its session: what it shows now, the latest answer only. */
import type { BridgeClient, SessionClient } from '../../../client';
import {
  decodeScatter,
  loadPlot,
  resolveColors,
  type IColors,
  type IDatasetInfo,
  type IScatterFrame,
  type Plot,
  type PlotContent,
  type SessionState,
  type View
} from '../../../protocol';

export interface IPlotShown {
  plot: Plot;
  contents: readonly PlotContent[];
  colors: IColors;
}

/** How long changes are gathered before the plot is asked for again, in ms. */
const GATHER = 60;

export class PlotSession {
  /** Null until the first answer. */
  shown: IPlotShown | null = null;
  /** Why there is nothing to show, for people. */
  problem: string | null = null;

  constructor(
    private readonly _client: BridgeClient,
    private readonly _session: string,
    private readonly _name: string,
    private readonly _onChange: () => void
  ) {
    this._stopChanges = _client.onDatasetChange(change => {
      if (change.dataset === this._dataset?.id) {
        this._dataset = null;
        this._later();
      }
    });
    void this._join();
  }

  /** The joined session, null before. */
  get session(): SessionClient | null {
    return this._joined;
  }
  get dataset(): IDatasetInfo | null {
    return this._dataset;
  }
  get state(): SessionState | null {
    return this._joined?.state ?? null;
  }

  /** Changes the session's view. Resolves with why that failed, null if it did not. */
  async setView(view: View): Promise<string | null> {
    try {
      await this._joined?.send('set_view', { view });
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  dispose(): void {
    this._disposed = true;
    clearTimeout(this._timer);
    this._stopChanges();
    this._stopState?.();
  }

  private async _join(): Promise<void> {
    try {
      this._joined = await this._client.joinSession(this._session);
    } catch (error) {
      this._fail(error);
      return;
    }
    this._stopState = this._joined.subscribe(() => this._later());
    await this._load();
  }

  private _later(): void {
    const key = this._keyOf(this.state);
    if (key !== this._loaded || !this._dataset) {
      clearTimeout(this._timer);
      this._timer = setTimeout(() => void this._load(), GATHER);
    }
  }

  /** What the plot depends on, as a text. */
  private _keyOf(state: SessionState | null): string {
    return JSON.stringify([
      state?.dataset,
      state?.view,
      state?.group_slice,
      state?.plots.find(({ name }) => name === this._name),
      state?.selected_samples,
      state?.selected_labels,
      state?.color_scheme,
      state?.config
    ]);
  }

  private async _load(): Promise<void> {
    const { state } = this;
    if (!state || this._disposed) {
      return;
    }
    const key = this._keyOf(state);
    this._loading = key;
    const plot = state.plots.find(({ name }) => name === this._name);
    if (!plot) {
      this._loaded = key;
      this.shown = null;
      this._fail(new Error('This plot is no longer attached to its session.'));
      return;
    }
    try {
      const dataset = await this._describe(state.dataset);
      const colors = await this._colors(state, dataset);
      const followed = plot.connected ? state : { ...state, view: [] };
      const contents = await loadPlot(plot, {
        dataset: dataset?.id ?? null,
        properties: dataset?.properties ?? {},
        state: followed,
        frame: id => this._frame(id),
        ask: (method, params) => this._client.request(method, params)
      });
      // Only the latest question counts.
      if (this._loading === key && !this._disposed) {
        this._loaded = key;
        this.problem = null;
        this.shown = { plot, contents, colors };
        this._onChange();
      }
    } catch (error) {
      this._fail(error);
    }
  }

  private async _describe(name: string | null): Promise<IDatasetInfo | null> {
    if (name === null) {
      return null;
    }
    if (this._dataset?.name !== name) {
      this._dataset = (await this._client.request('dataset.load', { name })).result;
      this._classes = null;
    }
    return this._dataset;
  }

  private async _colors(state: SessionState, dataset: IDatasetInfo | null): Promise<IColors> {
    if (dataset && !this._classes) {
      const { result } = await this._client.request('grid.open', { dataset: dataset.id });
      this._classes = result.classes;
    }
    return resolveColors({
      scheme: state.color_scheme,
      config: state.config,
      fields: dataset?.fields ?? [],
      properties: dataset?.properties ?? null,
      classes: this._classes ?? []
    });
  }

  private async _frame(id: string): Promise<IScatterFrame> {
    let frame = this._frames.get(id);
    if (!frame) {
      const { payload } = await this._client.request('plot.data', {
        session: this._session,
        data: id
      });
      frame = decodeScatter(payload ?? new Uint8Array());
      this._frames.set(id, frame);
    }
    return frame;
  }

  private _fail(error: unknown): void {
    if (!this._disposed) {
      this.problem = error instanceof Error ? error.message : String(error);
      this._onChange();
    }
  }

  private _joined: SessionClient | null = null;
  private _dataset: IDatasetInfo | null = null;
  private _classes: string[] | null = null;
  private readonly _frames = new Map<string, IScatterFrame>();
  private _loaded = '';
  private _loading = '';
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _disposed = false;
  private readonly _stopChanges: () => void;
  private _stopState: (() => void) | null = null;
}
