import { describe, expect, it } from 'vitest';
import { cropOf, labelInCrop, type Crop } from './crop';

const near = (crop: Crop | null): number[] =>
  (crop ?? []).map(side => Math.round(side * 1e6) / 1e6);

describe('the crop of a patch', () => {
  it('is what its label covers and a tenth more on each side', () => {
    const label = { _cls: 'Detection', bounding_box: [0.4, 0.2, 0.2, 0.5] };
    expect(near(cropOf([label]))).toEqual([0.38, 0.15, 0.24, 0.6]);
  });

  it('ends at the edges of the picture, also for boxes that go beyond', () => {
    expect(near(cropOf([{ bounding_box: [-0.2, 0.5, 0.5, 0.9] }]))).toEqual([0, 0.41, 0.35, 0.59]);
  });

  it('covers all labels of several fields, of lists, of outlines and of points', () => {
    const boxes = { detections: [{ bounding_box: [0.1, 0.1, 0.1, 0.1] }] };
    const outline = {
      points: [
        [
          [0.5, 0.5],
          [0.6, 0.55]
        ]
      ]
    };
    const points = {
      keypoints: [
        {
          points: [
            [0.3, 0.7],
            [NaN, NaN]
          ]
        }
      ]
    };
    expect(near(cropOf([boxes, null, outline, points]))).toEqual([0.05, 0.04, 0.6, 0.72]);
  });

  it('is never empty: of a single point there is a little around it', () => {
    expect(near(cropOf([{ points: [[0.5, 0.5]] }]))).toEqual([0.49, 0.49, 0.02, 0.02]);
    const [x = 0, y = 0, width = 0, height = 0] = near(cropOf([{ points: [[1, 1]] }]));
    expect([x + width <= 1, y + height <= 1, width > 0, height > 0]).not.toContain(false);
  });

  it('is there only if a label covers something', () => {
    expect(cropOf([])).toBeNull();
    expect(cropOf([{ label: 'cat' }, null, { detections: [] }])).toBeNull();
    expect(cropOf([{ bounding_box: [0, 0, NaN, 1] }])).toBeNull();
  });
});

describe('a label in the crop', () => {
  const crop: Crop = [0.5, 0.2, 0.25, 0.4];

  it('lies where it is seen there', () => {
    expect(labelInCrop({ label: 'a', bounding_box: [0.5, 0.2, 0.25, 0.2] }, crop)).toEqual({
      label: 'a',
      bounding_box: [0, 0, 1, 0.5]
    });
    expect(labelInCrop({ points: [[[0.75, 0.6]]] }, crop)).toEqual({
      points: [[[1, expect.closeTo(1)]]]
    });
  });

  it('has no raster of the whole picture, which would not fit', () => {
    expect(labelInCrop({ id: 1, mask: {}, mask_path: '/a.png' }, crop)).toEqual({ id: 1 });
  });
});
