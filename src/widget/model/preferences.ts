/** What is remembered per session in this browser: zoom, folded sidebar, position. */
export interface IPreferences {
  zoom?: number;
  captions?: readonly string[];
  sidebarOpen?: boolean;
  sidebarWidth?: number;
  /** Index of the first tile on the screen. */
  position?: number;
  /** Anything features want to remember, by their name. */
  features?: Record<string, unknown>;
}

const PREFIX = 'lunette:session:';
/** Sessions remembered at most; the oldest are forgotten. */
const LIMIT = 50;

export class Preferences {
  constructor(
    session: string,
    private readonly _storage: Storage | null = pageStorage()
  ) {
    this._key = PREFIX + session;
    this._value = this._read();
  }

  get value(): Readonly<IPreferences> {
    return this._value;
  }

  set(change: IPreferences): void {
    this._value = { ...this._value, ...change };
    if (!this._storage) {
      return;
    }
    try {
      this._forgetOldest(this._storage);
      this._storage.setItem(this._key, JSON.stringify({ ...this._value, at: Date.now() }));
    } catch (error) {
      // A full or forbidden storage costs the memory of a zoom, nothing else.
      if (!(error instanceof DOMException)) {
        throw error;
      }
    }
  }

  feature<T>(name: string): T | undefined {
    return this._value.features?.[name] as T | undefined;
  }
  setFeature(name: string, value: unknown): void {
    this.set({ features: { ...this._value.features, [name]: value } });
  }

  private _read(): IPreferences {
    const text = this._storage?.getItem(this._key);
    try {
      return text ? (JSON.parse(text) as IPreferences) : {};
    } catch (error) {
      if (error instanceof SyntaxError) {
        return {};
      }
      throw error;
    }
  }

  private _forgetOldest(storage: Storage): void {
    const keys = Object.keys(storage).filter(key => key.startsWith(PREFIX) && key !== this._key);
    if (keys.length < LIMIT) {
      return;
    }
    const age = (key: string): number => {
      const at = /"at":(\d+)/.exec(storage.getItem(key) ?? '');
      return Number(at?.[1] ?? 0);
    };
    keys.sort((a, b) => age(a) - age(b));
    for (const key of keys.slice(0, keys.length - LIMIT + 1)) {
      storage.removeItem(key);
    }
  }

  private readonly _key: string;
  private _value: IPreferences;
}

/** The page's storage, or null where the browser forbids it. */
function pageStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch (error) {
    if (error instanceof DOMException) {
      return null;
    }
    throw error;
  }
}
