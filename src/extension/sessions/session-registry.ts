/**
 * Which place shows which session. One App per session in a page: the newest claim gets it, the
 * others show their picture and wait, and when the owner goes away the last one waiting takes over.
 */
import type { IDisposable } from '@lumino/disposable';
import type { ICapture } from '../../widget';
import type { BridgeConnection } from './connection';
import { LiveSession, type IPlace } from './live-session';

/** How long an App without a place is kept, in ms: moving, cutting and undoing take less. */
const GRACE = 30_000;

interface IEntry {
  live: LiveSession;
  /** Places that would show the App if they could, oldest first; the owner is among them. */
  places: IPlace[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class SessionRegistry implements IDisposable {
  constructor(
    private readonly _options: {
      connection: BridgeConnection;
      freezeCell(session: string, subscription: string | null, picture: ICapture): string | null;
    }
  ) {}

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** The place that shows the session's App now. */
  ownerOf(session: string): IPlace | null {
    return this._entries.get(session)?.live.place ?? null;
  }

  live(session: string): LiveSession | null {
    return this._entries.get(session)?.live ?? null;
  }

  /** Sessions with an App in this page. */
  sessions(): string[] {
    return [...this._entries.keys()];
  }

  /**
   * A place appears. It gets the App if nobody shows it, or if it is another cell than the owner's
   * (the kernel showed the App anew); a second view of the same cell waits.
   * @param insist the person asked for the App here
   */
  offer(session: string, place: IPlace, insist = false): void {
    const entry = this._entry(session);
    if (!entry.places.includes(place)) {
      entry.places.push(place);
    }
    const owner = entry.live.place;
    if (owner === place) {
      entry.live.reattach(place);
      return;
    }
    if (insist || !owner || owner.subscription !== place.subscription) {
      this._give(entry, place);
    }
  }

  /** Tells kernel and others that the session's App comes back to the cell of a subscription. */
  async announce(session: string, subscription: string): Promise<void> {
    const entry = this._entry(session);
    if (entry.places.length === 0) {
      this._endLater(session, entry);
    }
    await entry.live.announce(subscription);
  }

  /** A place is gone. */
  withdraw(session: string, place: IPlace): void {
    const entry = this._entries.get(session);
    if (!entry) {
      return;
    }
    entry.places = entry.places.filter(other => other !== place);
    const owned = entry.live.place === place;
    entry.live.release(place);
    const next = entry.places.at(-1);
    if (owned && next) {
      this._give(entry, next);
    } else if (entry.places.length === 0) {
      this._endLater(session, entry);
    }
  }

  dispose(): void {
    this._isDisposed = true;
    for (const session of [...this._entries.keys()]) {
      this._end(session);
    }
  }

  private _give(entry: IEntry, place: IPlace): void {
    clearTimeout(entry.timer);
    void entry.live.moveTo(place);
  }

  private _endLater(session: string, entry: IEntry): void {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this._end(session), GRACE);
  }

  private _entry(session: string): IEntry {
    let entry = this._entries.get(session);
    if (!entry) {
      entry = {
        live: new LiveSession(session, {
          connection: this._options.connection,
          freezeCell: (subscription, picture) =>
            this._options.freezeCell(session, subscription, picture)
        }),
        places: [],
        timer: undefined
      };
      this._entries.set(session, entry);
    }
    clearTimeout(entry.timer);
    return entry;
  }

  private _end(session: string): void {
    const entry = this._entries.get(session);
    if (entry) {
      clearTimeout(entry.timer);
      this._entries.delete(session);
      entry.live.dispose();
    }
  }

  private _isDisposed = false;
  private readonly _entries = new Map<string, IEntry>();
}
