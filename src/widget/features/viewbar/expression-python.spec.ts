/** Python that is copied for expressions. */
import { expect, it } from 'vitest';
import { call, field, literal, type Expression } from '../../../protocol';
import { expressionPython } from './expression-python';

const x = field('x');
const self = field('');
const one = literal(1);
const none = literal(null);

it.each<[string, Expression]>([
  ['(F("x") + 1).abs()', call('abs', call('add', x, one))],
  ['ViewExpression("a").concat(F("x"))', call('concat', literal('a'), x)],
  [
    '(F("x") > 1).if_else("a", "b")',
    call('if_else', call('gt', x, one), literal('a'), literal('b'))
  ],
  ['(~(F("x"))).to_string()', call('to_string', call('not', x))],
  ['F("x")[1:]', call('slice', x, one, none)],
  ['F("x")[0]', call('at', x, literal(0))],
  ['F("x").is_in([F("y"), 1])', call('is_in', x, call('list', field('y'), one))],
  [
    'F().cases({F("x") > 1: "a"}, default="b")',
    call('cases', call('gt', x, one), literal('a'), literal('b'))
  ],
  ['F().cases({F("x") > 1: "a"})', call('cases', call('gt', x, one), literal('a'), none)],
  [
    'F("x").map_values({"a": "b", None: 1})',
    call('map_values', x, literal(['a', null]), literal(['b', 1]))
  ],
  [
    'F("x").sort(key=F("y"), numeric=False, reverse=True)',
    call('sort', x, field('y'), literal(false), literal(true))
  ],
  ['F("x").substr(start=1, count=2)', call('substr', x, one, none, literal(2))],
  ['F("x").reduce(VALUE + F(), 1)', call('reduce', x, call('add', call('value'), self), one)],
  ['F("x").set_field("a", F("b"), relative=False)', call('set_field', x, literal('a'), field('b'))],
  ['ViewExpression.range(1, F("x"))', call('range', one, x)],
  ['ViewExpression.zip(F("x"), use_longest=False)', call('zip', literal(false), none, x)],
  ['ViewExpression.rand(1) < F("x")', call('lt', call('rand', one), x)]
])('%s', (text, expression) => {
  expect(expressionPython(expression)).toBe(text);
});
