/** Many may read, or one may change. Changes do not starve: new readers wait for them. */
export class SharedLock {
  private readers = 0;
  private change: Promise<void> | null = null;
  private idle: (() => void)[] = [];

  /**
   * Runs `body` while nothing changes. If `isStale()`, `refresh` runs first, with nobody reading;
   * one refresh serves all who wait.
   */
  async read<T>(
    isStale: () => boolean,
    refresh: () => Promise<void>,
    body: () => Promise<T>
  ): Promise<T> {
    while (this.change !== null) {
      await this.change;
    }
    if (isStale()) {
      const change = this.readersGone()
        .then(refresh)
        .finally(() => {
          this.change = null;
        });
      this.change = change;
      await change;
      while (this.change !== null) {
        await this.change;
      }
    }
    this.readers += 1;
    try {
      return await body();
    } finally {
      this.readers -= 1;
      if (this.readers === 0) {
        this.idle.splice(0).forEach(resolve => resolve());
      }
    }
  }

  private readersGone(): Promise<void> {
    return this.readers === 0
      ? Promise.resolve()
      : new Promise(resolve => {
          this.idle.push(resolve);
        });
  }
}
