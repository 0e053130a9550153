/**
 * Sessions that this browser tab saw being created, or that the person opened in it. Only those
 * connect by themselves: a descriptor that merely stands in a file shows its picture until clicked.
 */
const STORAGE_KEY = 'lunette:sessions';

export class KnownSessions {
  constructor(private readonly _storage: Storage | null = sessionStorageOrNull()) {
    const stored = this._storage?.getItem(STORAGE_KEY);
    for (const id of stored ? stored.split(',') : []) {
      this._ids.add(id);
    }
  }

  has(session: string): boolean {
    return this._ids.has(session);
  }

  add(session: string): void {
    if (!this._ids.has(session)) {
      this._ids.add(session);
      this._storage?.setItem(STORAGE_KEY, [...this._ids].slice(-200).join(','));
    }
  }

  private readonly _ids = new Set<string>();
}

/** Browsers may forbid storage; then a reload asks for one click, and nothing else is lost. */
function sessionStorageOrNull(): Storage | null {
  try {
    return window.sessionStorage;
  } catch (error) {
    console.warn('Lunette: this browser forbids session storage; Apps reopen by a click.', error);
    return null;
  }
}
