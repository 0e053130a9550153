/** A bridge in memory that serves the synthetic dataset: enough of the protocol for the App. */
import type { ITransport, ITransportConnection, ITransportHandlers } from '../../client';
import {
  decodeBinaryMessage,
  encodeBinaryMessage,
  encodeImages,
  encodePage,
  reduceSession,
  sessionStateSchema,
  type BridgeMessage,
  type ClientMessage,
  type EventData,
  type EventName,
  type IDatasetInfo,
  type IViewOpening,
  type SessionEvent,
  type SessionState,
  type View
} from '../../protocol';
import {
  classes,
  hardClasses,
  idBytes,
  idOf,
  indexOfId,
  syntheticAspects,
  syntheticPage,
  syntheticSample
} from './synthetic-dataset';
import { syntheticDetail } from './synthetic-detail';
import { syntheticFacet } from './synthetic-facets';
import { groupOf, keptLabels, tagsOf, viewIndices } from './synthetic-filter';
import { syntheticPicture } from './synthetic-picture';
import { SyntheticSavedViews } from './synthetic-saved-views';
import { HARD_FIELD, syntheticFields } from './synthetic-values';
import { SyntheticWorkspaces } from './synthetic-workspaces';

const DATASET = 'd'.repeat(24);

export interface ISyntheticOptions {
  samples: number;
  /** Milliseconds every answer waits. */
  latency?: number;
  /** With long names, many classes and hostile texts. */
  hard?: boolean;
  state?: Partial<SessionState>;
}

interface IAnswer {
  result: unknown;
  payload?: Uint8Array;
}

export class SyntheticBridge implements ITransport {
  state: SessionState;
  seq = 1;
  /** How often each method was asked. */
  readonly asked: Record<string, number> = {};
  /** Answers requests of a method with an error instead. */
  readonly errors = new Map<
    string,
    { code: 'internal' | 'not_found' | 'invalid'; message: string }
  >();

  constructor(private readonly _options: ISyntheticOptions) {
    this.state = sessionStateSchema.parse({ dataset: 'landscapes', ..._options.state });
    this.samples = _options.samples;
  }
  samples: number;
  /** The dataset was deleted. */
  gone = false;
  readonly workspaces = new SyntheticWorkspaces();
  readonly savedViews = new SyntheticSavedViews(() => this.changed('saved_views'));

  connect(handlers: ITransportHandlers): ITransportConnection {
    this._handlers = handlers;
    queueMicrotask(() => handlers.onOpen());
    return {
      send: data => {
        const message =
          typeof data === 'string'
            ? (JSON.parse(data) as unknown)
            : decodeBinaryMessage(data).message;
        void this._receive(message as ClientMessage);
      },
      close: () => this.break()
    };
  }

  /** Sends an event as if the kernel had. */
  emit<Name extends EventName>(event: Name, data: EventData<Name>): void {
    this.state = reduceSession(this.state, { event, data } as SessionEvent);
    this.seq += 1;
    this._send({ kind: 'event', session: 's', seq: this.seq, event, data, subscription: 'kernel' });
  }

  /** Says that the dataset changed. */
  changed(change: 'samples' | 'tags' | 'labels' | 'deleted' | 'saved_views'): void {
    this._send({ kind: 'dataset_change', dataset: DATASET, seq: ++this.seq, change });
  }

  /** Breaks the connection; the client connects again by itself. */
  break(): void {
    const handlers = this._handlers;
    this._handlers = null;
    handlers?.onClose({ code: 1006, message: '' });
  }

