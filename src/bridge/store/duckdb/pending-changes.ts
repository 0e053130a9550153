/** What a run of operations means for the columns: which rows to write anew, drop or tag. */
import type { Operation } from '../document-store';

export interface ITagChange {
  rids: Uint32Array;
  tag: string;
  remove: boolean;
  at: number;
}

export class PendingChanges {
  /** Rows of the sample table to write anew. */
  readonly samples = new Set<number>();
  /** Rows whose tags to read anew. */
  readonly tags = new Set<number>();
  /** Label field → samples whose labels to write anew; all fields for `added`. */
  readonly labels = new Map<string, Set<number>>();
  readonly added = new Set<number>();
  readonly deleted = new Set<number>();
  readonly tagChanges: ITagChange[] = [];

  constructor(
    operations: readonly Operation[],
    private readonly isLabelField: (name: string) => boolean
  ) {
    operations.forEach(operation => this.apply(operation));
  }

  private apply(operation: Operation): void {
    switch (operation.kind) {
      case 'added':
        for (let rid = operation.first; rid <= operation.last; rid++) {
          this.added.add(rid);
        }
        break;
      case 'deleted':
        operation.rids.forEach(rid => {
          this.added.delete(rid);
          this.deleted.add(rid);
        });
        break;
      case 'tagged':
        this.tagChanges.push(operation);
        break;
      case 'updated':
        this.update(operation.rids, operation.fields);
        break;
      case 'fields':
      case 'info':
      case 'dropped':
        break;
    }
  }

  private update(rids: Uint32Array, fields: readonly string[]): void {
    for (const field of fields) {
      const name = field.split('.')[0] as string;
      const rows = this.isLabelField(name) ? (this.labels.get(name) ?? new Set()) : null;
      if (rows) {
        this.labels.set(name, rows);
        rids.forEach(rid => rows.add(rid));
      } else if (name === 'tags') {
        rids.forEach(rid => this.tags.add(rid));
      }
    }
    // The time of the change is a column too.
    rids.forEach(rid => this.samples.add(rid));
  }
}
