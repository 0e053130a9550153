import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorSchemeSchema, type ColorScheme } from '../color-scheme';
import type { IFieldSpec } from '../fields';
import { colorOf, colorOfFacetValue, colorOfField, colorOfLabelTag } from './label-color';
import { resolveColors } from './resolve-colors';

const FIELDS: IFieldSpec[] = [
  { name: 'truth', type: 'document', document: 'Detections' },
  { name: 'ground', type: 'document', document: 'Segmentation' },
  { name: 'heat', type: 'document', document: 'Heatmap' }
];
const HEX = /^#[0-9a-f]{6}$/;

const color = fc.oneof(
  fc.constantFrom('red', 'Teal', '#0f0', '#12345678', 'rgb(1, 2, 3)', '', 'no colour', '#12'),
  fc.string({ maxLength: 12 })
);
const path = fc.oneof(
  fc.constantFrom('truth', 'truth.detections.label', 'ground', 'heat', 'split', 'tags', '', '.'),
  fc.string({ maxLength: 8 })
);
const valueColors = fc.array(fc.record({ value: fc.string({ maxLength: 6 }), color }), {
  maxLength: 4
});
const targets = fc.array(
  fc.record({ intTarget: fc.option(fc.integer({ min: -5, max: 70_000 })), color }),
  { maxLength: 4 }
);
const stops = fc.array(fc.record({ value: fc.double({ min: -1, max: 2, noNaN: true }), color }), {
  maxLength: 4
});
const scale = {
  name: fc.option(fc.constantFrom('jet', 'Viridis_r', 'none of these', '')),
  list: fc.option(stops)
};
const schemes: fc.Arbitrary<ColorScheme> = fc.record(
  {
    color_pool: fc.option(fc.array(color, { maxLength: 5 })),
    color_by: fc.option(fc.constantFrom('field', 'value', 'instance')),
    opacity: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    fields: fc.option(
      fc.array(
        fc.record({
          path,
          fieldColor: fc.option(color),
          colorByAttribute: fc.option(fc.constantFrom('label', 'index', 'tags', '')),
          valueColors: fc.option(valueColors),
          maskTargetsColors: fc.option(targets)
        }),
        { maxLength: 4 }
      )
    ),
    default_mask_targets_colors: fc.option(targets),
    colorscales: fc.option(fc.array(fc.record({ path, ...scale }), { maxLength: 3 })),
    default_colorscale: fc.option(fc.record(scale)),
    label_tags: fc.option(
      fc.record({ fieldColor: fc.option(color), valueColors: fc.option(valueColors) })
    )
  },
  { requiredKeys: [] }
);
const text = fc.option(fc.string({ maxLength: 6 }));
const labels = fc.record({
  id: fc.string({ maxLength: 6 }),
  field: fc.constantFrom('truth', 'ground', 'elsewhere'),
  label: text,
  index: fc.option(fc.nat()),
  value: text
});

describe('any scheme at all', () => {
  it('gives every label, field and tag a colour that can be painted', () => {
    fc.assert(
      fc.property(schemes, fc.array(fc.string()), labels, (scheme, classes, label) => {
        const colors = resolveColors({
          scheme: colorSchemeSchema.parse(scheme),
          fields: FIELDS,
          classes
        });
        expect(colorOf(label, colors)).toMatch(HEX);
        expect(colorOfField(colors, label.field)).toMatch(HEX);
        expect(colorOfLabelTag(colors, label.label ?? 'x')).toMatch(HEX);
        expect(colors.tables.get('ground')).toHaveLength(1024);
        expect(colors.tables.get('heat')).toHaveLength(1024);
      })
    );
  });

  it('gives a class the same colour in a facet as on a picture, or none in the facet', () => {
    fc.assert(
      fc.property(schemes, fc.array(fc.string()), labels, (scheme, classes, label) => {
        const colors = resolveColors({ scheme, fields: FIELDS, classes });
        const byLabel = (colors.customized.get('truth')?.attribute ?? 'label') === 'label';
        fc.pre(label.label !== null && byLabel);
        const facet = colorOfFacetValue(colors, 'truth.label', label.label);
        expect(facet).toBe(
          colors.colorBy === 'value' ? colorOf({ ...label, field: 'truth' }, colors) : null
        );
      })
    );
  });

  it('is resolved the same way every time, into what can cross threads', () => {
    fc.assert(
      fc.property(schemes, fc.array(fc.string()), (scheme, classes) => {
        const once = resolveColors({ scheme, fields: FIELDS, classes });
        expect(structuredClone(once)).toEqual(resolveColors({ scheme, fields: FIELDS, classes }));
      })
    );
  });
});