  private async _receive(message: ClientMessage): Promise<void> {
    switch (message.kind) {
      case 'hello':
        this._send({ kind: 'welcome', v: 1, version: 'synthetic', pid: 0 });
        break;
      case 'cancel':
        this._cancelled.add(message.id);
        break;
      case 'event': {
        this.state = reduceSession(this.state, {
          event: message.event,
          data: message.data
        } as SessionEvent);
        this._send({ kind: 'ack', session: 's', id: message.id, seq: ++this.seq });
        break;
      }
      case 'request': {
        this.asked[message.method] = (this.asked[message.method] ?? 0) + 1;
        const { latency = 0 } = this._options;
        if (latency > 0) {
          await new Promise(resolve => setTimeout(resolve, latency));
        }
        const { id } = message;
        const error = this.errors.get(message.method);
        if (this._cancelled.delete(id)) {
          return;
        }
        if (error) {
          this._send({ kind: 'reply', id, error });
          return;
        }
        const { result, payload } = await this._answer(message.method, message.params);
        const reply: BridgeMessage = { kind: 'reply', id, result };
        this._handlers?.onMessage(
          payload ? encodeBinaryMessage(reply, payload) : JSON.stringify(reply)
        );
        break;
      }
    }
  }

  /** Indices of the samples of a view. */
  private _indices(view: View): Int32Array {
    const key = `${this.samples} ${this.seq} ${JSON.stringify(view)}`;
    if (this._view?.key !== key) {
      this._view = { key, indices: viewIndices(this.samples, view, this._tags) };
    }
    return this._view.indices;
  }

  /** Labels of a field in a view, counted on few samples where there are many. */
  private _labels(field: string, view: View): { count: number; total: number } {
    const counted = (indices: Int32Array, within: View): number => {
      const some = indices.subarray(0, 2000);
      const found = some.reduce((n, i) => n + keptLabels(i, field, within).length, 0);
      return some.length === 0 ? 0 : Math.round((found * indices.length) / some.length);
    };
    return { count: counted(this._indices(view), view), total: counted(this._indices([]), []) };
  }

  /** Adds or removes tags and says so to everybody. */
  private _tag(params: Record<string, unknown>): IAnswer {
    const { sample_ids, tags, remove } = params as {
      sample_ids: string[];
      tags: string[];
      remove?: boolean;
    };
    const changed = sample_ids.filter(id => {
      const before = tagsOf(indexOfId(id), this._tags);
      const rest = before.filter(tag => !tags.includes(tag));
      const after = remove ? rest : [...before, ...tags.filter(tag => !before.includes(tag))];
      this._tags.set(indexOfId(id), after);
      return after.length !== before.length;
    });
    this.changed('tags');
    return { result: { seq: this.seq, count: changed.length, changed } };
  }

  /** Adds or removes tags of labels that are named by id. */
  private _tagLabels(params: Record<string, unknown>): IAnswer {
    const { label_ids, tags, remove } = params as {
      label_ids: string[];
      tags: string[];
      remove?: boolean;
    };
    const changed = label_ids.filter(id => {
      const before = this._labelTags.get(id) ?? [];
      const rest = before.filter(tag => !tags.includes(tag));
      const after = remove ? rest : [...rest, ...tags];
      this._labelTags.set(id, after);
      return after.length !== before.length;
    });
    this.changed('labels');
    return { result: { seq: this.seq, count: changed.length, changed } };
  }

