import { describe, expect, it } from 'vitest';
import { pageLabels, type IPageFrame, type IPageLabel } from '../../../protocol';
import { newObjectId, idToHex } from '../../datasets/documents/object-id';
import { labelFieldOf, type ILabelField } from '../schema';
import { FieldColumns } from './field-columns';

const boxes = labelFieldOf({
  name: 'boxes',
  type: 'document',
  document: 'Detections'
}) as ILabelField;

/** The labels of a page of one sample, and what is said of those that cannot be drawn. */
function labelsOf(...labels: object[]): { labels: IPageLabel[]; problems: string[] } {
  const columns = new FieldColumns(boxes, {
    codeOf: () => 0,
    attribute: null,
    maxRaster: 8,
    inflate: bytes => bytes
  });
  const documents = labels.map(label => ({ _cls: 'Detection', _id: newObjectId(), ...label }));
  const problems = columns.addSample(documents);
  const meta = { fields: [{ path: 'boxes', element: 'Detection' }], strings: ['a'] };
  const page = { meta, columns: columns.finish(0) } as unknown as IPageFrame;
  return { labels: pageLabels(page, 0), problems };
}

const box = { bounding_box: [0, 0, 1, 1] };

describe('the labels of a page', () => {
  it('say which object they show, if one of them does', () => {
    const instance = { _cls: 'Instance', _id: newObjectId() };
    const { labels } = labelsOf({ ...box, instance }, box);
    expect(labels.map(label => label.instance)).toEqual([idToHex(instance._id), null]);
    expect(labelsOf(box).labels[0]).not.toHaveProperty('instance');
  });

  it('without a box are said to be so, unless they are in space', () => {
    const { labels, problems } = labelsOf({}, { location: [1, 2, 3] }, box);
    expect(labels.map(label => label.box)).toEqual([null, null, [0, 0, 1, 1]]);
    expect(problems).toEqual([expect.stringContaining('has no bounding_box')]);
  });
});
