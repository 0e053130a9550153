/** The doors of a bridge: none until somebody asks, and none for longer than somebody needs it. */
import type { IOpenedDoor, ParsedParams } from '../../../protocol';
import { RequestError } from '../../request-error';
import { Door, isLoopback, type IDoorRoutes } from './door';
import { newSecret } from './door-keys';

export interface IDoorsOptions extends Omit<IDoorRoutes, 'files'> {
  /** Reads the files of the page; called with the first door. */
  files(): IDoorRoutes['files'];
  /** How long a door stands that no asker and no page needs. */
  idleSeconds: number;
}

/** Looks this often whether a door is needed. */
const LOOK_MS = 1_000;

export class Doors {
  constructor(private readonly _options: IDoorsOptions) {}

  /**
   * Opens a door for `asker`, or gives it another key to one that is open.
   * @throws RequestError in words
   */
  async open(asker: object, params: ParsedParams<'bridge.open_door'>): Promise<IOpenedDoor> {
    const { address, port, remote } = params;
    if (!remote && !isLoopback(address)) {
      throw new RequestError(
        'invalid',
        `The App would be open to other machines at ${address}, without encryption. Leave \`address\` out to use 127.0.0.1 and forward its port, as \`remote=True\` describes; or give \`remote=True\` too if that is what you want.`,
        { address }
      );
    }
    // One after the other: two that ask at once share one door.
    const opening = this._opening.then(() => this._doorAt(address, port, remote));
    this._opening = opening.then(
      () => undefined,
      () => undefined
    );
    const door = await opening;
    const key = params.key ?? newSecret();
    door.keys.add(key);
    door.askers.add(asker);
    return { address, port: door.port, key, ticket: door.keys.ticketFor(key) };
  }

  /** A client is gone. */
  forget(asker: object): void {
    for (const door of this._doors.keys()) {
      door.askers.delete(asker);
    }
  }

  close(): void {
    clearInterval(this._timer);
    this._closed = true;
    for (const door of this._doors.keys()) {
      door.close();
    }
    this._doors.clear();
  }

  private async _doorAt(address: string, port: number, remote: boolean): Promise<Door> {
    for (const door of this._doors.keys()) {
      if (door.address === address && (port === 0 || port === door.port)) {
        door.remote ||= remote;
        return door;
      }
    }
    if (this._closed) {
      throw new RequestError('cancelled', 'The bridge is stopping.');
    }
    const { files, ...routes } = this._options;
    const door = await Door.open(address, port, remote, {
      ...routes,
      files: (this._files ??= files())
    });
    this._doors.set(door, performance.now());
    this._timer ??= setInterval(() => this._look(), LOOK_MS).unref();
    this._options.log(`A door is open at ${address}:${door.port}.`);
    return door;
  }

  private _look(): void {
    const now = performance.now();
    for (const [door, needed] of this._doors) {
      if (door.askers.size > 0 || door.pages > 0) {
        this._doors.set(door, now);
      } else if (now - needed > this._options.idleSeconds * 1000) {
        this._doors.delete(door);
        door.close();
        this._options.log(`The door at ${door.address}:${door.port} is closed: nobody uses it.`);
      }
    }
  }

  private _opening: Promise<unknown> = Promise.resolve();
  private _closed = false;
  private _timer: NodeJS.Timeout | undefined;
  private _files: IDoorRoutes['files'] | undefined;
  /** Each with the moment at which it was last needed. */
  private readonly _doors = new Map<Door, number>();
}
