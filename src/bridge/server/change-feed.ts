/**
 * Tells clients what was written to the datasets they watch. The first change goes out at once; a
 * burst is merged, so that a kernel that saves ten thousand samples does not send every page ten
 * thousand messages.
 */
import type { IDatasetChangeMessage } from '../../protocol';

const MERGE_MS = 25;
/** More ids than this are not listed: then everything may have changed. */
const MAX_IDS = 1000;

/** One change in place of two of the same kind on the same dataset. */
export function mergeChanges(
  a: IDatasetChangeMessage,
  b: IDatasetChangeMessage
): IDatasetChangeMessage {
  const { kind, dataset, change } = b;
  const result: IDatasetChangeMessage = { kind, dataset, change, seq: Math.max(a.seq, b.seq) };
  if (a.sample_ids && b.sample_ids) {
    const ids = new Set([...a.sample_ids, ...b.sample_ids]);
    if (ids.size <= MAX_IDS) {
      result.sample_ids = [...ids];
    }
  }
  if (a.fields && b.fields) {
    result.fields = [...new Set([...a.fields, ...b.fields])];
  }
  return result;
}

export class ChangeFeed {
  constructor(private readonly _send: (change: IDatasetChangeMessage) => void) {}

  push(change: IDatasetChangeMessage): void {
    if (this._timer === null) {
      this._send(change);
      this._timer = setTimeout(() => this._flush(), MERGE_MS);
      return;
    }
    const last = this._waiting.at(-1);
    if (last && last.dataset === change.dataset && last.change === change.change) {
      this._waiting[this._waiting.length - 1] = mergeChanges(last, change);
    } else {
      this._waiting.push(change);
    }
  }

  close(): void {
    if (this._timer !== null) {
      clearTimeout(this._timer);
      this._timer = null;
    }
    this._waiting.splice(0).forEach(change => this._send(change));
  }

  private _flush(): void {
    const waiting = this._waiting.splice(0);
    this._timer = waiting.length > 0 ? setTimeout(() => this._flush(), MERGE_MS) : null;
    waiting.forEach(change => this._send(change));
  }

  private readonly _waiting: IDatasetChangeMessage[] = [];
  private _timer: ReturnType<typeof setTimeout> | null = null;
}
