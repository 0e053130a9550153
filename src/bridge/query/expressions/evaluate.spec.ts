/** What every operator means, on literals and on one sample. */
import { describe, expect, it } from 'vitest';
import {
  call,
  field,
  literal,
  type Expression,
  type Literal,
  type Operator
} from '../../../protocol';
import { evaluate } from './evaluate';
import type { Value } from './values';

const SAMPLE: Value = {
  id: '0102030405060708090a0b0c',
  number: 3,
  nothing: null,
  numbers: [3, 1, 2],
  texts: ['b', 'a', 'b'],
  bag: { inner: { deep: 1 } },
  boxes: {
    _cls: 'Detections',
    detections: [
      { _cls: 'Detection', _id: new Uint8Array(12).fill(1), label: 'cat', size: 2 },
      { _cls: 'Detection', _id: new Uint8Array(12).fill(2), label: 'dog', size: 1 }
    ]
  }
};
const value = (expression: Expression): Value =>
  evaluate(expression, { current: SAMPLE, sample: SAMPLE });
/** The operator on literals. */
const of = (op: Operator, ...operands: Literal[]): Value =>
  value(call(op, ...operands.map(literal)));
const date = (text: string): { $date: number } => ({ $date: Date.parse(text) });
const size = field('size');
const boxes = field('boxes.detections');

describe('numbers', () => {
  it.each<[Operator, Literal[], Value]>([
    ['add', [1, 2, 3], 6],
    ['add', [1, null], null],
    ['sub', [5, 2], 3],
    ['mul', [2, 3], 6],
    ['div', [1, 0], null],
    ['mod', [-7, 3], -1],
    ['pow', [2, 10], 1024],
    ['abs', [-2.5], 2.5],
    ['floor', [-1.5], -2],
    ['ceil', [-1.5], -1],
    ['round', [2.5], 2],
    ['round', [1.25, 1], 1.2],
    ['round', [1234, -2], 1200],
    ['trunc', [-1.9], -1],
    ['trunc', [1.29, 1], 1.2],
    ['sqrt', [9], 3],
    ['sqrt', [-1], null],
    ['exp', [0], 1],
    ['ln', [1], 0],
    ['ln', [0], null],
    ['log10', [1000], 3],
    ['log', [8, 2], 3],
    ['log', [8, 1], null],
    ['sin', [0], 0],
    ['cos', [0], 1],
    ['tan', [0], 0],
    ['arcsin', [2], null],
    ['arccos', [1], 0],
    ['arctan', [0], 0],
    ['sinh', [0], 0],
    ['cosh', [0], 1],
    ['tanh', [0], 0],
    ['arcsinh', [0], 0],
    ['arccosh', [0.5], null],
    ['arctanh', [0], 0]
  ])('%s of %j is %j', (op, operands, expected) => {
    expect(of(op, ...operands)).toBe(expected);
  });
});

describe('types', () => {
  it.each<[Operator, Literal[], Value]>([
    ['type', [null], 'null'],
    ['type', [true], 'bool'],
    ['type', [1], 'int'],
    ['type', [1.5], 'double'],
    ['type', ['x'], 'string'],
    ['type', [[1]], 'array'],
    ['type', [{ $date: 0 }], 'date'],
    ['is_number', ['1'], false],
    ['is_string', ['1'], true],
    ['is_array', [[]], true],
    ['to_string', [1.5], '1.5'],
    ['to_string', [true], 'true'],
    ['to_string', [{ $date: 0 }], '1970-01-01T00:00:00.000Z'],
    ['to_double', ['1.5'], 1.5],
    ['to_double', ['x'], null],
    ['to_double', [' '], null],
    ['to_int', ['-1.9'], -1],
    ['to_bool', [0], false],
    ['to_bool', [null], null],
    ['to_date', ['1970-01-02'], { $date: 86_400_000 }],
    ['to_date', ['1970-01-01T00:00:01'], { $date: 1000 }],
    ['to_date', ['1970-01-01T01:00:00+01:00'], { $date: 0 }],
    ['to_date', [5], { $date: 5 }],
    ['to_date', ['yesterday'], null]
  ])('%s of %j is %j', (op, operands, expected) => {
    expect(of(op, ...operands)).toEqual(expected);
  });

  it('of what literals cannot be', () => {
    expect(value(call('type', field('bag')))).toBe('object');
  });
});

