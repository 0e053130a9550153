/** Between a stage and what is typed into its form. */
import {
  field,
  isField,
  isLabelField,
  LABEL_CLASSES,
  type Expression,
  type IDatasetInfo,
  type Stage,
  type StageName
} from '../../../protocol';
import { conditionExpression, conditionOf, UNARY, type ICondition } from './condition';
import { labelPaths, samplePaths } from './field-paths';

/** Everything that any stage asks for, as typed. */
export interface IDraft {
  field: string;
  condition: ICondition;
  number: string;
  tags: string;
  reverse: boolean;
  negate: boolean;
  /** Of tags: a sample must have all of them. */
  all: boolean;
  /** Of labels: samples that keep none are left out. */
  onlyMatches: boolean;
  /** Label fields, separated by commas; none means all. */
  fields: string;
}

/** What a form starts with; null if a form cannot show the stage. */
export function draftOf(stage: Stage | StageName, dataset: IDatasetInfo | null): IDraft | null {
  const draft: IDraft = {
    field: dataset?.fields.find(isLabelField)?.name ?? '',
    condition: { path: '', comparison: 'eq', value: '' },
    number: '100',
    tags: '',
    reverse: false,
    negate: false,
    all: false,
    onlyMatches: true,
    fields: ''
  };
  if (stage === 'limit_labels') {
    const lists = dataset?.fields.filter(
      spec => isLabelField(spec) && LABEL_CLASSES[spec.document ?? '']?.list !== undefined
    );
    return { ...draft, field: lists?.[0]?.name ?? '', number: '1' };
  }
  if (typeof stage === 'string') {
    return stage === 'sort_by' || stage === 'exists' ? { ...draft, field: '' } : draft;
  }
  switch (stage.stage) {
    case 'match':
    case 'filter_labels': {
      const condition = conditionOf(stage.filter);
      return (
        condition && {
          ...draft,
          condition,
          ...('field' in stage ? { field: stage.field, onlyMatches: stage.only_matches } : {})
        }
      );
    }
    case 'match_labels': {
      const { labels, ids, instance_ids: instances, tags, fields, filter } = stage;
      const condition = filter ? conditionOf(filter) : null;
      return condition && !labels && !ids && !instances && !tags && fields?.length === 1
        ? { ...draft, condition, field: fields[0] as string, negate: !stage.bool }
        : null;
    }
    case 'limit_labels':
      return { ...draft, field: stage.field, number: String(stage.limit) };
    case 'match_tags':
      return { ...draft, tags: stage.tags.join(', '), negate: !stage.bool, all: stage.all };
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
    case 'select_labels':
    case 'exclude_labels':
      return stage.labels || stage.ids || stage.instance_ids
        ? null
        : {
            ...draft,
            tags: stage.tags?.join(', ') ?? '',
            fields: stage.fields?.join(', ') ?? '',
            onlyMatches: stage.omit_empty
          };
    case 'select_fields':
    case 'exclude_fields':
      return stage.meta_filter ? null : { ...draft, tags: stage.field_names.join(', ') };
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
export function stageOf(
  name: StageName,
  draft: IDraft,
  dataset: IDatasetInfo | null
): Stage | string {
  const number = Number(draft.number);
  const wantsLabels = name === 'filter_labels' || name === 'match_labels';
  const wantsNumber = ['limit', 'skip', 'take', 'limit_labels'].includes(name);
  if (wantsNumber && !(Number.isInteger(number) && number >= 0)) {
    return `Type a whole number of ${name === 'limit_labels' ? 'labels' : 'samples'}.`;
  }
  const { path, comparison, value } = draft.condition;
  const wantsValue = name === 'match' || wantsLabels;
  if (wantsValue && !path) {
    return 'Choose the field to compare.';
  }
  if (wantsValue && !UNARY.has(comparison) && value.trim() === '') {
    return `Type what ${path} is compared with; two quotes are an empty text.`;
  }
  const paths = wantsLabels ? labelPaths(dataset, draft.field) : samplePaths(dataset);
  const spec = paths.find(known => known.value === path)?.spec;
  const filter = (): Expression =>
    conditionExpression(draft.condition, spec?.type === 'list' ? spec.subtype : spec?.type);
  switch (name) {
    case 'match':
      return { stage: name, filter: filter() };
    case 'filter_labels':
      return {
        stage: name,
        field: draft.field,
        filter: filter(),
        only_matches: draft.onlyMatches
      };
    case 'match_labels':
      return {
        stage: name,
        fields: [draft.field],
        filter: filter(),
        bool: !draft.negate
      };
    case 'limit_labels':
      return draft.field
        ? { stage: name, field: draft.field, limit: number }
        : 'Choose the field of labels.';
    case 'match_tags':
      return list(draft.tags).length > 0
        ? { stage: name, tags: list(draft.tags), bool: !draft.negate, all: draft.all }
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
    case 'select_labels':
    case 'exclude_labels': {
      const tags = list(draft.tags);
      const fields = list(draft.fields);
      return tags.length > 0 || fields.length > 0
        ? {
            stage: name,
            tags: tags.length > 0 ? tags : null,
            fields: fields.length > 0 ? fields : null,
            omit_empty: draft.onlyMatches
          }
        : 'Type at least one tag or field.';
    }
    case 'select_fields':
    case 'exclude_fields':
      return list(draft.tags).length > 0
        ? { stage: name, field_names: list(draft.tags) }
        : 'Type at least one field.';
    default:
      return 'This stage is made from the selection.';
  }
}
