import { describe, expect, it } from 'vitest';
import { resolveColors, type ColorScheme } from '../../../protocol';
import {
  changed,
  changedField,
  changedScale,
  fieldEntry,
  fieldScale,
  withMaskColor,
  withValueColor
} from './scheme-edits';
import { schemePython } from './scheme-python';

describe('a change by hand', () => {
  it('keeps everything else and leaves out what says nothing', () => {
    const scheme = { color_by: 'field', color_pool: ['red'], own: 1 } as ColorScheme;
    expect(changed(scheme, { color_pool: null, opacity: 0 })).toEqual({
      color_by: 'field',
      opacity: 0,
      own: 1
    });
    expect(scheme.color_pool).toEqual(['red']);
  });

  it('of a field finds it however its path is written, and merges its entries', () => {
    const scheme: ColorScheme = {
      fields: [
        { path: 'predictions.detections', fieldColor: 'teal' },
        { path: 'truth', fieldColor: 'red' },
        { path: 'predictions', fieldColor: 'lime', colorByAttribute: 'index' }
      ]
    };
    const next = changedField(scheme, 'predictions', { colorByAttribute: null });
    expect(next.fields).toEqual([
      { path: 'truth', fieldColor: 'red' },
      { path: 'predictions', fieldColor: 'teal' }
    ]);
    expect(fieldEntry(scheme, 'predictions').colorByAttribute).toBe('index');
    const fields = [{ name: 'predictions', type: 'document', document: 'Detections' } as const];
    expect(resolveColors({ scheme, fields }).fieldColors.get('predictions')).toBe('#008080');
  });

  it('that takes the last colour of a field away leaves no trace', () => {
    const once = changedField({}, 'truth', { fieldColor: 'red' });
    expect(changedField(once, 'truth', { fieldColor: null })).toEqual({});
  });

  it('of a value keeps the order of the others', () => {
    const list = [
      { value: 'a', color: 'red' },
      { value: 'b', color: 'lime' }
    ];
    expect(withValueColor(list, 'a', 'blue').map(({ color }) => color)).toEqual(['blue', 'lime']);
    expect(withValueColor(list, 'a', null)).toEqual([{ value: 'b', color: 'lime' }]);
    expect(withValueColor(null, 'c', 'teal')).toEqual([{ value: 'c', color: 'teal' }]);
  });

  it('of a class of masks knows the background by both names', () => {
    const list = [{ intTarget: null, color: 'black' }];
    expect(withMaskColor(list, 0, 'white')).toEqual([{ intTarget: 0, color: 'white' }]);
    expect(withMaskColor(withMaskColor(list, 3, 'red'), 0, null)).toEqual([
      { intTarget: 3, color: 'red' }
    ]);
  });

  it('of a scale can be taken back', () => {
    const once = changedScale({}, 'heat', 'jet');
    expect(fieldScale(once, 'heat')).toEqual({ path: 'heat', name: 'jet' });
    expect(changedScale(once, 'heat', null)).toEqual({});
  });
});

describe('a scheme as Python', () => {
  it('is the statement that sets it', () => {
    expect(
      schemePython({
        color_by: 'field',
        multicolor_keypoints: true,
        opacity: null,
        fields: [{ path: 'truth', valueColors: [{ value: 'a "b"', color: '#ff0000' }] }]
      })
    ).toBe(
      [
        'session.color_scheme = ln.ColorScheme(',
        '    color_by="field",',
        '    multicolor_keypoints=True,',
        '    fields=[',
        '        {',
        '            "path": "truth",',
        '            "valueColors": [{"value": "a \\"b\\"", "color": "#ff0000"}],',
        '        },',
        '    ],',
        ')'
      ].join('\n')
    );
    expect(schemePython({})).toBe('session.color_scheme = ln.ColorScheme()');
  });
});
