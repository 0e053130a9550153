/** When what changed last: lets answers live on that a change does not concern. */
import type { Operation } from '../document-store';

export class ChangeStamps {
  /** Samples were added or deleted, or the schema changed, or everything was built again. */
  private samples: number;
  private readonly fields = new Map<string, number>();

  constructor(seq: number) {
    this.samples = seq;
  }

  /** Everything may have changed. */
  reset(seq: number): void {
    this.samples = seq;
    this.fields.clear();
  }

  apply(operation: Operation): void {
    const { seq } = operation;
    switch (operation.kind) {
      case 'added':
      case 'deleted':
      case 'fields':
        this.samples = seq;
        break;
      case 'tagged':
        this.fields.set('tags', seq);
        this.fields.set('last_modified_at', seq);
        break;
      case 'updated':
        operation.fields.forEach(field => this.fields.set(field.split('.')[0] as string, seq));
        this.fields.set('last_modified_at', seq);
        break;
      case 'info':
      case 'dropped':
        break;
    }
  }

  of(fields: Iterable<string>): number {
    let stamp = this.samples;
    for (const field of fields) {
      stamp = Math.max(stamp, this.fields.get(field) ?? 0);
    }
    return stamp;
  }
}
