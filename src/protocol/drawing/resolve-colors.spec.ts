import { describe, expect, it } from 'vitest';
import type { ColorScheme } from '../color-scheme';
import type { IFieldSpec } from '../fields';
import { colorOf, colorOfFacetValue, colorOfLabelTag, type IColoredLabel } from './label-color';
import { assignColors, DEFAULT_POOL } from './palette';
import { coloringAttributes, resolveColors } from './resolve-colors';

const FIELDS: IFieldSpec[] = [
  { name: 'truth', type: 'document', document: 'Detections' },
  { name: 'predictions', type: 'document', document: 'Detections' },
  { name: 'ground', type: 'document', document: 'Segmentation' },
  { name: 'heat', type: 'document', document: 'Heatmap' },
  { name: 'split', type: 'string' }
];
const CLASSES = ['coin', 'nucleus', 'vessel'];
const resolved = (scheme: ColorScheme = {}, config = {}) =>
  resolveColors({ scheme, config, fields: FIELDS, classes: CLASSES });
const label = (change: Partial<IColoredLabel> = {}): IColoredLabel => ({
  id: '65a000000000000000000001',
  field: 'predictions',
  label: 'coin',
  index: null,
  ...change
});
const rgba = (table: Uint8Array | undefined, value: number): number[] =>
  Array.from(table?.subarray(4 * value, 4 * value + 4) ?? []);

describe('what colours a label', () => {
  it('is its class by default, with the colours that the classes of the dataset have', () => {
    const colors = resolved();
    const classes = assignColors(CLASSES);
    for (const name of CLASSES) {
      expect(colorOf(label({ label: name }), colors)).toBe(classes.get(name));
      expect(colorOf(label({ label: name, field: 'truth' }), colors)).toBe(classes.get(name));
    }
  });

  it('is what the scheme says, else what the settings say', () => {
    const byField = resolved({}, { color_by: 'field' });
    expect(colorOf(label(), byField)).toBe(colorOf(label({ label: 'vessel' }), byField));
    expect(colorOf(label(), byField)).not.toBe(colorOf(label({ field: 'truth' }), byField));
    expect(resolved({ color_by: 'instance' }, { color_by: 'field' }).colorBy).toBe('instance');
  });

  it('is its object by instance, its index, or itself without one', () => {
    const colors = resolved({ color_by: 'instance' });
    const instance = '65a0000000000000000000ff';
    const shown = colorOf(label({ instance, index: 3 }), colors);
    expect(colorOf(label({ instance, id: '65a000000000000000000002' }), colors)).toBe(shown);
    expect(colorOf(label({ index: 3 }), colors)).toBe(
      colorOf(label({ index: 3, label: 'vessel', id: 'b' }), colors)
    );
    const many = Array.from({ length: 40 }, (_, i) => colorOf(label({ id: `${i}` }), colors));
    expect(new Set(many).size).toBeGreaterThan(6);
  });

  it('is the field for labels without a value', () => {
    const colors = resolved({ fields: [{ path: 'predictions', fieldColor: 'teal' }] });
    expect(colorOf(label({ label: null }), colors)).toBe('#008080');
  });
});

describe('a pool', () => {
  it('is of the scheme, else of the settings, else built in; what is no colour is left out', () => {
    expect(resolved({ color_pool: ['Red', '#0f0', 'no colour'] }).pool).toEqual([
      '#ff0000',
      '#00ff00'
    ]);
    expect(resolved({}, { color_pool: ['blue'] }).pool).toEqual(['#0000ff']);
    expect(resolved({ color_pool: ['nothing', ''] }, { color_pool: [] }).pool).toBe(DEFAULT_POOL);
  });
});

