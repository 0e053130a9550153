/** Pages of one opened view: asked for around the screen, bounded in memory, replaced in place. */
import { BridgeError, type BridgeClient } from '../../client';
import {
  coloringAttributes,
  decodePage,
  hexOf,
  type IColors,
  type IDatasetInfo,
  type IPageFrame,
  type SessionState,
  type View
} from '../../protocol';
import { labelFields, visibleLabelFields } from './visible-fields';

/** Samples of a page. */
export const PAGE_SIZE = 64;
/** Pages asked for at the same time. */
const MAX_REQUESTS = 3;
/** Bytes of pages kept. */
const MAX_BYTES = 60 * 1024 * 1024;

/** What the pages show. */
export interface IPageSource {
  dataset: string;
  view: View;
  /** Label fields that come with every page. */
  fields: readonly string[];
  /** By label field, the attribute that colours its labels if that is not `label`. */
  attributes: Readonly<Record<string, string>>;
  /** Paths of the captions, at most two. */
  captions: readonly string[];
}

/** Row `row` of a page: one sample. */
export interface IPageSample {
  page: IPageFrame;
  row: number;
}

interface IEntry {
  page: IPageFrame;
  bytes: number;
  /** From an earlier state of the dataset: shown until the new page is here. */
  stale: boolean;
  /** Rows by id, once they were asked for. */
  rows?: Map<string, number>;
}

function rowsById(page: IPageFrame): Map<string, number> {
  const ids = page.columns['id'] as Uint8Array;
  return new Map(Array.from({ length: page.meta.count }, (_, row) => [hexOf(ids, 12 * row), row]));
}

/** Asks the bridge for page number `page`. */
export async function requestPage(
  client: BridgeClient,
  source: IPageSource,
  page: number,
  signal: AbortSignal
): Promise<IPageFrame> {
  const { payload } = await client.request(
    'grid.page',
    {
      dataset: source.dataset,
      view: source.view,
      start: page * PAGE_SIZE,
      count: PAGE_SIZE,
      fields: [...source.fields],
      attributes: { ...source.attributes },
      captions: [...source.captions]
    },
    { signal }
  );
  if (!payload) {
    throw new BridgeError('internal', 'The bridge sent a page of the grid without its content.');
  }
  return decodePage(payload);
}

export class PageCache {
  constructor(
    private readonly _client: BridgeClient,
    readonly source: IPageSource,
    private readonly _listeners: {
      /** Samples `start … start + count` have a new page. */
      onPage(start: number, count: number): void;
      onError(error: BridgeError): void;
    }
  ) {}

  /** Whether a field that is visible, or the attribute that colours one, is not in these pages. */
  lacks(dataset: IDatasetInfo | null, session: SessionState, colors: IColors): boolean {
    const { fields, attributes } = this.source;
    return (
      visibleLabelFields(dataset, session).some(field => !fields.includes(field)) ||
      Object.entries(coloringAttributes(colors, labelFields(dataset))).some(
        ([field, attribute]) => attributes[field] !== attribute
      )
    );
  }

  /** Keeps the pages of an earlier state of the same view as stale ones. */
  adopt(old: PageCache): void {
    for (const [number, entry] of old._pages) {
      if (!this._pages.has(number)) {
        this._pages.set(number, { ...entry, stale: true });
        this._bytes += entry.bytes;
      }
    }
  }

  /** Puts a page that was fetched beforehand. */
  put(number: number, page: IPageFrame): void {
    const bytes = Object.values(page.columns).reduce((sum, c) => sum + c.byteLength, 4096);
    this._bytes += bytes - (this._pages.get(number)?.bytes ?? 0);
    this._pages.delete(number);
    this._pages.set(number, { page, bytes, stale: false });
  }

  /** Sample number `index` of the view, or null if its page is not here. */
  sample(index: number): IPageSample | null {
    const entry = this._pages.get(Math.floor(index / PAGE_SIZE));
    const row = index % PAGE_SIZE;
    return entry && row < entry.page.meta.count ? { page: entry.page, row } : null;
  }

  /** Hexadecimal id of sample number `index`, or null if its page is not here. */
  id(index: number): string | null {
    const sample = this.sample(index);
    return sample && hexOf(sample.page.columns['id'] as Uint8Array, 12 * sample.row);
  }

  /** Index of a sample among the pages that are here, or null. */
  indexOf(id: string): number | null {
    for (const [number, entry] of this._pages) {
      entry.rows ??= rowsById(entry.page);
      const row = entry.rows.get(id);
      if (row !== undefined) {
        return number * PAGE_SIZE + row;
      }
    }
    return null;
  }

  /**
   * Says which samples `owner` (grid, filmstrip …) needs: first those on the screen, then those near
   * it. What nobody needs any more is cancelled.
   */
  want(
    visible: [from: number, to: number],
    near: [from: number, to: number],
    owner = 'grid'
  ): void {
    const pagesOf = ([from, to]: [number, number]): number[] => {
      const pages: number[] = [];
      for (let page = Math.floor(from / PAGE_SIZE); page * PAGE_SIZE < to; page++) {
        pages.push(page);
      }
      return pages;
    };
    this._wishes.set(owner, { visible: pagesOf(visible), near: pagesOf(near) });
    const wishes = [...this._wishes.values()];
    this._wanted = [
      ...new Set([...wishes.flatMap(wish => wish.visible), ...wishes.flatMap(wish => wish.near)])
    ];
    for (const [page, abort] of this._requests) {
      if (!this._wanted.includes(page)) {
        this._requests.delete(page);
        abort.abort();
      }
    }
    this._next();
    this._evict();
  }

  dispose(): void {
    this._disposed = true;
    for (const abort of this._requests.values()) {
      abort.abort();
    }
    this._requests.clear();
  }

  private _next(): void {
    for (const page of this._wanted) {
      if (this._requests.size >= MAX_REQUESTS || this._disposed) {
        return;
      }
      const entry = this._pages.get(page);
      if ((!entry || entry.stale) && !this._requests.has(page) && !this._failed.has(page)) {
        void this._load(page);
      }
    }
  }

  private async _load(number: number): Promise<void> {
    const abort = new AbortController();
    this._requests.set(number, abort);
    try {
      const page = await requestPage(this._client, this.source, number, abort.signal);
      if (this._disposed) {
        return;
      }
      this.put(number, page);
      this._listeners.onPage(number * PAGE_SIZE, page.meta.count);
    } catch (error) {
      if (!(error instanceof BridgeError)) {
        throw error;
      }
      if (error.code !== 'cancelled' && !this._disposed) {
        // Not asked for again until the view is opened anew, or it would be asked for ever.
        this._failed.add(number);
        this._listeners.onError(error);
      }
    } finally {
      if (this._requests.get(number) === abort) {
        this._requests.delete(number);
      }
      this._next();
    }
  }

  private _evict(): void {
    for (const [number, entry] of this._pages) {
      if (this._bytes <= MAX_BYTES) {
        return;
      }
      if (!this._wanted.includes(number)) {
        this._pages.delete(number);
        this._bytes -= entry.bytes;
      }
    }
  }

  private readonly _pages = new Map<number, IEntry>();
  private readonly _requests = new Map<number, AbortController>();
  private readonly _failed = new Set<number>();
  private readonly _wishes = new Map<string, { visible: number[]; near: number[] }>();
  private _wanted: number[] = [];
  private _bytes = 0;
  private _disposed = false;
}