describe('lists', () => {
  it.each<[Operator, Literal[], Value]>([
    ['length', [[1, 2]], 2],
    ['length', [null], 0],
    ['contains', [[1, 2], 2], true],
    [
      'contains_all',
      [
        [1, 2],
        [1, 3]
      ],
      false
    ],
    [
      'contains_any',
      [
        [1, 2],
        [1, 3]
      ],
      true
    ],
    [
      'is_subset',
      [
        [1, 1],
        [1, 2]
      ],
      true
    ],
    [
      'is_subset',
      [
        [1, 3],
        [1, 2]
      ],
      false
    ],
    [
      'set_equals',
      [
        [1, 2, 1],
        [2, 1]
      ],
      true
    ],
    ['set_equals', [[1, 2], [2]], false],
    ['unique', [['b', 'a', 'b']], ['a', 'b']],
    ['unique', [null], null],
    [
      'union',
      [
        [3, 1],
        [2, 1]
      ],
      [1, 2, 3]
    ],
    [
      'intersection',
      [
        [3, 1, 2],
        [2, 3, 4]
      ],
      [2, 3]
    ],
    ['difference', [[3, 1, 2, 3], [1]], [3, 2]],
    ['reverse', [[1, 2]], [2, 1]],
    ['prepend', [[1], 0], [0, 1]],
    ['append', [[1], 2], [1, 2]],
    ['append', [null, 2], null],
    ['insert', [[1, 3], 1, 2], [1, 2, 3]],
    ['insert', [[1, 3], 0, 2], [2, 1, 3]],
    ['insert', [[1, 3], -1, 2], [1, 2, 3]],
    ['extend', [[1], [2, 3], []], [1, 2, 3]],
    ['sum', [[1, 2, null]], 3],
    ['sum', [null], 0],
    ['mean', [[1, 2]], 1.5],
    ['mean', [[]], null],
    ['std', [[1, 3]], 1],
    ['std', [[1, 3], true], Math.SQRT2],
    ['std', [[]], null],
    ['min', [[3, 1, null]], 1],
    ['max', [3, 5], 5],
    ['at', [[1, 2], -1], 2],
    ['at', [[1, 2], 5], null],
    ['slice', [[1, 2, 3], 1, null], [2, 3]],
    ['slice', [[1, 2, 3], null, -1], [1, 2]],
    ['join', [['a', 'b'], '-'], 'a-b'],
    ['join', [['a', null], '-'], null],
    ['range', [1, 4], [1, 2, 3]],
    ['range', [4, 1], []],
    [
      'enumerate',
      [['a', 'b'], 1],
      [
        [1, 'a'],
        [2, 'b']
      ]
    ],
    ['zip', [false, null, [1, 2], ['a']], [[1, 'a']]],
    [
      'zip',
      [true, [0, 'z'], [1, 2], ['a']],
      [
        [1, 'a'],
        [2, 'z']
      ]
    ]
  ])('%s of %j is %j', (op, operands, expected) => {
    expect(of(op, ...operands)).toEqual(expected);
  });

  it('are made of operands', () => {
    expect(value(call('list', field('number'), literal('x')))).toEqual([3, 'x']);
  });

  it('are mapped, filtered and reduced element by element', () => {
    const self = field('');
    expect(value(call('map', field('numbers'), call('mul', self, field('number'))))).toEqual([
      null,
      null,
      null
    ]);
    const outer: Expression = { field: 'number', root: true };
    expect(value(call('map', field('numbers'), call('mul', self, outer)))).toEqual([9, 3, 6]);
    expect(value(call('filter', field('numbers'), call('gt', self, literal(1))))).toEqual([3, 2]);
    const longer = call('concat', call('value'), self);
    expect(value(call('reduce', field('texts'), longer, literal('>')))).toBe('>bab');
  });

  it('are sorted by values, by a key, by number, backwards', () => {
    const sort = (list: Expression, key: Expression, numeric: boolean, reverse: boolean): Value =>
      value(call('sort', list, key, literal(numeric), literal(reverse)));
    expect(sort(field('numbers'), field(''), false, false)).toEqual([1, 2, 3]);
    expect(sort(literal(['10', '9']), field(''), false, false)).toEqual(['10', '9']);
    expect(sort(literal(['10', '9']), field(''), true, false)).toEqual(['9', '10']);
    expect(sort(boxes, size, false, false)).toMatchObject([{ label: 'dog' }, { label: 'cat' }]);
    expect(sort(boxes, size, false, true)).toMatchObject([{ label: 'cat' }, { label: 'dog' }]);
  });
});