  private async _answer(method: string, params: Record<string, unknown>): Promise<IAnswer> {
    const view = (params['view'] ?? []) as View;
    switch (method) {
      case 'session.join':
        return { result: { session: 's', seq: this.seq, state: this.state, app_count: 1 } };
      case 'dataset.list':
        return { result: this.gone ? [] : [{ ...this._info(), name: 'landscapes' }] };
      case 'dataset.load':
        return { result: this._info() };
      case 'grid.open': {
        const indices = this._indices(view);
        const opening: IViewOpening = {
          count: indices.length,
          total: this.samples,
          labels: Object.fromEntries(
            [
              'ground_truth',
              'predictions',
              'scene',
              ...(this._options.hard ? [HARD_FIELD] : [])
            ].map(field => [field, this._labels(field, view)])
          ),
          classes: this._options.hard ? hardClasses : classes,
          seq: this.seq,
          ...(indices.length === 0 && this.samples > 0 ? { emptied_by: 0 } : {})
        };
        return { result: opening, payload: syntheticAspects(indices) };
      }
      case 'grid.page': {
        const {
          start,
          count,
          fields = [],
          captions = []
        } = params as {
          start: number;
          count: number;
          fields?: string[];
          captions?: string[];
        };
        const indices = [...this._indices(view).subarray(start, start + count)];
        return {
          result: { start, count: indices.length, seq: this.seq },
          payload: encodePage(
            syntheticPage(indices, start, fields, captions, (i, field) =>
              keptLabels(i, field, view)
            )
          )
        };
      }
      case 'grid.index': {
        const index = this._indices(view).indexOf(indexOfId(String(params['sample_id'])));
        return { result: { index: index < 0 ? null : index } };
      }
      case 'view.ids': {
        const { start, count } = params as { start: number; count: number };
        const indices = [...this._indices(view).subarray(start, start + count)];
        return { result: { count: indices.length }, payload: idBytes(indices) };
      }
      case 'media.thumbnails':
        return this._thumbnails(params['sample_ids'] as string[], Number(params['size']));
      case 'grid.facets': {
        const {
          limit = 12,
          search = '',
          bins = 24
        } = params as {
          limit?: number;
          search?: string;
          bins?: number;
        };
        return {
          result: (params['paths'] as string[]).map(path =>
            syntheticFacet(path, this.samples, this._tags, { view, limit, search, bins })
          )
        };
      }
      case 'sample.detail': {
        const index = indexOfId(String(params['sample_id']));
        const at = this._indices(view).indexOf(index);
        const hard = this._options.hard ?? false;
        return {
          result: syntheticDetail(index, at < 0 ? null : at, tagsOf(index, this._tags), hard)
        };
      }
      case 'group.members': {
        const { sample_id, start, count } = params as {
          sample_id: string;
          start: number;
          count: number;
        };
        const members = [...groupOf(indexOfId(sample_id), this.samples)];
        const ids = members.slice(start, start + count).map(idOf);
        return { result: { ids, start, total: members.length } };
      }
      case 'samples.tag':
        return this._tag(params);
      case 'labels.tag':
        return this._tagLabels(params);
      default:
        return {
          result:
            this.workspaces.answer(method, params) ?? this.savedViews.answer(method, params) ?? {}
        };
    }
  }

  private async _thumbnails(ids: string[], size: number): Promise<IAnswer> {
    const images = await Promise.all(
      ids.map(async id => {
        const { width, height, broken, index } = syntheticSample(indexOfId(id));
        return broken
          ? {
              sample_id: id,
              type: null,
              bytes: new Uint8Array(),
              width: 0,
              height: 0,
              error: `IMG_${index}.jpg is no image that can be read.`
            }
          : {
              sample_id: id,
              type: 'image/webp',
              bytes: await syntheticPicture(index, size),
              width,
              height
            };
      })
    );
    return { result: { count: ids.length }, payload: encodeImages(images) };
  }

  private _info(): IDatasetInfo {
    return {
      id: DATASET,
      name: this.state.dataset ?? '',
      slug: 'landscapes',
      persistent: false,
      media_type: 'image',
      properties: {},
      source: null,
      description: null,
      tags: [],
      info: {},
      app_config: {},
      created_at: 0,
      last_modified_at: 0,
      last_loaded_at: null,
      count: this.samples,
      seq: this.seq,
      fields: syntheticFields(this._options.hard ?? false)
    };
  }

  private _send(message: BridgeMessage): void {
    this._handlers?.onMessage(JSON.stringify(message));
  }

  private _handlers: ITransportHandlers | null = null;
  private readonly _cancelled = new Set<number>();
  private readonly _tags = new Map<number, readonly string[]>();
  private readonly _labelTags = new Map<string, readonly string[]>();
  private _view: { key: string; indices: Int32Array } | null = null;
}
