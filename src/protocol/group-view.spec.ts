import { describe, expect, it } from 'vitest';
import { groupSlicesOf, viewInSlice } from './group-view';
import type { DatasetProperties } from './dataset-properties';
import type { View } from './stages';

const grouped: DatasetProperties = {
  group_field: 'group',
  group_slices: [
    { name: 'left', media_type: 'image' },
    { name: 'right', media_type: 'image' }
  ],
  default_group_slice: 'left'
};
const limit: View = [{ stage: 'limit', limit: 5 }];

describe('views of grouped datasets', () => {
  it('begin with the active slice, or with that of the dataset', () => {
    expect(viewInSlice(limit, grouped)).toEqual([
      { stage: 'group_slice', slice: 'left' },
      ...limit
    ]);
    expect(viewInSlice([], grouped, 'right')).toEqual([{ stage: 'group_slice', slice: 'right' }]);
    expect(viewInSlice([], grouped, 'gone')).toEqual([{ stage: 'group_slice', slice: 'left' }]);
  });

  it('are left as they are if they choose slices themselves, or nothing is grouped', () => {
    const chosen: View = [
      { stage: 'select_group_slices', slices: ['right'], flat: true, by_group: false }
    ];
    expect(viewInSlice(chosen, grouped)).toBe(chosen);
    expect(viewInSlice(limit, {})).toBe(limit);
    expect(groupSlicesOf({})).toBeNull();
    expect(groupSlicesOf(grouped)).toEqual(['left', 'right']);
  });
});
