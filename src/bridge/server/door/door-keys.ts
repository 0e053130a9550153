/** Who may enter: keys, tickets that are exchanged for a key once, and the way to pictures. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const newSecret = (): string => randomBytes(32).toString('hex');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A ticket that was not used by then is worth nothing. */
const TICKET_LIFE_MS = 10 * 60_000;
/** Each asks for few; these are only bounds. */
const MAX_KEYS = 64;
const MAX_TICKETS = 64;

interface ITicket {
  digest: Buffer;
  key: string;
  ends: number;
}

export class DoorKeys {
  constructor(private readonly _now: () => number = Date.now) {}

  /** Lets a key open the door from now on. */
  add(key: string): void {
    if (!this.opens(key)) {
      this._keys.push(digest(key));
      this._keys.splice(0, this._keys.length - MAX_KEYS);
    }
  }

  /** A ticket that is exchanged for this key once. */
  ticketFor(key: string): string {
    const ticket = newSecret();
    this._tickets.push({ digest: digest(ticket), key, ends: this._now() + TICKET_LIFE_MS });
    this._tickets.splice(0, this._tickets.length - MAX_TICKETS);
    return ticket;
  }

  /** Takes as long for a wrong key as for a right one, whatever they have in common. */
  opens(key: string): boolean {
    const given = digest(key);
    let found = false;
    for (const each of this._keys) {
      found = timingSafeEqual(each, given) || found;
    }
    return found;
  }

  /** The key for what a page shows on entering: a key, or a ticket, which is used up. Else null. */
  enter(secret: string): string | null {
    const given = digest(secret);
    const now = this._now();
    this._tickets = this._tickets.filter(({ ends }) => ends > now);
    let used: ITicket | null = null;
    for (const ticket of this._tickets) {
      used = timingSafeEqual(ticket.digest, given) ? ticket : used;
    }
    if (used) {
      this._tickets = this._tickets.filter(ticket => ticket !== used);
      return used.key;
    }
    return this.opens(secret) ? secret : null;
  }

  /**
   * Part of the addresses of pictures, which browsers fetch without any header of the page's. It
   * opens nothing else, and is another one after `renewMedia`.
   */
  get media(): string {
    return this._media;
  }
  opensMedia(given: string): boolean {
    return timingSafeEqual(digest(given), digest(this._media));
  }
  renewMedia(): void {
    this._media = newSecret();
  }

  private readonly _keys: Buffer[] = [];
  private _tickets: ITicket[] = [];
  private _media = newSecret();
}
