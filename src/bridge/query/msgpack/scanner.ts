/**
 * Walks over MessagePack without building objects: label documents are stored as bytes, and both the
 * columns and content filtering need only parts of them.
 */
const utf8 = new TextDecoder();

/** Texts up to this many bytes are remembered. */
const MAX_KNOWN = 32;
/** A power of two. */
const SLOTS = 4096;
const knownTexts: ({ bytes: Uint8Array; text: string } | undefined)[] = new Array(SLOTS);

/** Kinds of MessagePack values as far as the scanner tells them apart. */
export type ScannedKind = 'nil' | 'bool' | 'number' | 'text' | 'bytes' | 'array' | 'map' | 'ext';

/** A cursor over the bytes of one MessagePack value. @throws RangeError if the bytes end too early. */
export class MsgpackScanner {
  private view: DataView = new DataView(new ArrayBuffer(0));
  position = 0;

  constructor(private bytes: Uint8Array = new Uint8Array(0)) {
    this.reset(bytes);
  }

  reset(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = 0;
  }

  /** What stands at the cursor. */
  kind(): ScannedKind {
    const b = this.view.getUint8(this.position);
    if (b <= 0x7f || b >= 0xe0 || (b >= 0xca && b <= 0xd3)) {
      return 'number';
    }
    if (b <= 0x8f || b === 0xde || b === 0xdf) {
      return 'map';
    }
    if (b <= 0x9f || b === 0xdc || b === 0xdd) {
      return 'array';
    }
    if (b <= 0xbf || (b >= 0xd9 && b <= 0xdb)) {
      return 'text';
    }
    if (b === 0xc0) {
      return 'nil';
    }
    if (b === 0xc2 || b === 0xc3) {
      return 'bool';
    }
    return b >= 0xc4 && b <= 0xc6 ? 'bytes' : 'ext';
  }

  /** Entries of the map at the cursor; the cursor stands before the first key. */
  mapSize(): number {
    const b = this.take();
    if (b >= 0x80 && b <= 0x8f) {
      return b & 0x0f;
    }
    return b === 0xde ? this.u16() : b === 0xdf ? this.u32() : this.expected('a map');
  }

  /** Elements of the array at the cursor; the cursor stands before the first. */
  arraySize(): number {
    const b = this.take();
    if (b >= 0x90 && b <= 0x9f) {
      return b & 0x0f;
    }
    return b === 0xdc ? this.u16() : b === 0xdd ? this.u32() : this.expected('an array');
  }

  /** The text at the cursor. */
  text(): string {
    const length = this.textLength();
    const start = this.position;
    this.position += length;
    return length <= MAX_KNOWN
      ? this.knownText(start, length)
      : utf8.decode(this.bytes.subarray(start, start + length));
  }

  /** Keys and class names recur: found by a hash of their bytes, they are decoded once. */
  private knownText(start: number, length: number): string {
    const { bytes } = this;
    let hash = length;
    for (let i = start; i < start + length; i++) {
      hash = Math.imul(hash, 31) + (bytes[i] as number);
    }
    const slot = hash & (SLOTS - 1);
    const known = knownTexts[slot];
    if (known && known.bytes.length === length) {
      let i = 0;
      while (i < length && known.bytes[i] === bytes[start + i]) {
        i += 1;
      }
      if (i === length) {
        return known.text;
      }
    }
    const own = bytes.slice(start, start + length);
    if (own.length < length) {
      throw new RangeError('The MessagePack text is cut off.');
    }
    const text = utf8.decode(own);
    knownTexts[slot] = { bytes: own, text };
    return text;
  }

