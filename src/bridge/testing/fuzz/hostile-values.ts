/** Values that programs stumble over, and messages that are nearly right. */
import fc from 'fast-check';
import { EVENT_NAMES, REQUESTS, type Method } from '../../../protocol';

/** What a message may be about so that it gets past the first checks. */
export interface IKnown {
  dataset: string;
  sample: string;
  session: string;
}

/** Not tried: they end the bridge, open ports or write files, which is what they are for. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'bridge.stop',
  'bridge.open_door',
  'session.export_html'
]);
const METHODS = (Object.keys(REQUESTS) as Method[]).filter(method => !LEFT_OUT.has(method));

const STAGES = [
  'match',
  'match_tags',
  'filter_labels',
  'exists',
  'sort_by',
  'limit',
  'skip',
  'take',
  'shuffle',
  'select',
  'exclude',
  'select_fields',
  'select_labels',
  'exclude_labels'
];
const OPERATORS = ['eq', 'gt', 'and', 'not', 'in', 'matches', 'length', 'mod', 'div', 'filter'];
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', ''];
const STRINGS = [
  ...KEYS,
  '../../../../etc/passwd',
  '%2e%2e%2f',
  '\u0000',
  '\ud800',
  '💥',
  "'; DROP TABLE sessions; --",
  '<img src=x onerror=alert(1)>',
  '(a+)+$',
  '${7*7}',
  'x'.repeat(5000)
];
const NUMBERS = [-1, 0, 0.5, 1e9, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, Number.MIN_VALUE];

const text = fc.oneof(fc.constantFrom(...STRINGS), fc.string({ unit: 'binary', maxLength: 30 }));
const number = fc.oneof(fc.constantFrom(...NUMBERS), fc.integer({ min: -5, max: 500 }));
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));

/** An object as JSON has it: with a key `__proto__` of its own. */
const record = (key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .array(fc.tuple(key, value), { maxLength: 5 })
    .map(
      entries =>
        JSON.parse(
          `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`
        ) as unknown
    );

const hostileKey = fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 8 }));
/** Any JSON. */
export const anything: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    record(hostileKey, tie('value'))
  )
})).value as fc.Arbitrary<unknown>;

/** Brackets in brackets, a hundred thousand deep. */
export const abyss = (open: string, close: string, depth = 100_000): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

const field = fc.oneof(fc.constantFrom('tags', 'filepath', 'metadata.width', 'things'), text);
const expression: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.record({ field }),
    fc.record({ literal: anything }),
    fc.record({
      op: fc.oneof(fc.constantFrom(...OPERATORS), text),
      args: fc.array(tie('node'), { maxLength: 3 })
    })
  )
})).node;

const stage = fc.record(
  {
    stage: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...STAGES) },
      { weight: 1, arbitrary: text }
    ),
    filter: expression,
    field,
    tags: fc.array(text, { maxLength: 3 }),
    limit: number,
    skip: number,
    size: number,
    seed: number,
    field_names: fc.array(field, { maxLength: 3 }),
    sample_ids: fc.array(text, { maxLength: 3 }),
    keys: fc.array(fc.record({ key: expression }), { maxLength: 2 })
  },
  { requiredKeys: ['stage'] }
);

/** A value for a parameter of this name: often what is meant, else anything. */
function valueFor(name: string, known: IKnown): fc.Arbitrary<unknown> {
  const often = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 5, arbitrary }, { weight: 1, arbitrary: anything });
  switch (name) {
    case 'dataset':
      return often(fc.constantFrom(known.dataset, known.dataset, known.sample));
    case 'session':
      return often(fc.constant(known.session));
    case 'sample_id':
      return often(fc.constantFrom(known.sample, known.dataset));
    case 'sample_ids':
      return often(fc.constantFrom([known.sample], [known.sample, known.dataset], []));
    case 'view':
      return often(fc.array(stage, { maxLength: 3 }));
    case 'expression':
      return often(expression);
    case 'paths':
    case 'fields':
    case 'captions':
      return often(fc.array(field, { maxLength: 3 }));
    case 'width':
    case 'height':
      return often(fc.integer({ min: 90, max: 600 }));
    default:
      return fc.oneof(number, text, fc.array(text, { maxLength: 2 }), anything);
  }
}

/** A request of a method that there is, with parameters of its names. */
export function requests(known: IKnown): fc.Arbitrary<{ method: string; params: unknown }> {
  return fc.constantFrom(...METHODS).chain(method => {
    const shape = Object.keys(REQUESTS[method].shape as Record<string, unknown>);
    const fields = Object.fromEntries(shape.map(name => [name, valueFor(name, known)]));
    return fc.record({
      method: fc.constant(method as string),
      params: fc.oneof(
        { weight: 8, arbitrary: fc.record(fields, { requiredKeys: [] }) },
        { weight: 1, arbitrary: anything }
      )
    });
  });
}

/** An event of a kind that there is, with anything for its data. */
export const events: fc.Arbitrary<{ event: string; data: unknown }> = fc.record({
  event: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...EVENT_NAMES.filter(n => n !== 'close_session')) },
    { weight: 1, arbitrary: text }
  ),
  data: fc.oneof(
    anything,
    fc.record(
      {
        view: fc.array(stage, { maxLength: 3 }),
        samples: anything,
        labels: anything,
        spaces: anything,
        color_scheme: anything,
        config: anything,
        plots: anything,
        stage: anything,
        style: anything,
        state: anything,
        subscription: text
      },
      { requiredKeys: [] }
    )
  )
});

/** Pieces of HTTP, in any order. */
const PIECES = [
  'GET ',
  'POST ',
  'OPTIONS ',
  '/ws',
  '/app',
  '/media/',
  '/health',
  '/enter',
  ' HTTP/1.1\r\n',
  ' HTTP/9.9\r\n',
  'Host: lunette\r\n',
  'Host: 127.0.0.1\r\n',
  'Host: \r\n',
  'Host: [::\r\n',
  'Origin: %%%\r\n',
  'Origin: null\r\n',
  'Range: bytes=-0,99999999999999999999-\r\n',
  'X-Lunette-Key: ../\r\n',
  'Upgrade: websocket\r\n',
  'Connection: Upgrade\r\n',
  'Sec-WebSocket-Key: x\r\n',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
  'Sec-WebSocket-Version: 13\r\n',
  'Sec-WebSocket-Protocol: ,,\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 99\r\n',
  'Transfer-Encoding: chunked\r\n',
  'ffffffffffffffff\r\n',
  '\r\n',
  '\r\n\r\n',
  '\0',
  '%2e%2e%2f',
  'x'.repeat(20_000)
];
export const httpBytes: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.constantFrom(...PIECES).map(piece => Buffer.from(piece, 'latin1'))
      },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }) }
    ),
    { minLength: 1, maxLength: 14 }
  )
  .map(parts => Buffer.concat(parts));
