import { describe, expect, it } from 'vitest';
import { call, field, literal, stageText, type Stage } from '../../../protocol';
import { stagePython, viewPython } from './stage-python';

const confident: Stage = {
  stage: 'filter_labels',
  field: 'predictions',
  filter: call('gt', field('confidence'), literal(0.8)),
  only_matches: true
};

describe('chips', () => {
  it('say what a stage does', () => {
    expect(stageText(confident)).toBe('predictions: confidence > 0.8');
    expect(
      stageText({
        stage: 'match',
        filter: call('not', call('is_in', field('split'), literal(['a', 'b'])))
      })
    ).toBe('split not in a, b');
    expect(
      stageText({
        ...confident,
        filter: call(
          'and',
          call('ge', field('confidence'), literal(0.25)),
          call('le', field('confidence'), literal(0.5))
        )
      })
    ).toBe('predictions: confidence 0.25 – 0.5');
    expect(
      stageText({ stage: 'select_labels', tags: ['wrong'], fields: ['boxes'], omit_empty: true })
    ).toBe('tagged wrong in boxes');
    expect(
      stageText({
        stage: 'exclude_labels',
        labels: [{ label_id: '1'.repeat(24), field: 'boxes' }],
        omit_empty: false
      })
    ).toBe('1 label');
    expect(stageText({ stage: 'exclude', sample_ids: ['x'.repeat(24)] })).toBe('1 sample');
  });
});

describe('Python', () => {
  it('of a stage is the call that adds it', () => {
    expect(stagePython(confident)).toBe('filter_labels("predictions", F("confidence") > 0.8)');
    expect(
      stagePython({
        stage: 'match',
        filter: call(
          'and',
          call('ge', field('x'), literal(1)),
          call('not', call('is_null', field('y')))
        )
      })
    ).toBe('match((F("x") >= 1) & (~(F("y").is_null())))');
    expect(
      stagePython({ stage: 'sort_by', keys: [{ key: field('filepath'), reverse: true }] })
    ).toBe('sort_by(F("filepath"), reverse=True)');
  });

  it('of a moment is one that every supported Python reads', () => {
    expect(
      stagePython({
        stage: 'match',
        filter: call('ge', field('captured_at'), literal({ $date: Date.UTC(2026, 0, 2, 3, 4) }))
      })
    ).toBe('match(F("captured_at") >= datetime.fromisoformat("2026-01-02T03:04:00.000+00:00"))');
  });

  it('of a view can be pasted into a cell', () => {
    expect(viewPython('quickstart', [confident, { stage: 'limit', limit: 5 }])).toBe(
      [
        'import lunette as ln',
        'from lunette import ViewField as F',
        '',
        'dataset = ln.load_dataset("quickstart")',
        'view = (',
        '    dataset',
        '    .filter_labels("predictions", F("confidence") > 0.8)',
        '    .limit(5)',
        ')'
      ].join('\n')
    );
  });
});
