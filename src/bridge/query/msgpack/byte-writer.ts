/** Writes MessagePack piece by piece, so that stored bytes go out as they are. */
import { encodedKey } from '../../datasets/documents/messagepack-map';

const utf8 = new TextEncoder();

export class ByteWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private view: DataView;
  length = 0;

  /** @param capacity bytes that will probably be written */
  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  arrayHeader(count: number): this {
    return this.header(count, 0x90, 0x0f, null, 0xdc, 0xdd);
  }

  /** Begins an array whose length is not known yet; `endArray` fills it in. */
  beginArray(): number {
    this.reserve(5);
    this.bytes[this.length] = 0xdd;
    this.length += 5;
    return this.length - 4;
  }

  /** The array that began at `mark` has `count` elements. */
  endArray(mark: number, count: number): this {
    this.view.setUint32(mark, count);
    return this;
  }

  mapHeader(count: number): this {
    return this.header(count, 0x80, 0x0f, null, 0xde, 0xdf);
  }

  text(text: string): this {
    const bytes = utf8.encode(text);
    return this.header(bytes.length, 0xa0, 0x1f, 0xd9, 0xda, 0xdb).raw(bytes);
  }

  /** A text that is written again and again: a name of a field, a tag. */
  name(text: string): this {
    return this.raw(encodedKey(text));
  }

  data(bytes: Uint8Array): this {
    return this.header(bytes.length, 0, -1, 0xc4, 0xc5, 0xc6).raw(bytes);
  }

  /** Bytes that are MessagePack already. */
  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
    return this;
  }

  /** What was written, in a buffer of its own. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private header(
    count: number,
    fix: number,
    fixMax: number,
    b8: number | null,
    b16: number,
    b32: number
  ): this {
    this.reserve(5);
    if (count <= fixMax) {
      this.bytes[this.length++] = fix | count;
    } else if (b8 !== null && count <= 0xff) {
      this.bytes[this.length++] = b8;
      this.bytes[this.length++] = count;
    } else if (count <= 0xffff) {
      this.bytes[this.length++] = b16;
      this.view.setUint16(this.length, count);
      this.length += 2;
    } else {
      this.bytes[this.length++] = b32;
      this.view.setUint32(this.length, count);
      this.length += 4;
    }
    return this;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) {
      return;
    }
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}
