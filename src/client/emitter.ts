/** Ends a subscription; calling it again does nothing. */
export type Dispose = () => void;

/** Listeners of one kind of news. */
export class Emitter<T> {
  on(listener: (value: T) => void): Dispose {
    // A wrapper of its own, so that one function may listen twice and end each on its own.
    const entry = { listener };
    this._entries.add(entry);
    return () => {
      this._entries.delete(entry);
    };
  }

  /** Calls every listener; one that throws does not keep the others from hearing. */
  emit(value: T): void {
    for (const { listener } of [...this._entries]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  private readonly _entries = new Set<{ listener: (value: T) => void }>();
}