describe('the colours of a field', () => {
  it('may be named by the field or any path below it', () => {
    for (const path of ['predictions', 'predictions.detections', 'predictions.detections.label']) {
      const colors = resolved({
        color_by: 'field',
        fields: [{ path, fieldColor: '#123456' }]
      });
      expect(colorOf(label(), colors)).toBe('#123456');
    }
  });

  it('are its own for the values it names, the pool’s for the others', () => {
    const colors = resolved({
      fields: [{ path: 'predictions', valueColors: [{ value: 'coin', color: 'gold' }] }]
    });
    expect(colorOf(label(), colors)).toBe('#ffd700');
    expect(colorOf(label({ field: 'truth' }), colors)).toBe(resolved().classColors.get('coin'));
    expect(colorOf(label({ label: 'vessel' }), colors)).toBe(resolved().classColors.get('vessel'));
  });

  it('go by another attribute, whose values may be written in several ways', () => {
    const colors = resolved({
      fields: [
        {
          path: 'predictions',
          colorByAttribute: 'iscrowd',
          valueColors: [
            { value: 'True', color: 'red' },
            { value: '0.50', color: 'lime' },
            { value: 'None', color: 'black' }
          ]
        }
      ]
    });
    expect(colorOf(label({ value: 'true' }), colors)).toBe('#ff0000');
    expect(colorOf(label({ value: '0.5' }), colors)).toBe('#00ff00');
    expect(colorOf(label({ value: null }), colors)).toBe('#000000');
    expect(colorOf(label({ value: 'other' }), colors)).toBe(
      colorOf(label({ value: 'other', label: 'vessel' }), colors)
    );
    expect(coloringAttributes(colors, ['truth', 'predictions'])).toEqual({
      predictions: 'iscrowd'
    });
    expect(coloringAttributes({ ...colors, colorBy: 'field' }, ['predictions'])).toEqual({});
  });

  it('give way without a word where they are no colours', () => {
    const colors = resolved({
      color_by: 'field',
      fields: [{ path: 'predictions', fieldColor: 'url(x)' }]
    });
    expect(colorOf(label(), colors)).toBe(
      resolved({ color_by: 'field' }).fieldColors.get('predictions')
    );
  });
});

describe('tags of labels', () => {
  const scheme: ColorScheme = {
    label_tags: { fieldColor: 'navy', valueColors: [{ value: 'wrong', color: 'red' }] }
  };

  it('have their own colour, else that of tags', () => {
    expect(colorOfLabelTag(resolved(scheme), 'wrong')).toBe('#ff0000');
    expect(colorOfLabelTag(resolved(scheme), 'seen')).toBe('#000080');
    expect(colorOfFacetValue(resolved(scheme), 'predictions.tags', 'wrong')).toBe('#ff0000');
    expect(colorOfFacetValue(resolved(), 'predictions.tags', 'wrong')).toBeNull();
  });

  it('colour labels if the field asks for it: one with a colour of its own first', () => {
    const colors = resolved({
      ...scheme,
      fields: [{ path: 'predictions', colorByAttribute: 'tags' }]
    });
    expect(colorOf(label({ value: 'seen\nwrong' }), colors)).toBe('#ff0000');
    expect(colorOf(label({ value: 'seen' }), colors)).toBe('#000080');
    expect(colorOf(label({ value: null }), colors)).toBe(colors.fieldColors.get('predictions'));
  });
});

describe('a facet', () => {
  it('shows for every value the colour that pictures have for it', () => {
    for (const scheme of [
      {},
      { color_pool: ['red', 'lime', 'blue'] },
      { fields: [{ path: 'predictions', valueColors: [{ value: 'coin', color: 'gold' }] }] }
    ] satisfies ColorScheme[]) {
      const colors = resolved(scheme);
      for (const name of CLASSES) {
        expect(colorOfFacetValue(colors, 'predictions.label', name)).toBe(
          colorOf(label({ label: name }), colors)
        );
      }
    }
  });

  it('has no colours where its values colour nothing', () => {
    expect(colorOfFacetValue(resolved(), 'predictions.confidence', 0.5)).toBeNull();
    expect(colorOfFacetValue(resolved(), 'split', 'train')).toBeNull();
    expect(colorOfFacetValue(resolved({ color_by: 'field' }), 'truth.label', 'coin')).toBeNull();
  });

  it('of another field has the colours that the scheme gives its values', () => {
    const colors = resolved({
      fields: [{ path: 'split', valueColors: [{ value: 'train', color: 'teal' }] }]
    });
    expect(colorOfFacetValue(colors, 'split', 'train')).toBe('#008080');
    expect(colorOfFacetValue(colors, 'split', 'test')).toBeNull();
  });
});

