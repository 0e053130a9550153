import { describe, expect, it } from 'vitest';
import { DEFAULT_FIELDS, type IDatasetInfo, type IFieldSpec } from '../../../protocol';
import { facetGroups } from './facet-paths';

const fieldsOf = (...fields: IFieldSpec[]): string[] =>
  facetGroups({ fields: [...DEFAULT_FIELDS, ...fields] } as IDatasetInfo).fields.map(
    ({ path, name, shape }) => `${path} ${name} ${shape}`
  );

describe('facets of fields', () => {
  it('are those of scalars and of lists of them', () => {
    const usual = fieldsOf();
    expect(
      fieldsOf(
        { name: 'split', type: 'string' },
        { name: 'words', type: 'list', subtype: 'string' },
        { name: 'anything', type: 'any' },
        { name: 'settings', type: 'dict' }
      ).filter(text => !usual.includes(text))
    ).toEqual(['split split values', 'words words values']);
  });

  it('are those of the parts of documents, by their whole path', () => {
    const camera: IFieldSpec = {
      name: 'camera',
      type: 'document',
      document: 'CameraInfo',
      fields: [
        { name: 'model', type: 'string' },
        { name: 'settings', type: 'dict' }
      ]
    };
    expect(fieldsOf(camera)).toContain('camera.model camera.model values');
    expect(fieldsOf(camera).join()).not.toContain('settings');
  });
});
