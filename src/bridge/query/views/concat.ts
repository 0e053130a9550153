/** `concat`: a view followed by the samples of another, each with the content of its own. */
import { viewSchema, type StageOf, type View } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IContentChange, Transform } from '../relational';
import type { SampleDocument } from './label-filter-set';
import { applyTransforms, fieldsOfTransform } from './transforms';

/** The stages of the other view. @throws RequestError if they are none */
export function concatenated(stage: StageOf<'concat'>): View {
  const parsed = viewSchema.safeParse(stage.stages);
  if (!parsed.success) {
    throw new RequestError('invalid', 'The stages of the view to append are no view stages.', {
      stage: 'concat'
    });
  }
  return parsed.data;
}

/** Transforms that only apply to some rows. Columns cannot tell the rows apart. */
function limitedTo(rows: ReadonlySet<number>, transforms: readonly Transform[]): IContentChange[] {
  return transforms.map(transform => ({
    kind: 'change',
    field: transform.field,
    reads: fieldsOfTransform(transform),
    key: crypto.randomUUID(),
    computed: null,
    part: null,
    apply: (sample, rid) =>
      rows.has(rid) ? applyTransforms(sample as SampleDocument, rid, [transform]) : sample
  }));
}

/** Rows of both views, the first ones first, and what happens to the content of each. */
export function concatenateRows(
  first: { rids: Uint32Array; transforms: readonly Transform[] },
  second: { rids: Uint32Array; transforms: readonly Transform[] }
): { rids: Uint32Array; transforms: readonly Transform[] } {
  const inFirst = new Set(first.rids);
  const added = second.rids.filter(rid => !inFirst.has(rid));
  const rids = new Uint32Array(first.rids.length + added.length);
  rids.set(first.rids);
  rids.set(added, first.rids.length);
  const same = JSON.stringify(keysOf(first)) === JSON.stringify(keysOf(second));
  const transforms = same
    ? first.transforms
    : [...limitedTo(inFirst, first.transforms), ...limitedTo(new Set(added), second.transforms)];
  return { rids, transforms };
}

/** What tells the transforms of views apart. */
const keysOf = ({ transforms }: { transforms: readonly Transform[] }): unknown[] =>
  transforms.map(transform =>
    transform.kind === 'labels'
      ? [transform.field, transform.expression, transform.set]
      : [transform.field, transform.key]
  );
