/** What a person can do in the App; everything that is shared goes through the session's events. */
import { BridgeError } from '../../client';
import type {
  EventData,
  EventName,
  SelectedLabel,
  SelectedSample,
  SelectionType,
  View
} from '../../protocol';
import type { AppModel } from './app-model';
import type { INotice } from './app-state';
import { idsIn } from './ids-in';
import {
  onlyLabel,
  toggledLabel,
  toggledSample,
  unitedSamples,
  type LabelChoice
} from './selection';
import { visibilityStage } from './visible-fields';

/** Notices on the screen at the same time. */
const MAX_NOTICES = 3;

export class Actions {
  constructor(private readonly _model: AppModel) {}

  /** Sends an event; if the bridge refuses it, the App goes back and says why. */
  send<Name extends EventName>(event: Name, data: EventData<Name>): void {
    const { session } = this._model;
    if (!session) {
      return;
    }
    session.send(event, data).catch((error: unknown) => this.report(error));
  }

  /** Shows a view; `name` if it is saved with the dataset under one. */
  setView(view: View, name: string | null = null): void {
    this.send('set_view', name === null ? { view } : { view, view_name: name });
  }

  /** Opens a sample in the viewer; null closes the viewer. */
  openSample(id: string | null): void {
    if ((this._model.store.state.session?.sample_id ?? null) !== id) {
      this.send('set_sample', { sample_id: id });
    }
  }

  /** Selects these samples and no others; those that are selected keep their type. */
  select(ids: readonly string[]): void {
    const types = this._model.store.state.selected;
    this._select(ids.map(id => ({ id, type: types.get(id) ?? 'default' })));
  }
  /** Selects a sample; takes it away if it is selected in this way already. */
  toggle(id: string, type: SelectionType = 'default'): void {
    this._select(toggledSample(this._selectedSamples(), id, type));
  }
  /** The type of an alternative gesture: there is one if it is shown in a way of its own. */
  altSampleType(): SelectionType {
    const style = this._model.store.state.session?.sample_selection_style;
    return style && style.alt !== style.default ? 'alt' : 'default';
  }
  addToSelection(ids: readonly string[]): void {
    this._select(unitedSamples(this._selectedSamples(), ids));
  }
  /** Lets samples and labels go. */
  clearSelection(): void {
    this.clearSamples();
    this.selectLabels([]);
  }
  clearSamples(): void {
    this._selectAbort?.abort();
    if (this.selected().length > 0 || this._model.store.state.selectingAll !== null) {
      this._select([]);
    }
  }
  /** Selected ids in the order they were selected. */
  selected(): string[] {
    return this._selectedSamples().map(({ id }) => id);
  }

  /** Selects these labels and no others. */
  selectLabels(labels: readonly SelectedLabel[]): void {
    if (labels.length > 0 || this.selectedLabels().length > 0) {
      this.send('select_labels', { labels: [...labels] });
    }
  }
  /** Adds a label to the selection, or takes it away. */
  toggleLabel(label: LabelChoice, type: SelectionType = 'default'): void {
    this.selectLabels(toggledLabel(this.selectedLabels(), label, type));
  }
  /** Selects one label alone; if it is alone already, none. */
  selectOnlyLabel(label: LabelChoice, type: SelectionType = 'default'): void {
    this.selectLabels(onlyLabel(this.selectedLabels(), label, type));
  }
  /** Selected labels in the order they were selected. */
  selectedLabels(): readonly SelectedLabel[] {
    return this._model.store.state.session?.selected_labels ?? [];
  }

  /** Selects every sample of the view; the count shows at once, the ids follow. */
  async selectAll(): Promise<void> {
    const { opened } = this._model.store.state;
    if (opened && opened.count > 0) {
      this._model.store.set({ selectingAll: opened.count });
      const ids = await this.idsOf(0, opened.count);
      if (ids) {
        this.select(ids);
      }
    }
  }

  /** Adds the samples `start … start + count` of the view to the selection. */
  async selectRange(start: number, count: number): Promise<void> {
    const ids = await this.idsOf(start, count);
    if (ids) {
      this.addToSelection(ids);
    }
  }

  /** Ids of samples of the view; null if it was overtaken or failed (then a notice says so). */
  async idsOf(start: number, count: number): Promise<string[] | null> {
    const { client, store } = this._model;
    const { opened } = store.state;
    const here: string[] = [];
    for (let i = start; i < start + count; i++) {
      const id = this._model.pages?.id(i);
      if (!id) {
        break;
      }
      here.push(id);
    }
    if (here.length === count) {
      return here;
    }
    if (!opened) {
      return null;
    }
    this._selectAbort?.abort();
    const abort = new AbortController();
    this._selectAbort = abort;
    try {
      const { payload } = await client.request(
        'view.ids',
        { dataset: opened.dataset, view: opened.view, start, count },
        { signal: abort.signal }
      );
      return idsIn(payload);
    } catch (error) {
      store.set({ selectingAll: null });
      this.report(error);
      return null;
    }
  }

  /** Makes these label fields the drawn ones. */
  setVisibleFields(fields: readonly string[]): void {
    const { dataset } = this._model.store.state;
    if (dataset) {
      this.send('set_field_visibility_stage', { stage: visibilityStage(dataset, fields) });
    }
  }

  setZoom(zoom: number): void {
    const value = Math.max(0, Math.min(10, zoom));
    this._model.store.set({ zoom: value });
    this._model.preferences.set({ zoom: value });
  }

  setSidebarOpen(open: boolean): void {
    this._model.store.set({ sidebarOpen: open });
    if (!this._model.store.state.narrow) {
      this._model.preferences.set({ sidebarOpen: open });
    }
  }

  /** At most two fields whose values are written on every tile. */
  setCaptions(captions: readonly string[]): void {
    this._model.store.set({ captions: captions.slice(0, 2) });
    this._model.preferences.set({ captions: captions.slice(0, 2) });
    this._model.reopen();
  }

  /** Shows a notice; the result takes it away. Notices of kind `info` go by themselves. */
  notify(notice: Omit<INotice, 'id'>): () => void {
    const id = this._nextNotice++;
    const { store } = this._model;
    const dismiss = (): void => this.dismiss(id);
    const others = store.state.notices.filter(({ text }) => text !== notice.text);
    store.set({ notices: [...others, { ...notice, id }].slice(-MAX_NOTICES) });
    if (notice.kind === 'info') {
      setTimeout(dismiss, notice.action ? 10_000 : 4_000);
    }
    return dismiss;
  }
  dismiss(id: number): void {
    const { store } = this._model;
    store.set({ notices: store.state.notices.filter(notice => notice.id !== id) });
  }

  /** Shows an error of the bridge as a notice; what was cancelled is no error. */
  report(error: unknown): void {
    if (!(error instanceof BridgeError)) {
      throw error;
    }
    if (error.code !== 'cancelled') {
      this.notify({ kind: 'error', text: error.message });
    }
  }

  /** Gives the keyboard to the grid, once it is there. */
  focusGrid(): void {
    this._model.focusGrid?.();
  }

  private _select(samples: SelectedSample[]): void {
    this._model.store.set({ selectingAll: null });
    this.send('select_samples', { samples });
  }
  private _selectedSamples(): readonly SelectedSample[] {
    return this._model.store.state.session?.selected_samples ?? [];
  }

  private _nextNotice = 0;
  private _selectAbort: AbortController | null = null;
}
