/**
 * Which place shows which session. One App per session in a page: the newest claim gets it, the
 * others show their picture and wait, and when the owner goes away the last one waiting takes over.
 */
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IAppPlace, ICapture } from '../../widget';
import type { BridgeConnection } from './connection';
import { CellFreezer } from './cell-freezer';
import { LiveSession, type IAppSettings, type IPlace, type PlaceKind } from './live-session';

/** How long an App without a place is kept, in ms: moving, cutting and undoing take less. */
const GRACE = 30_000;

interface IEntry {
  /** Null while the App is in a browser tab of its own. */
  live: LiveSession | null;
  /** While it is there: freezes the cells of this page. */
  away: (IDisposable & { freezer: CellFreezer }) | null;
  /** Places that would show the App if they could, oldest first; the owner is among them. */
  places: IPlace[];
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface IRegistryOptions {
  connection: BridgeConnection;
  freezeCell(session: string, subscription: string | null, picture: ICapture): string | null;
}

export class SessionRegistry implements IDisposable {
  constructor(private readonly _options: IRegistryOptions) {}

  /** What asks to move an App. */
  onMove: (session: string, place: string) => void = () => undefined;

  /** Emitted with a session whose App came, went, moved or has other numbers. */
  get changed(): ISignal<this, string> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** The place that shows the session's App now. */
  ownerOf(session: string): IPlace | null {
    return this._entries.get(session)?.live?.place ?? null;
  }

  /** Whether the person moved the App to a browser tab, and did not bring it back. */
  isAway(session: string): boolean {
    return this._entries.get(session)?.away != null;
  }

  live(session: string): LiveSession | null {
    return this._entries.get(session)?.live ?? null;
  }

  /** Sessions with an App in this page. */
  sessions(): string[] {
    return [...this._entries.keys()];
  }

  /** The newest place of a kind that shows the session's App or would like to. */
  placeOf(session: string, kind: PlaceKind): IPlace | null {
    const { places = [] } = this._entries.get(session) ?? {};
    return places.filter(place => place.kind === kind).at(-1) ?? null;
  }

  /** What holds for all Apps, also those that are there already. */
  applySettings(settings: IAppSettings): void {
    this._settings = settings;
    for (const { live } of this._entries.values()) {
      live?.applySettings(settings);
    }
  }

  /** Tells an App where it can be moved to. */
  setPlaces(session: string, places: readonly IAppPlace[]): void {
    this.live(session)?.setPlaces(places);
  }

  /**
   * A place appears. It gets the App if nobody shows it, or if it is another cell than the owner's
   * (the kernel showed the App anew); a second view of the same cell waits.
   * @param insist the person asked for the App here
   * @returns resolves when the App is where it belongs
   */
  async offer(session: string, place: IPlace, insist = false): Promise<void> {
    const entry = this._entry(session);
    const isNew = !entry.places.includes(place);
    if (isNew) {
      entry.places.push(place);
    }
    if (entry.away) {
      const known = entry.places.some(
        other => other !== place && other.subscription === place.subscription
      );
      if (!insist && (!isNew || known)) {
        return;
      }
    }
    const live = this._present(session, entry);
    const owner = live.place;
    if (owner === place) {
      live.reattach(place);
      return;
    }
    if (insist || !owner || owner.subscription !== place.subscription) {
      await this._give(entry, place);
    }
  }

  /**
   * The App goes to a browser tab, which joins the session for itself. The places of this page keep
   * a picture, and the next one that insists gets an App again.
   */
  async sendAway(session: string): Promise<void> {
    const entry = this._entry(session);
    const { live } = entry;
    if (!live) {
      return;
    }
    const away = this._away(session);
    entry.away = away;
    await live.moveTo(null);
    if (entry.away === away && live.place === null) {
      live.dispose();
      entry.live = null;
      this._changed.emit(session);
    }
  }

  /**
   * Makes a cell a picture, and says so to kernel and others.
   * @throws Error saying why it could not
   */
  async freeze(session: string, subscription: string): Promise<void> {
    const { live, away } = this._entry(session);
    await (live ?? away?.freezer)?.freeze(subscription);
  }

  /** Tells kernel and others that the session's App comes back to the cell of a subscription. */
  async announce(session: string, subscription: string): Promise<void> {
    const entry = this._entry(session);
    if (entry.places.length === 0) {
      this._endLater(session, entry);
    }
    await this._present(session, entry).announce(subscription);
  }

  /** A place is gone. */
  withdraw(session: string, place: IPlace): void {
    const entry = this._entries.get(session);
    if (!entry) {
      return;
    }
    entry.places = entry.places.filter(other => other !== place);
    const owned = entry.live?.place === place;
    entry.live?.release(place);
    const next = entry.places.at(-1);
    if (owned && next) {
      void this._give(entry, next);
    } else if (entry.places.length === 0) {
      this._endLater(session, entry);
    }
  }

  dispose(): void {
    this._isDisposed = true;
    for (const session of [...this._entries.keys()]) {
      this._end(session);
    }
    Signal.clearData(this);
  }

  private async _give(entry: IEntry, place: IPlace): Promise<void> {
    clearTimeout(entry.timer);
    await entry.live?.moveTo(place);
  }

  private _endLater(session: string, entry: IEntry): void {
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this._end(session), GRACE);
  }

  private _entry(session: string): IEntry {
    let entry = this._entries.get(session);
    if (!entry) {
      entry = { live: null, away: null, places: [], timer: undefined };
      this._entries.set(session, entry);
      this._present(session, entry);
    }
    clearTimeout(entry.timer);
    return entry;
  }

  /** The App of this page, which is made if it is not there. */
  private _present(session: string, entry: IEntry): LiveSession {
    entry.away?.dispose();
    entry.away = null;
    if (!entry.live) {
      const { connection, freezeCell } = this._options;
      entry.live = new LiveSession(session, {
        connection,
        settings: this._settings,
        freezeCell: (subscription, picture) => freezeCell(session, subscription, picture),
        moveTo: place => this.onMove(session, place)
      });
      entry.live.changed.connect(() => this._changed.emit(session));
    }
    return entry.live;
  }

  private _away(session: string): IEntry['away'] {
    const { connection, freezeCell } = this._options;
    const client = connection.createClient('panel');
    const freezer = new CellFreezer({
      client,
      session,
      ownCell: () => this.placeOf(session, 'cell')?.subscription ?? null,
      capture: () => null,
      freezeCell: (subscription, picture) => freezeCell(session, subscription, picture)
    });
    return {
      freezer,
      isDisposed: false,
      dispose: () => client.dispose()
    };
  }

  private _end(session: string): void {
    const entry = this._entries.get(session);
    if (entry) {
      clearTimeout(entry.timer);
      this._entries.delete(session);
      entry.live?.dispose();
      entry.away?.dispose();
      this._changed.emit(session);
    }
  }

  private _isDisposed = false;
  private _settings: IAppSettings = { theme: 'follow', defaults: {} };
  private readonly _changed = new Signal<this, string>(this);
  private readonly _entries = new Map<string, IEntry>();
}
