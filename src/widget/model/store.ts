/** State outside React: one immutable value, changed by merging, heard by listeners. */
export class Store<State extends object> {
  constructor(initial: State) {
    this._state = initial;
  }

  get state(): State {
    return this._state;
  }

  /** Merges `change`; listeners hear of it only if a value really differs. */
  set(change: Partial<State>): void {
    const keys = Object.keys(change) as (keyof State)[];
    if (keys.every(key => Object.is(this._state[key], change[key]))) {
      return;
    }
    this._state = { ...this._state, ...change };
    for (const listener of [...this._listeners]) {
      listener();
    }
  }

  /** Calls `listener` after every change; the result ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    // A wrapper of its own, so that one function may listen twice and end each on its own.
    const entry = (): void => listener();
    this._listeners.add(entry);
    return () => {
      this._listeners.delete(entry);
    };
  };

  private _state: State;
  private readonly _listeners = new Set<() => void>();
}
