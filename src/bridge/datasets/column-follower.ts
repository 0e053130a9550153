/** Lets the columns of a dataset follow its changes before anybody asks. */
import type { IDatasetChangeMessage } from '../../protocol';

/** How long a dataset has rested when its columns follow, so that writing is not slowed down. */
const REST_MS = 300;

export class ColumnFollower {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** `follow` brings the columns of a dataset up to date. */
  constructor(private readonly follow: (dataset: string) => Promise<unknown>) {}

  /** Something changed: the columns of that dataset follow when nothing more has for a while. */
  note({ dataset, change }: IDatasetChangeMessage): void {
    clearTimeout(this.timers.get(dataset));
    this.timers.delete(dataset);
    if (change === 'samples' || change === 'labels') {
      const timer = setTimeout(() => {
        this.timers.delete(dataset);
        this.follow(dataset).catch((error: unknown) =>
          // Who asks for the dataset next is told; here nobody waits.
          console.warn(`The columns of dataset ${dataset} did not follow:`, error)
        );
      }, REST_MS);
      this.timers.set(dataset, timer);
    }
  }

  close(): void {
    this.timers.forEach(timer => clearTimeout(timer));
    this.timers.clear();
  }
}
