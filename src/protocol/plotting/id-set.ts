/** A set of 12-byte ids as they travel, without a text for each: a million take a few megabytes. */
const ID_BYTES = 12;

export class IdSet {
  /** @param ids 12 bytes each */
  constructor(private readonly _ids: Uint8Array) {
    const count = Math.floor(_ids.length / ID_BYTES);
    let size = 16;
    while (size < 2 * count) {
      size *= 2;
    }
    this._slots = new Uint32Array(size);
    for (let i = 0; i < count; i++) {
      let slot = this._hash(_ids, i);
      while (this._slots[slot] !== 0) {
        slot = (slot + 1) & (size - 1);
      }
      this._slots[slot] = i + 1;
    }
  }

  /** Whether id number `i` of `ids` is among these. */
  has(ids: Uint8Array, i: number): boolean {
    let slot = this._hash(ids, i);
    for (;;) {
      const found = this._slots[slot] as number;
      if (found === 0) {
        return false;
      }
      if (this._equal(found - 1, ids, i)) {
        return true;
      }
      slot = (slot + 1) & (this._slots.length - 1);
    }
  }

  private _equal(own: number, ids: Uint8Array, i: number): boolean {
    for (let byte = 0; byte < ID_BYTES; byte++) {
      if (this._ids[ID_BYTES * own + byte] !== ids[ID_BYTES * i + byte]) {
        return false;
      }
    }
    return true;
  }

  /** Slot of id number `i`: 32-bit FNV-1a over its bytes. */
  private _hash(ids: Uint8Array, i: number): number {
    let hash = 0x811c9dc5;
    for (let byte = ID_BYTES * i; byte < ID_BYTES * (i + 1); byte++) {
      hash = Math.imul(hash ^ (ids[byte] as number), 0x01000193);
    }
    return (hash ^ (hash >>> 15)) & (this._slots.length - 1);
  }

  private readonly _slots: Uint32Array;
}

/** Bytes of hexadecimal ids; what is no such id is left out. */
export function idBytes(ids: readonly string[]): Uint8Array {
  const valid = ids.filter(id => /^[0-9a-f]{24}$/.test(id));
  const bytes = new Uint8Array(ID_BYTES * valid.length);
  valid.forEach((id, at) => {
    for (let byte = 0; byte < ID_BYTES; byte++) {
      bytes[ID_BYTES * at + byte] = parseInt(id.slice(2 * byte, 2 * byte + 2), 16);
    }
  });
  return bytes;
}
