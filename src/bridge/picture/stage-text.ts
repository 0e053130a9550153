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
  sub: '−',
  mul: '×',
  div: '/',
  mod: 'mod',
  pow: '^',
  and: 'and',
  or: 'or',
  is_in: 'in',
  contains: 'contains'
};

const clip = (text: string): string =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;

function literalText(value: Literal): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, 3).map(literalText).join(', ');
    return value.length > 3 ? `${shown}, … (${value.length})` : shown;
  }
  if (typeof value === 'object' && value !== null) {
    return '$date' in value ? new Date(value.$date).toISOString().slice(0, 10) : value.$number;
  }
  return String(value);
}

/** An expression as a person would write it. */
export function expressionText(e: Expression, nested = false): string {
  if ('literal' in e) {
    return literalText(e.literal);
  }
  if ('field' in e) {
    return e.field === '' ? 'value' : e.field;
  }
  const args = e.args.map(arg => expressionText(arg, true));
  const infix = INFIX[e.op];
  if (infix) {
    const text = args.join(` ${infix} `);
    return nested && args.length > 1 ? `(${text})` : text;
  }
  if (e.op === 'not') {
    return `not ${args[0]}`;
  }
  return `${e.op}(${args.join(', ')})`;
}

function parametersText(stage: Stage): string {
  switch (stage.stage) {
    case 'match':
      return expressionText(stage.filter);
    case 'match_tags':
      return `${stage.bool ? '' : 'not '}${stage.tags.join(stage.all ? ' and ' : ' or ')}`;
    case 'filter_labels':
      return `${stage.field} ${expressionText(stage.filter)}`;
    case 'exists':
      return `${stage.bool ? '' : 'not '}${stage.field}`;
    case 'sort_by':
      return stage.keys.map(k => expressionText(k.key) + (k.reverse ? ' ↓' : '')).join(', ');
    case 'limit':
      return String(stage.limit);
    case 'skip':
      return String(stage.skip);
    case 'take':
      return String(stage.size);
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
