/** Values that are kept while memory allows, the least recently used going first. */
interface IKept<T> {
  stamp: number;
  value: Promise<T>;
  bytes: number;
}

export class Recent<T> {
  private readonly kept = new Map<string, IKept<T>>();
  private bytes = 0;

  /** @param size of a value in bytes */
  constructor(
    private readonly limit: number,
    private readonly size: (value: T) => number
  ) {}

  /** The value under a key, made by `make` if it is not known or of another stamp. */
  get(key: string, stamp: number, make: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known?.stamp === stamp) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.value;
    }
    this.forget(key);
    const entry: IKept<T> = { stamp, value: make(), bytes: 0 };
    this.kept.set(key, entry);
    entry.value.then(
      value => {
        if (this.kept.get(key) === entry) {
          entry.bytes = this.size(value);
          this.bytes += entry.bytes;
          this.makeRoom(key);
        }
      },
      () => {
        // A failure (a cancelled request, say) must not be remembered.
        if (this.kept.get(key) === entry) {
          this.forget(key);
        }
      }
    );
    return entry.value;
  }

  private makeRoom(keep: string): void {
    for (const key of [...this.kept.keys()]) {
      if (this.bytes <= this.limit) {
        return;
      }
      if (key !== keep) {
        this.forget(key);
      }
    }
  }

  private forget(key: string): void {
    this.bytes -= this.kept.get(key)?.bytes ?? 0;
    this.kept.delete(key);
  }
}
