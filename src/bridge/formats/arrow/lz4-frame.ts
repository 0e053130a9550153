/** Decompression of LZ4 frames, in which Feather files usually keep their values. */

const MAGIC = 0x184d2204;
const END = 0;
const damaged = (): Error => new Error('its LZ4 compression is damaged');

class Output {
  size = 0;
  private _bytes: Uint8Array<ArrayBuffer>;

  constructor(private readonly _max: number) {
    this._bytes = new Uint8Array(Math.min(_max, 65_536));
  }

  append(bytes: Uint8Array): void {
    this._grow(bytes.length);
    this._bytes.set(bytes, this.size);
    this.size += bytes.length;
  }

  /** Again what stands `distance` bytes before the end; it may run into itself. */
  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.size) {
      throw damaged();
    }
    this._grow(length);
    let left = length;
    while (left > 0) {
      const count = Math.min(left, distance);
      const from = this.size - distance;
      this._bytes.copyWithin(this.size, from, from + count);
      this.size += count;
      left -= count;
    }
  }

  take(): Uint8Array<ArrayBuffer> {
    return this._bytes.subarray(0, this.size);
  }

  private _grow(more: number): void {
    const wanted = this.size + more;
    if (wanted > this._max) {
      throw new Error('its values are more than 1 GB without compression');
    }
    if (wanted > this._bytes.length) {
      const larger = new Uint8Array(Math.min(this._max, Math.max(wanted, 2 * this._bytes.length)));
      larger.set(this._bytes.subarray(0, this.size));
      this._bytes = larger;
    }
  }
}

function decodeBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  const next = (): number => {
    const byte = block[at];
    if (byte === undefined) {
      throw damaged();
    }
    at += 1;
    return byte;
  };
  const longer = (length: number): number => {
    let sum = length;
    if (length === 15) {
      let byte;
      do {
        byte = next();
        sum += byte;
      } while (byte === 255);
    }
    return sum;
  };
  while (at < block.length) {
    const token = next();
    const literals = longer(token >> 4);
    if (at + literals > block.length) {
      throw damaged();
    }
    output.append(block.subarray(at, at + literals));
    at += literals;
    // The last sequence has literals alone.
    if (at < block.length) {
      const distance = next() | (next() << 8);
      output.repeat(distance, longer(token & 15) + 4);
    }
  }
}

/** @throws Error if it is damaged or longer than `max` bytes */
export function decodeLz4Frame(bytes: Uint8Array, max: number): Uint8Array<ArrayBuffer> {
  const output = new Output(max);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 7 || view.getUint32(0, true) !== MAGIC) {
    throw damaged();
  }
  const flags = view.getUint8(4);
  const hasBlockSums = (flags & 0x10) !== 0;
  const hasSize = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x01) !== 0;
  if (flags >> 6 !== 1 || hasDictionary) {
    throw damaged();
  }
  let at = 7 + (hasSize ? 8 : 0);
  while (at + 4 <= bytes.length) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === END) {
      return output.take();
    }
    const length = word & 0x7fffffff;
    if (at + length > bytes.length) {
      throw damaged();
    }
    const block = bytes.subarray(at, at + length);
    // The highest bit says that the block is not compressed.
    if (word > 0x7fffffff) {
      output.append(block);
    } else {
      decodeBlock(block, output);
    }
    at += length + (hasBlockSums ? 4 : 0);
  }
  throw damaged();
}
