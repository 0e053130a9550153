/** Between a stage and what is typed into its form. */
import {
  field,
  isField,
  isLabelField,
  type IDatasetInfo,
  type Stage,
  type StageName
} from '../../../protocol';
import { conditionExpression, conditionOf, type ICondition } from './condition';

/** Everything that any stage asks for, as typed. */
export interface IDraft {
  field: string;
  condition: ICondition;
  number: string;
  tags: string;
  reverse: boolean;
  negate: boolean;
}

/** What a form starts with; null if a form cannot show the stage. */
export function draftOf(stage: Stage | StageName, dataset: IDatasetInfo | null): IDraft | null {
  const draft: IDraft = {
    field: dataset?.fields.find(isLabelField)?.name ?? '',
    condition: { path: '', comparison: 'eq', value: '' },
    number: '100',
    tags: '',
    reverse: false,
    negate: false
  };
  if (typeof stage === 'string') {
    return stage === 'sort_by' || stage === 'exists' ? { ...draft, field: '' } : draft;
  }
  switch (stage.stage) {
    case 'match':
    case 'filter_labels': {
      const condition = conditionOf(stage.filter);
      return (
        condition && { ...draft, condition, ...('field' in stage ? { field: stage.field } : {}) }
      );
    }
    case 'match_tags':
      return stage.all ? null : { ...draft, tags: stage.tags.join(', '), negate: !stage.bool };
    case 'exists':
      return { ...draft, field: stage.field, negate: !stage.bool };
    case 'sort_by': {
      const [first] = stage.keys;
      return stage.keys.length === 1 && first && isField(first.key)
        ? { ...draft, field: first.key.field, reverse: first.reverse }
        : null;
    }
    case 'limit':
      return { ...draft, number: String(stage.limit) };
    case 'skip':
      return { ...draft, number: String(stage.skip) };
    case 'take':
      return { ...draft, number: String(stage.size) };
    case 'select_fields':
      return { ...draft, tags: stage.field_names.join(', ') };
    case 'shuffle':
      return draft;
    default:
      return null;
  }
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
const drawSeed = (): number => Math.floor(Math.random() * 2 ** 31);

/** The stage that a form describes, or what is missing in it. */
export function stageOf(name: StageName, draft: IDraft): Stage | string {
  const number = Number(draft.number);
  const wantsNumber = name === 'limit' || name === 'skip' || name === 'take';
  if (wantsNumber && !(Number.isInteger(number) && number >= 0)) {
    return 'Type a whole number of samples.';
  }
  switch (name) {
    case 'match':
      return draft.condition.path
        ? { stage: name, filter: conditionExpression(draft.condition) }
        : 'Choose the value to compare.';
    case 'filter_labels':
      return draft.condition.path
        ? {
            stage: name,
            field: draft.field,
            filter: conditionExpression(draft.condition),
            only_matches: true
          }
        : 'Choose the value to compare.';
    case 'match_tags':
      return list(draft.tags).length > 0
        ? { stage: name, tags: list(draft.tags), bool: !draft.negate, all: false }
        : 'Type at least one tag.';
    case 'exists':
      return draft.field
        ? { stage: name, field: draft.field, bool: !draft.negate }
        : 'Choose a field.';
    case 'sort_by':
      return draft.field
        ? { stage: name, keys: [{ key: field(draft.field), reverse: draft.reverse }] }
        : 'Choose a field.';
    case 'limit':
      return { stage: name, limit: number };
    case 'skip':
      return { stage: name, skip: number };
    case 'take':
      return { stage: name, size: number, seed: drawSeed() };
    case 'shuffle':
      return { stage: name, seed: drawSeed() };
    case 'select_fields':
      return list(draft.tags).length > 0
        ? { stage: name, field_names: list(draft.tags) }
        : 'Type at least one field.';
    default:
      return 'This stage is made from the selection.';
  }
}
