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
  type Facet,
  type IDatasetInfo,
  type IViewOpening,
  type SessionEvent,
  type SessionState,
  type View
} from '../../protocol';
import { classes, idOf, indexOfId, syntheticAspects, syntheticPage } from './synthetic-dataset';
import { syntheticSample } from './synthetic-dataset';
import { syntheticPicture } from './synthetic-picture';

const DATASET = 'd'.repeat(24);

export interface ISyntheticOptions {
  samples: number;
  /** Milliseconds every answer waits. */
  latency?: number;
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
  changed(change: 'samples' | 'labels' | 'deleted'): void {
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

  /** Indices of the samples of a view; only `limit`, `skip` and `shuffle` are understood. */
  private _indices(view: View): Int32Array {
    const key = `${this.samples} ${JSON.stringify(view)}`;
    if (this._view?.key !== key) {
      let indices = Int32Array.from({ length: this.samples }, (_, i) => i);
      for (const stage of view) {
        if (stage.stage === 'limit') {
          indices = indices.slice(0, stage.limit);
        } else if (stage.stage === 'skip') {
          indices = indices.slice(stage.skip);
        } else if (stage.stage === 'shuffle') {
          indices = indices.slice().reverse();
        } else if (stage.stage === 'match') {
          indices = indices.slice(0, 0);
        }
      }
      this._view = { key, indices };
    }
    return this._view.indices;
  }

  private async _answer(method: string, params: Record<string, unknown>): Promise<IAnswer> {
    const view = (params['view'] ?? []) as View;
    switch (method) {
      case 'session.join':
        return { result: { session: 's', seq: this.seq, state: this.state, app_count: 1 } };
      case 'dataset.load':
        return { result: this._info() };
      case 'grid.open': {
        const indices = this._indices(view);
        const opening: IViewOpening = {
          count: indices.length,
          total: this.samples,
          labels: {
            ground_truth: { count: indices.length * 2, total: this.samples * 2 },
            predictions: { count: indices.length * 2, total: this.samples * 2 },
            scene: { count: indices.length, total: this.samples }
          },
          classes,
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
          payload: encodePage(syntheticPage(indices, start, fields, captions))
        };
      }
      case 'grid.index':
        return {
          result: { index: this._indices(view).indexOf(indexOfId(String(params['sample_id']))) }
        };
      case 'view.ids': {
        const { start, count } = params as { start: number; count: number };
        return { result: [...this._indices(view).subarray(start, start + count)].map(idOf) };
      }
      case 'media.thumbnails':
        return this._thumbnails(params['sample_ids'] as string[], Number(params['size']));
      case 'grid.facets':
        return { result: (params['paths'] as string[]).map(path => facetOf(path, this.samples)) };
      case 'sample.detail': {
        const sample = syntheticSample(indexOfId(String(params['sample_id'])));
        const { width, height, index } = sample;
        const fields = { filepath: `/data/photos/${index}.jpg`, tags: ['train'] };
        return { result: { id: params['sample_id'], index, fields, width, height } };
      }
      default:
        return { result: {} };
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
      description: null,
      tags: [],
      info: {},
      app_config: {},
      created_at: 0,
      last_modified_at: 0,
      last_loaded_at: null,
      count: this.samples,
      seq: this.seq,
      fields: [
        { name: 'id', type: 'object_id' },
        { name: 'filepath', type: 'string' },
        { name: 'tags', type: 'list', subtype: 'string' },
        { name: 'split', type: 'string' },
        { name: 'metadata', type: 'document', document: 'ImageMetadata' },
        { name: 'ground_truth', type: 'document', document: 'Detections' },
        { name: 'predictions', type: 'document', document: 'Detections' },
        { name: 'scene', type: 'document', document: 'Classification' }
      ]
    };
  }

  private _send(message: BridgeMessage): void {
    this._handlers?.onMessage(JSON.stringify(message));
  }

  private _handlers: ITransportHandlers | null = null;
  private readonly _cancelled = new Set<number>();
  private _view: { key: string; indices: Int32Array } | null = null;
}

function facetOf(path: string, total: number): Facet {
  if (path.endsWith('confidence')) {
    const counts = Array.from({ length: 24 }, (_, i) => (i * 7) % 23);
    return {
      path,
      kind: 'range',
      type: 'float',
      bounds: [0, 1],
      edges: Array.from({ length: 25 }, (_, i) => i / 24),
      counts,
      totals: counts.map(c => c + 5),
      none: { count: 0, total: 0 }
    };
  }
  const values = path.endsWith('label') ? classes : path === 'split' ? ['train', 'test'] : ['good'];
  return {
    path,
    kind: 'values',
    distinct: values.length,
    values: values.map((value, i) => ({
      value,
      count: Math.round(total / (i + 2)),
      total: Math.round(total / (i + 1))
    }))
  };
}