  /** The number at the cursor. */
  number(): number {
    const b = this.take();
    if (b <= 0x7f) {
      return b;
    }
    if (b >= 0xe0) {
      return b - 0x100;
    }
    const at = this.position;
    switch (b) {
      case 0xca:
        this.position += 4;
        return this.view.getFloat32(at);
      case 0xcb:
        this.position += 8;
        return this.view.getFloat64(at);
      case 0xcc:
        this.position += 1;
        return this.view.getUint8(at);
      case 0xcd:
        this.position += 2;
        return this.view.getUint16(at);
      case 0xce:
        this.position += 4;
        return this.view.getUint32(at);
      case 0xcf:
        this.position += 8;
        return Number(this.view.getBigUint64(at));
      case 0xd0:
        this.position += 1;
        return this.view.getInt8(at);
      case 0xd1:
        this.position += 2;
        return this.view.getInt16(at);
      case 0xd2:
        this.position += 4;
        return this.view.getInt32(at);
      case 0xd3:
        this.position += 8;
        return Number(this.view.getBigInt64(at));
      default:
        return this.expected('a number');
    }
  }

  bool(): boolean {
    return this.take() === 0xc3;
  }

  /** The bytes at the cursor, as a view. */
  data(): Uint8Array {
    const b = this.take();
    const length =
      b === 0xc4
        ? this.take()
        : b === 0xc5
          ? this.u16()
          : b === 0xc6
            ? this.u32()
            : this.expected('bytes');
    const start = this.position;
    this.position += length;
    return this.bytes.subarray(start, this.position);
  }

  /** Moves behind the value at the cursor. */
  skip(): void {
    let left = 1;
    while (left > 0) {
      left -= 1;
      const b = this.take();
      if (b <= 0x7f || b >= 0xe0 || b === 0xc0 || b === 0xc2 || b === 0xc3) {
        continue;
      }
      if (b <= 0x8f) {
        left += 2 * (b & 0x0f);
      } else if (b <= 0x9f) {
        left += b & 0x0f;
      } else if (b <= 0xbf) {
        this.position += b & 0x1f;
      } else {
        left += this.skipLong(b);
      }
    }
    if (this.position > this.bytes.length) {
      throw new RangeError('The MessagePack value is cut off.');
    }
  }

  /** Skips the body of a value whose first byte says only its form; returns the values inside. */
  private skipLong(b: number): number {
    switch (b) {
      case 0xc4:
      case 0xd9:
        this.advance(this.take());
        return 0;
      case 0xc5:
      case 0xda:
        this.advance(this.u16());
        return 0;
      case 0xc6:
      case 0xdb:
        this.advance(this.u32());
        return 0;
      case 0xc7:
        this.advance(this.take() + 1);
        return 0;
      case 0xc8:
        this.advance(this.u16() + 1);
        return 0;
      case 0xc9:
        this.advance(this.u32() + 1);
        return 0;
      case 0xcc:
      case 0xd0:
        this.position += 1;
        return 0;
      case 0xcd:
      case 0xd1:
      case 0xd4:
        this.position += 2;
        return 0;
      case 0xd5:
        this.position += 3;
        return 0;
      case 0xca:
      case 0xce:
      case 0xd2:
        this.position += 4;
        return 0;
      case 0xd6:
        this.position += 5;
        return 0;
      case 0xcb:
      case 0xcf:
      case 0xd3:
        this.position += 8;
        return 0;
      case 0xd7:
        this.position += 9;
        return 0;
      case 0xd8:
        this.position += 17;
        return 0;
      case 0xdc:
        return this.u16();
      case 0xdd:
        return this.u32();
      case 0xde:
        return 2 * this.u16();
      case 0xdf:
        return 2 * this.u32();
      default:
        throw new RangeError(`0x${b.toString(16)} starts no MessagePack value.`);
    }
  }

  private textLength(): number {
    const b = this.take();
    if (b >= 0xa0 && b <= 0xbf) {
      return b & 0x1f;
    }
    return b === 0xd9
      ? this.take()
      : b === 0xda
        ? this.u16()
        : b === 0xdb
          ? this.u32()
          : this.expected('a text');
  }

  private advance(count: number): void {
    this.position += count;
  }

  private take(): number {
    return this.view.getUint8(this.position++);
  }

  private u16(): number {
    this.position += 2;
    return this.view.getUint16(this.position - 2);
  }

  private u32(): number {
    this.position += 4;
    return this.view.getUint32(this.position - 4);
  }

  private expected(what: string): never {
    throw new RangeError(`Expected ${what} at byte ${this.position - 1} of a MessagePack value.`);
  }
}
