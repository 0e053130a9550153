import { expect, it } from 'vitest';
import { call, field, literal, type Stage } from '../../protocol';
import { chipText } from './chip-text';

const above = call('gt', field('confidence'), literal(0.8));

it('says what a stage does in a few words', () => {
  const text = (stage: Stage): string => chipText(stage);
  expect(text({ stage: 'match', filter: above })).toBe('match confidence > 0.8');
  expect(
    text({ stage: 'filter_labels', field: 'predictions', filter: above, only_matches: true })
  ).toBe('filter_labels predictions: confidence > 0.8');
  expect(text({ stage: 'match_tags', tags: ['a', 'b'], bool: false, all: false })).toBe(
    'match_tags not a, b'
  );
  expect(text({ stage: 'sort_by', keys: [{ key: field('filepath'), reverse: true }] })).toBe(
    'sort_by filepath ↓'
  );
  expect(text({ stage: 'shuffle', seed: 1 })).toBe('shuffle');
  expect(text({ stage: 'select', sample_ids: ['a'], ordered: false })).toBe('select 1 sample');
  expect(text({ stage: 'exists', field: 'f', bool: false })).toBe('exists f is none');
  const notIn = call('not', call('is_in', field('label'), literal(['a', 'b', 'c', 'd'])));
  expect(text({ stage: 'match', filter: notIn })).toBe('match label not in a, b, c, d');
});

it('stays short', () => {
  const long: Stage = {
    stage: 'select_fields',
    field_names: Array(50).fill('a_field') as string[]
  };
  expect(chipText(long).length).toBeLessThanOrEqual(60);
});
