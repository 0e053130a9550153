/**
 * Tables of FlatBuffers, in which Arrow writes what messages hold. Whatever leads out of the bytes
 * is a RangeError.
 */
export class FlatTable {
  private readonly _vtable: number;
  private readonly _size: number;

  constructor(
    private readonly _view: DataView,
    private readonly _at: number
  ) {
    this._vtable = _at - _view.getInt32(_at, true);
    this._size = _view.getUint16(this._vtable, true);
  }

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getInt32(0, true));
  }

  /** Where the field's value begins in the bytes; null if it has its default. */
  private _place(field: number): number | null {
    const slot = 4 + 2 * field;
    const offset = slot + 2 <= this._size ? this._view.getUint16(this._vtable + slot, true) : 0;
    return offset === 0 ? null : this._at + offset;
  }

  byte(field: number): number {
    const at = this._place(field);
    return at === null ? 0 : this._view.getUint8(at);
  }

  int(field: number): number {
    const at = this._place(field);
    return at === null ? 0 : this._view.getInt32(at, true);
  }

  long(field: number): number {
    const at = this._place(field);
    return at === null ? 0 : Number(this._view.getBigInt64(at, true));
  }

  table(field: number): FlatTable | null {
    const at = this._place(field);
    return at === null ? null : new FlatTable(this._view, at + this._view.getInt32(at, true));
  }

  /** Elements of `stride` bytes each, all within the bytes; texts are vectors of bytes. */
  vector(field: number, stride: number): { at: number; count: number } {
    const place = this._place(field);
    if (place === null) {
      return { at: 0, count: 0 };
    }
    const start = place + this._view.getInt32(place, true);
    const count = this._view.getInt32(start, true);
    const at = start + 4;
    if (count < 0 || at + count * stride > this._view.byteLength) {
      throw new RangeError('it has a list that is longer than its place');
    }
    return { at, count };
  }

  *tables(field: number): Generator<FlatTable> {
    const { at, count } = this.vector(field, 4);
    for (let place = at; place < at + 4 * count; place += 4) {
      yield new FlatTable(this._view, place + this._view.getInt32(place, true));
    }
  }
}