describe('texts', () => {
  it.each<[Operator, Literal[], Value]>([
    ['strlen', ['äö𝄞'], 3],
    ['lower', ['Ä'], 'ä'],
    ['upper', ['ä'], 'Ä'],
    ['concat', ['a', 'b', null], null],
    ['substr', ['abcdef', 1, 3, null], 'bc'],
    ['substr', ['abcdef', 1, null, 3], 'bcd'],
    ['substr', ['abcdef', -3, null, 2], 'de'],
    ['substr', ['abcdef', null, -1, null], 'abcde'],
    ['substr', ['a𝄞b', 1, 2, null], '𝄞'],
    ['strip', ['  a b '], 'a b'],
    ['strip', ['xaxbx', 'x'], 'axb'],
    ['lstrip', ['  a '], 'a '],
    ['rstrip', ['  a '], '  a'],
    ['rstrip', ['abab', 'ab'], ''],
    ['replace', ['a.b.c', '.', '$&'], 'a$&b$&c'],
    ['split', ['a/b/c', '/'], ['a', 'b', 'c']],
    ['split', ['a/b/c', '/', 1], ['a', 'b/c']],
    ['rsplit', ['a/b/c', '/', 1], ['a/b', 'c']],
    ['split', [null, '/'], null],
    ['starts_with', ['Abc', 'ab', false], true],
    ['ends_with', ['abc', ['x', 'bc']], true],
    ['contains_str', [null, 'x'], false],
    ['matches_str', ['abc', 'ab'], false],
    ['re_match', ['abc', '^B', 'i'], false]
  ])('%s of %j is %j', (op, operands, expected) => {
    expect(of(op, ...operands)).toEqual(expected);
  });
});

describe('dates, in UTC', () => {
  const moment = date('2024-03-05T13:45:06.789Z');
  it.each<[Operator, number]>([
    ['millisecond', 789],
    ['second', 6],
    ['minute', 45],
    ['hour', 13],
    // A Tuesday.
    ['day_of_week', 3],
    ['day_of_month', 5],
    ['day_of_year', 65],
    ['week', 9],
    ['month', 3],
    ['year', 2024]
  ])('%s', (op, expected) => {
    expect(of(op, moment)).toBe(expected);
  });

  it('weeks begin on Sundays, and days before the first are in week 0', () => {
    expect(of('week', date('2022-01-01T00:00:00Z'))).toBe(0);
    expect(of('week', date('2022-01-02T00:00:00Z'))).toBe(1);
    expect(of('week', date('2023-01-01T00:00:00Z'))).toBe(1);
    expect(of('week', date('1960-12-31T00:00:00Z'))).toBe(52);
  });

  it('differences are milliseconds, sums are dates', () => {
    expect(of('sub', moment, date('2024-03-05T13:45:06.000Z'))).toBe(789);
    expect(of('add', { $date: 1 }, 2)).toEqual({ $date: 3 });
    expect(of('year', 'no date')).toBeNull();
  });
});

describe('control', () => {
  it('the first case that holds, or else the last operand', () => {
    const cases = (number: number): Value =>
      of('cases', number > 5, 'big', number > 1, 'small', 'tiny');
    expect([9, 2, 0].map(cases)).toEqual(['big', 'small', 'tiny']);
  });

  it('values are mapped, others are left', () => {
    const map = (value: Literal): Value => of('map_values', value, ['a', null], ['A', 'none']);
    expect([map('a'), map(null), map('b')]).toEqual(['A', 'none', 'b']);
    const many = Array.from({ length: 50 }, (_, i) => `t${i}`);
    expect(
      of(
        'map_values',
        't7',
        many,
        many.map((_, i) => i)
      )
    ).toBe(7);
    expect(of('map_values', 'x', many, many)).toBe('x');
    expect(of('is_in', 't7', many)).toBe(true);
    expect(of('is_in', 'x', many)).toBe(false);
  });

  it('an expression is applied to a value', () => {
    const first = call('at', boxes, literal(0));
    expect(value(call('apply', first, field('label')))).toBe('cat');
    const twice = call('add', field(''), field(''));
    expect(value(call('apply', call('add', field('number'), literal(1)), twice))).toBe(8);
  });

  it('a condition holds for a value or for an element of a list', () => {
    const above = call('gt', field(''), literal(2));
    expect(value(call('any_value', field('numbers'), above))).toBe(true);
    expect(value(call('any_value', field('number'), above))).toBe(true);
    expect(value(call('any_value', literal([1]), above))).toBe(false);
    expect(value(call('any_value', field('nothing'), call('is_null', field(''))))).toBe(true);
  });

  it('parts of documents are set', () => {
    const set = (path: string, part: Expression): Expression =>
      call('set_field', field('bag'), literal(path), part);
    expect(value(set('inner.deep', literal(2)))).toEqual({ inner: { deep: 2 } });
    expect(value(set('new.part', field('inner.deep')))).toEqual({
      inner: { deep: 1 },
      new: { part: 1 }
    });
    const doubled = call('set_field', field(''), literal('size'), call('mul', size, literal(2)));
    expect(value(call('map', boxes, doubled))).toMatchObject([
      { size: 4, label: 'cat' },
      { size: 2 }
    ]);
    expect(value(call('set_field', field('nothing'), literal('x'), literal(1)))).toBeNull();
    expect(SAMPLE).toMatchObject({ bag: { inner: { deep: 1 } } });
  });
});

it('lists that would not fit into memory are refused', () => {
  expect(() => of('range', 0, 1e12)).toThrow(
    'range(0, 1000000000000) has more than 1000000 numbers.'
  );
});
