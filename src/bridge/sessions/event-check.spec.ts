import { describe, expect, it } from 'vitest';
import { MAX_SELECTED_LABELS, type SelectedLabel } from '../../protocol';
import { checkShape } from './event-check';

const label = (change: Partial<SelectedLabel> = {}): SelectedLabel => ({
  label_id: 'a'.repeat(24),
  sample_id: 'b'.repeat(24),
  field: 'boxes',
  ...change
});
const check = (labels: SelectedLabel[]): void =>
  checkShape({ event: 'select_labels', data: { labels } });

describe('a selection of labels', () => {
  it('may be large, but not so large that it holds up every client', () => {
    check(Array.from({ length: MAX_SELECTED_LABELS }, () => label()));
    expect(() => check(Array.from({ length: MAX_SELECTED_LABELS + 1 }, () => label()))).toThrow(
      /at most 100000 can be selected at once.*select_labels/
    );
  });

  it('names labels and samples by their ids', () => {
    expect(() => check([label({ label_id: 'cat' })])).toThrow('“cat” is no id of a label');
    expect(() => check([label({ sample_id: '' })])).toThrow('is no id of a sample');
  });
});
