/** The `Range` header (RFC 9110): one range of bytes. */

export type ByteRange =
  /** Send everything: no range was asked for, or one that may be ignored. */
  | { kind: 'all' }
  /** Bytes `start … end`, both included. */
  | { kind: 'part'; start: number; end: number }
  | { kind: 'unsatisfiable' };

export function parseRange(header: string | undefined, size: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) {
    // Several ranges and other units may be ignored.
    return { kind: 'all' };
  }
  const [first, last] = [match[1] as string, match[2] as string];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) {
    return { kind: 'all' };
  }
  return start >= size || end < start ? { kind: 'unsatisfiable' } : { kind: 'part', start, end };
}
