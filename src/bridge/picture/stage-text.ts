/** Stages in a few words, as on the chips of the view bar. */
import type { Expression, Literal, Stage } from '../../protocol';

const MAX_TEXT = 60;
const INFIX: Record<string, string> = {
  eq: '=',
  ne: '≠',
  gt: '>',
  ge: '≥',
  lt: '<',
  le: '≤',
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
  pow: '**',
  and: 'and',
  or: 'or',
  is_in: 'in',
  contains: 'has',
  contains_any: 'has'
};

const clip = (text: string): string =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;

function literalText(value: Literal): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, 3).map(literalText).join(', ');
    return value.length > 3 ? `${shown}, …` : shown;
  }
  if (typeof value === 'object' && value !== null) {
    return '$date' in value ? new Date(value.$date).toISOString().slice(0, 10) : value.$number;
  }
  return value === null ? 'none' : String(value);
}

/** An expression in the words of the App's chips: `confidence > 0.8`, `label not in coin`. */
export function expressionText(e: Expression): string {
  if ('literal' in e) {
    return literalText(e.literal);
  }
  if ('field' in e) {
    return e.field === '' ? 'value' : e.field;
  }
  const parts = e.args.map(expressionText);
  const [first = ''] = parts;
  const [inner] = e.args;
  if (e.op === 'not') {
    return inner && 'op' in inner && inner.op === 'is_in'
      ? inner.args.map(expressionText).join(' not in ')
      : `not ${first}`;
  }
  if (e.op === 'is_null') {
    return `${first} is none`;
  }
  if (e.op === 'length') {
    return `number of ${first}`;
  }
  const infix = INFIX[e.op];
  return infix ? parts.join(` ${infix} `) : `${first}.${e.op}(${parts.slice(1).join(', ')})`;
}

function parametersText(stage: Stage): string {
  switch (stage.stage) {
    case 'match':
      return expressionText(stage.filter);
    case 'match_tags':
      return `${stage.bool ? '' : 'not '}${stage.tags.join(stage.all ? ' and ' : ', ')}`;
    case 'filter_labels':
      return `${stage.field}: ${expressionText(stage.filter)}`;
    case 'exists':
      return `${stage.field}${stage.bool ? '' : ' is none'}`;
    case 'sort_by':
      return stage.keys.map(k => `${expressionText(k.key)} ${k.reverse ? '↓' : '↑'}`).join(', ');
    case 'limit':
      return String(stage.limit);
    case 'skip':
      return String(stage.skip);
    case 'take':
      return `${stage.size} at random`;
    case 'shuffle':
      return '';
    case 'select':
    case 'exclude':
      return `${stage.sample_ids.length} ${stage.sample_ids.length === 1 ? 'sample' : 'samples'}`;
    case 'select_fields':
      return stage.field_names.join(', ');
  }
}

export const stageText = (stage: Stage): string =>
  clip(`${stage.stage} ${parametersText(stage)}`.trim());
