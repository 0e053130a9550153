/** Typed arrays that grow as values are added. */
type Growable = Uint8Array | Uint32Array | Int32Array | Float32Array;

export class GrowingArray<A extends Growable> {
  private array: A;
  length = 0;

  constructor(private readonly make: new (length: number) => A) {
    this.array = new make(64);
  }

  push(value: number): void {
    this.reserve(1);
    this.array[this.length++] = value;
  }

  append(values: ArrayLike<number>): void {
    this.reserve(values.length);
    this.array.set(values, this.length);
    this.length += values.length;
  }

  finish(): A {
    return this.array.slice(0, this.length) as A;
  }

  private reserve(more: number): void {
    if (this.length + more > this.array.length) {
      const grown = new this.make(Math.max(2 * this.array.length, this.length + more));
      grown.set(this.array);
      this.array = grown;
    }
  }
}
