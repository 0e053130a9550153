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

describe('stages that choose by values or change content', () => {
  it.each<[Stage, string, string]>([
    [
      { stage: 'select_by', field: 'split', values: ['a', 'b'], ordered: true },
      'split in a, b',
      'select_by("split", ["a", "b"], ordered=True)'
    ],
    [
      { stage: 'exclude_by', field: 'n', values: [1, 2, 3, 4, 5] },
      'n not in 1, 2, 3 and 2 more',
      'exclude_by("n", [1, 2, 3, 4, 5])'
    ],
    [
      {
        stage: 'match_labels',
        fields: ['boxes'],
        filter: call('gt', field('confidence'), literal(0.5)),
        bool: false
      },
      'without in boxes: confidence > 0.5',
      'match_labels(fields=["boxes"], filter=F("confidence") > 0.5, bool=False)'
    ],
    [
      { stage: 'geo_near', point: [13.4, 52.5], max_distance: 1500 },
      '52.5°, 13.4° within 1.5 km',
      'geo_near([13.4, 52.5], max_distance=1500)'
    ],
    [
      { stage: 'exclude_fields', field_names: ['a', 'b.detections.mask'] },
      'a, b.detections.mask',
      'exclude_fields(["a", "b.detections.mask"])'
    ],
    [{ stage: 'limit_labels', field: 'boxes', limit: 3 }, 'boxes: 3', 'limit_labels("boxes", 3)'],
    [
      { stage: 'map_labels', field: 'boxes', map: { cat: 'lion' } },
      'boxes: cat → lion',
      'map_labels("boxes", {"cat": "lion"})'
    ],
    [
      {
        stage: 'map_values',
        field: 'split',
        map: [
          [null, 'x'],
          [1, true]
        ]
      },
      'split: none → x, 1 → true',
      'map_values("split", {None: "x", 1: True})'
    ],
    [
      { stage: 'set_field', field: 'score', expr: call('mul', field('score'), literal(2)) },
      'score = score * 2',
      'set_field("score", F("score") * 2)'
    ],
    [
      {
        stage: 'filter_field',
        field: 'score',
        filter: call('ge', field(''), literal(2)),
        only_matches: false
      },
      'score: value ≥ 2',
      'filter_field("score", F() >= 2, only_matches=False)'
    ],
    [
      { stage: 'concat', stages: [{ stage: 'limit', limit: 2 }] },
      'a view of 1 stage',
      'concat(ln.DatasetView._build(dataset, [{"stage": "limit", "limit": 2}]))'
    ]
  ])('%j', (stage, chip, python) => {
    expect(stageText(stage)).toBe(chip);
    expect(stagePython(stage)).toBe(python);
  });
});
