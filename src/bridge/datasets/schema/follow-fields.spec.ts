import { describe, expect, it } from 'vitest';
import { followAppConfig, followProperties, movedPath, type FieldMoves } from './follow-fields';

const moves: FieldMoves = new Map([
  ['predictions', 'found'],
  ['thumbnail', null]
]);

describe('when fields are renamed or deleted', () => {
  it('paths inside them follow, and others stay', () => {
    expect(movedPath('predictions.detections.label', moves)).toBe('found.detections.label');
    expect(movedPath('predictions2', moves)).toBe('predictions2');
    expect(movedPath('thumbnail', moves)).toBeNull();
  });

  it('the configuration of the App follows', () => {
    const config = {
      media_fields: ['filepath', 'thumbnail'],
      grid_media_field: 'thumbnail',
      modal_media_field: 'filepath',
      sidebar_groups: [{ name: 'labels', paths: ['predictions', 'truth'], expanded: true }],
      color_scheme: {
        color_pool: ['#fff'],
        fields: [
          { path: 'predictions', fieldColor: 'red' },
          { path: 'thumbnail', fieldColor: 'blue' }
        ],
        colorscales: [{ path: 'truth', name: 'viridis' }]
      },
      plugins: { map: { zoom: 3 } }
    };
    expect(followAppConfig(config, moves)).toEqual({
      ...config,
      media_fields: ['filepath'],
      grid_media_field: 'filepath',
      sidebar_groups: [{ name: 'labels', paths: ['found', 'truth'], expanded: true }],
      color_scheme: {
        ...config.color_scheme,
        fields: [{ path: 'found', fieldColor: 'red' }]
      }
    });
    expect(followAppConfig({}, moves)).toEqual({});
  });

  it('classes, mask targets and skeletons follow', () => {
    expect(
      followProperties(
        {
          classes: { predictions: ['cat'], truth: ['dog'] },
          mask_targets: { thumbnail: { '1': 'cat' } },
          skeletons: { predictions: { edges: [[0, 1]] } },
          default_classes: ['bird'],
          group_field: 'thumbnail'
        },
        moves
      )
    ).toEqual({
      classes: { found: ['cat'], truth: ['dog'] },
      mask_targets: {},
      skeletons: { found: { edges: [[0, 1]] } },
      default_classes: ['bird'],
      group_field: null
    });
  });
});
