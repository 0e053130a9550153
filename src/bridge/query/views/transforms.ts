/** Applying what a view does to the content of samples, over documents. */
import type { Value } from '../expressions';
import type { ILabelFilter, Transform } from '../relational';
import type { DatasetSchema } from '../schema';
import { fieldsOfExpression } from './field-names';
import { keepLabels, labelList, labelsThatPass, type SampleDocument } from './label-filter-set';

/** Positions that are left in the stored document of a label field, by field. */
export type KeptPositions = Map<string, number[]>;

/** Only the first so many that are true stay true. */
function firstOf(keep: boolean[], most: number | null): boolean[] {
  let count = 0;
  return most === null ? keep : keep.map(kept => kept && ++count <= most);
}

function filterLabels(
  sample: SampleDocument,
  filter: ILabelFilter,
  kept: KeptPositions | undefined
): SampleDocument {
  const document = sample[filter.field];
  const labels = labelList(document);
  const keep = firstOf(labelsThatPass(filter.expression, sample as Value, labels), filter.first);
  if (kept) {
    const positions = kept.get(filter.field) ?? labels.map((_, i) => i);
    kept.set(
      filter.field,
      positions.filter((_, i) => keep[i])
    );
  }
  return typeof document === 'object' && document !== null && keep.includes(false)
    ? { ...sample, [filter.field]: keepLabels(document as SampleDocument, keep) }
    : sample;
}

/**
 * A sample with its content as the transforms leave it. `kept` collects, per field whose labels
 * were filtered, the positions that are left in the stored document.
 */
export function applyTransforms(
  sample: SampleDocument,
  rid: number,
  transforms: readonly Transform[],
  kept?: KeptPositions
): SampleDocument {
  let current = sample;
  for (const transform of transforms) {
    current =
      transform.kind === 'labels'
        ? filterLabels(current, transform, kept)
        : transform.apply(current, rid);
  }
  return current;
}

/** Top-level fields that a transform reads. */
export function fieldsOfTransform(transform: Transform): ReadonlySet<string> {
  return transform.kind === 'labels'
    ? fieldsOfExpression(transform.expression, transform.field)
    : transform.reads;
}

/** What must be decoded and done so that some fields hold what the view shows. */
export interface IReading {
  /** Fields stored apart (labels, frames) to decode. */
  apart: Set<string>;
  /** The transforms that matter for the fields wanted. */
  transforms: readonly Transform[];
}

/** @param schema of the whole dataset, for transforms may read what the view does not show */
export function readingOf(
  schema: DatasetSchema,
  wanted: Iterable<string>,
  transforms: readonly Transform[]
): IReading {
  const needed = new Set(wanted);
  const applied: Transform[] = [];
  for (const transform of [...transforms].reverse()) {
    if (needed.has(transform.field)) {
      applied.push(transform);
      fieldsOfTransform(transform).forEach(name => needed.add(name));
    }
  }
  return {
    apart: new Set([...needed].filter(name => schema.storedApart.has(name))),
    transforms: applied.reverse()
  };
}