describe('a segmentation', () => {
  it('has colours of its field, then of all masks, then of the pool; background none', () => {
    const { tables } = resolved({
      color_pool: ['#111111', '#222222', '#333333', '#444444'],
      default_mask_targets_colors: [
        { intTarget: 1, color: 'red' },
        { intTarget: 2, color: 'red' }
      ],
      fields: [{ path: 'ground', maskTargetsColors: [{ intTarget: 2, color: 'blue' }] }]
    });
    const table = tables.get('ground');
    expect(rgba(table, 0)).toEqual([0, 0, 0, 0]);
    expect(rgba(table, 1)).toEqual([255, 0, 0, 255]);
    expect(rgba(table, 2)).toEqual([0, 0, 255, 255]);
    expect(rgba(table, 3)).toEqual([0x33, 0x33, 0x33, 255]);
  });

  it('paints its background if that has a colour', () => {
    const { tables } = resolved({ default_mask_targets_colors: [{ intTarget: 0, color: '#abc' }] });
    expect(rgba(tables.get('ground'), 0)).toEqual([0xaa, 0xbb, 0xcc, 255]);
  });

  it('has the colour of its field when fields have colours', () => {
    const { tables, fieldColors } = resolved({
      color_by: 'field',
      fields: [{ path: 'ground', fieldColor: '#010203' }]
    });
    expect(fieldColors.get('ground')).toBe('#010203');
    expect(rgba(tables.get('ground'), 7)).toEqual([1, 2, 3, 255]);
  });
});

describe('a heat map', () => {
  const top = (scheme: ColorScheme, config = {}) =>
    rgba(resolved(scheme, config).tables.get('heat'), 255);

  it('has the scale of its field, of the scheme, of the settings, else viridis', () => {
    const colorscales = [
      {
        path: 'heat',
        list: [
          { value: 0, color: 'red' },
          { value: 1, color: 'lime' }
        ]
      }
    ];
    expect(top({ colorscales, default_colorscale: { name: 'gray' } })).toEqual([0, 255, 0, 255]);
    expect(top({ default_colorscale: { name: 'gray' } }, { colorscale: 'hot' })).toEqual([
      255, 255, 255, 255
    ]);
    expect(top({}, { colorscale: 'Jet' })).toEqual([128, 0, 0, 255]);
    expect(top({ default_colorscale: { name: 'no scale' } }, { colorscale: 'neither' })).toEqual([
      0xfd, 0xe7, 0x25, 255
    ]);
  });
});

describe('other settings', () => {
  it('fall back from the scheme to the settings to what is built in', () => {
    expect(resolved().opacity).toBe(0.4);
    expect(resolved({ opacity: 0 }).opacity).toBe(0);
    expect(resolved({}, { multicolor_keypoints: true }).multicolorKeypoints).toBe(true);
    expect(
      resolved({ multicolor_keypoints: false }, { multicolor_keypoints: true }).multicolorKeypoints
    ).toBe(false);
  });

  it('find the skeleton of keypoints in the info of their field', () => {
    const info = { skeleton: { labels: ['a', 'b', 'c'], edges: [[0, 1, 2], 'broken'] } };
    const fields: IFieldSpec[] = [{ name: 'pose', type: 'document', document: 'Keypoints', info }];
    expect(resolveColors({ fields }).skeletons.get('pose')).toEqual([[0, 1, 2]]);
    expect(resolveColors({ fields, scheme: { show_skeletons: false } }).skeletons.size).toBe(0);
  });

  it('find the skeleton of keypoints among the properties of the dataset first', () => {
    const info = { skeleton: { edges: [[0, 1, 2]] } };
    const pose: IFieldSpec = { name: 'pose', type: 'document', document: 'Keypoints' };
    const fields = [
      { ...pose, info },
      { ...pose, name: 'hand' }
    ];
    const properties = { default_skeleton: { edges: [[3, 4]] } };
    const ofAll = resolveColors({ fields, properties }).skeletons;
    expect([ofAll.get('pose'), ofAll.get('hand')]).toEqual([[[0, 1, 2]], [[3, 4]]]);
    const own = { ...properties, skeletons: { pose: { edges: [[5, 6]] } } };
    expect(resolveColors({ fields, properties: own }).skeletons.get('pose')).toEqual([[5, 6]]);
  });
});
