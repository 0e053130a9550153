/** Datasets in memory with just enough behaviour for the tests of sockets, sessions and pictures. */
import {
  encodeAspect,
  type IDatasetChangeMessage,
  type IFieldSpec,
  type IViewOpening,
  type Method,
  type View
} from '../../protocol';
import type {
  IDataService,
  IMediaSource,
  IRequestContext,
  IResponse
} from '../datasets/data-service';
import { RequestError } from '../request-error';
import { labelledPage } from './labelled-page';

export interface IFakeSample {
  id: string;
  filepath: string;
  width: number | null;
  height: number | null;
}
export interface IFakeDataset {
  id: string;
  name: string;
  fields: IFieldSpec[];
  samples: IFakeSample[];
}

/** The id number `n`: 24 hexadecimal digits. */
export const fakeId = (n: number): string => n.toString(16).padStart(24, '0');

/** A view with the stage `exists` on the field `bad` is not possible; `limit` is applied. */
export class FakeDataService implements IDataService {
  readonly methods: ReadonlySet<Method> = new Set<Method>([
    'dataset.list',
    'dataset.load',
    'dataset.create',
    'samples.add',
    'samples.update',
    'view.check',
    'view.count',
    'grid.open',
    'grid.page'
  ]);
  readonly datasets = new Map<string, IFakeDataset>();
  readonly remembered: { sample_id: string; width: number; height: number }[] = [];
  /** Milliseconds that `view.check` takes. */
  checkDelay = 0;
  /** Requests `view.count` hang until this is called or they are cancelled. */
  releaseCounts: () => void = () => undefined;
  /** What every label of a page is called. */
  labelText = 'coin';
  /** Number of the sample of a page that has a label which cannot be drawn. */
  invalidSample: number | null = null;
  closed = false;

  add(dataset: IFakeDataset): IFakeDataset {
    this.datasets.set(dataset.id, dataset);
    return dataset;
  }

  change(change: Omit<IDatasetChangeMessage, 'kind'>): void {
    this._listeners.forEach(listener => listener({ kind: 'dataset_change', ...change }));
  }

  async handle(
    method: Method,
    params: unknown,
    payload: Uint8Array | null,
    context: IRequestContext
  ): Promise<IResponse> {
    const {
      dataset = '',
      view = [],
      name
    } = params as {
      dataset?: string;
      view?: View;
      name?: string;
    };
    switch (method) {
      case 'dataset.list':
        return { result: [...this.datasets.values()] };
      case 'dataset.load':
        return { result: await this._find(name ?? '') };
      case 'samples.add':
        return { result: { seq: 1, count: payload?.length ?? 0 } };
      case 'view.check':
        if (this.checkDelay > 0) {
          await new Promise(resolve => setTimeout(resolve, this.checkDelay));
        }
        this._check(view);
        return { result: {} };
      case 'view.count':
        context.progress(1, 2);
        await new Promise<void>((resolve, reject) => {
          this.releaseCounts = resolve;
          context.signal.addEventListener('abort', () => reject(new Error('aborted')));
        });
        return { result: { count: (await this._find(dataset)).samples.length } };
      case 'grid.open': {
        this._check(view);
        const samples = this._samples(await this._find(dataset), view);
        const opening: IViewOpening = {
          count: samples.length,
          total: (await this._find(dataset)).samples.length,
          labels: Object.fromEntries(
            (await this._find(dataset)).fields.map(({ name: field }) => [
              field,
              { count: samples.length, total: samples.length }
            ])
          ),
          classes: [this.labelText],
          seq: 1,
          ...(samples.length === 0 && view.length > 0 ? { emptied_by: 0 } : {})
        };
        return {
          result: opening,
          payload: Uint8Array.from(samples, s => encodeAspect(s.width, s.height))
        };
      }
      case 'grid.page':
        return this._page(
          await this._find(dataset),
          view,
          params as { start: number; count: number; fields: string[] }
        );
      default:
        throw new RequestError('invalid', `The fake does not know ${method}.`);
    }
  }

  async describe(
    dataset: string
  ): Promise<{ id: string; name: string; count: number; fields: IFieldSpec[] } | null> {
    const found = [...this.datasets.values()].find(d => d.id === dataset || d.name === dataset);
    return found ? { ...found, count: found.samples.length } : null;
  }

  async mediaSources(dataset: string, sampleIds: readonly string[]): Promise<IMediaSource[]> {
    const { samples } = await this._find(dataset);
    return samples
      .filter(({ id }) => sampleIds.includes(id))
      .map(({ id, ...rest }) => ({ sample_id: id, ...rest }));
  }

  async rememberSizes(
    _dataset: string,
    sizes: readonly { sample_id: string; width: number; height: number }[]
  ): Promise<void> {
    this.remembered.push(...sizes);
  }

  onChange(listener: (change: IDatasetChangeMessage) => void): () => void {
    this._listeners.add(listener);
    return () => this._listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  private async _find(dataset: string): Promise<IFakeDataset> {
    const found = [...this.datasets.values()].find(d => d.id === dataset || d.name === dataset);
    if (!found) {
      throw new RequestError('not_found', `There is no dataset ${dataset}.`);
    }
    return found;
  }

  private _check(view: View): void {
    const index = view.findIndex(stage => stage.stage === 'exists' && stage.field === 'bad');
    if (index !== -1) {
      throw new RequestError('unknown_field', 'There is no field “bad”.', { stage_index: index });
    }
  }

  private _samples(dataset: IFakeDataset, view: View): IFakeSample[] {
    return view.reduce(
      (samples, stage) =>
        stage.stage === 'limit' ? samples.slice(0, Math.max(0, stage.limit)) : samples,
      dataset.samples
    );
  }

  private _page(
    dataset: IFakeDataset,
    view: View,
    { start, count, fields }: { start: number; count: number; fields: string[] }
  ): IResponse {
    const samples = this._samples(dataset, view).slice(start, start + count);
    const payload = labelledPage(
      samples.map(({ id }) => id),
      fields,
      this.labelText,
      this.invalidSample
    );
    return { result: { start, count: samples.length, seq: 1 }, payload };
  }

  private readonly _listeners = new Set<(change: IDatasetChangeMessage) => void>();
}
