import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter, MsgpackScanner, spliceList } from './index';

const anyValue = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }),
    fc.string({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 20 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 20, noNullPrototype: true })
  )
})).value;

describe('the MessagePack scanner', () => {
  it('skips exactly one value of any kind', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (first, second) => {
        const a = encode(first);
        const b = encode(second);
        const bytes = new Uint8Array(a.length + b.length);
        bytes.set(a);
        bytes.set(b, a.length);
        const scanner = new MsgpackScanner(bytes);
        scanner.skip();
        expect(scanner.position).toBe(a.length);
      })
    );
  });

  it('reads numbers and texts as the decoder does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double({ noNaN: true })), fc.string(), (n, s) => {
        expect(new MsgpackScanner(encode(n)).number()).toBe(decode(encode(n)));
        expect(new MsgpackScanner(encode(s)).text()).toBe(s);
      })
    );
  });

  it('refuses bytes that are cut off', () => {
    expect(() => new MsgpackScanner(encode('a long enough text').subarray(0, 5)).skip()).toThrow(
      RangeError
    );
  });
});

describe('splicing', () => {
  it('keeps a float a float although its value is whole', () => {
    const one = new Uint8Array([0xcb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0]);
    const element = new ByteWriter().mapHeader(1).text('confidence').raw(one).finish();
    const map = new ByteWriter()
      .mapHeader(2)
      .text('_cls')
      .text('Detections')
      .text('detections')
      .arrayHeader(2)
      .raw(element)
      .raw(element)
      .finish();
    const spliced = spliceList(map, 'detections', i => i === 1);
    expect(decode(spliced)).toEqual({ _cls: 'Detections', detections: [{ confidence: 1 }] });
    expect(Buffer.from(spliced).includes(Buffer.from(one))).toBe(true);
  });
});
