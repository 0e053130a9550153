import { describe, expect, it } from 'vitest';
import { decodeLz4Frame } from './lz4-frame';

const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
const HEAD = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82];
const END = [0, 0, 0, 0];
/** A block with its length of four bytes before it. */
const block = (content: number[], isPlain = false): number[] => [
  content.length & 255,
  content.length >> 8,
  0,
  isPlain ? 0x80 : 0,
  ...content
];
const decode = (...parts: number[][]): string =>
  new TextDecoder().decode(decodeLz4Frame(Uint8Array.from([...HEAD, ...parts.flat()]), 1000));

describe('LZ4 frames', () => {
  it('give blocks that are not compressed as they are', () => {
    expect(decode(block(bytes('abc'), true), block(bytes('de'), true), END)).toBe('abcde');
  });

  it('repeat what came before, also what is just being written', () => {
    // Literals 'ab', then 5 + 4 bytes from 2 back; then literals 'z'.
    expect(decode(block([0x25, ...bytes('ab'), 2, 0, 0x10, ...bytes('z')]), END)).toBe(
      'ababababababz'.slice(0, 11) + 'z'
    );
  });

  it('continue lengths of 15 in further bytes', () => {
    const literals = 'x'.repeat(20);
    expect(decode(block([0xf0, 5, ...bytes(literals)]), END)).toBe(literals);
    const long = decode(block([0x1f, ...bytes('y'), 1, 0, 255, 1, 0x10, ...bytes('.')]), END);
    expect(long).toBe(`${'y'.repeat(1 + 15 + 256 + 4)}.`);
  });

  it.each([
    ['without end', [block(bytes('abc'), true)]],
    ['with a block that is longer than the frame', [[9, 0, 0, 0, 1]]],
    ['that repeats what never was', [block([0x11, ...bytes('a'), 9, 0, 0x10, 1]), END]],
    ['with literals that are missing', [block([0x50, 1]), END]]
  ])('%s are damaged', (_case, parts) => {
    expect(() => decode(...parts)).toThrow(/damaged/);
  });

  it('stop at the longest that is allowed', () => {
    expect(() =>
      decode(block([0x1f, ...bytes('y'), 1, 0, 255, 255, 255, 255, 0, 0x10, 1]), END)
    ).toThrow(/more than/);
  });
});
