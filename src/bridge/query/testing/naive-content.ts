/** Stages that change content, done in the plainest way to one sample. Null: it is left out. */
import type { Literal, Stage } from '../../../protocol';
import { evaluate, holds, type Value } from '../expressions';
import type { SampleDocument } from '../views';

type Label = Record<string, unknown>;

const boxesOf = (sample: SampleDocument): Label[] =>
  ((sample['boxes'] as { detections: Label[] } | undefined)?.detections ?? []).map(box => box);

function withBoxes(sample: SampleDocument, detections: Label[]): SampleDocument {
  return sample['boxes']
    ? { ...sample, boxes: { ...(sample['boxes'] as object), detections } }
    : sample;
}

const isNone = (value: unknown): boolean =>
  value === null || value === undefined || Number.isNaN(value);

function isMeant(stage: Stage & { stage: 'match_labels' }, label: Label, sample: Value): boolean {
  const { filter, tags } = stage;
  const tagged = !tags || tags.some(tag => (label['tags'] as string[]).includes(tag));
  return tagged && (!filter || holds(filter, { current: label, sample }));
}

function setField(sample: SampleDocument, path: string, stage: Stage): SampleDocument {
  const { expr } = stage as Stage & { stage: 'set_field' };
  const computed = (current: Value): Value => evaluate(expr, { current, sample });
  switch (path) {
    case 'boxes.detections.confidence':
      return withBoxes(
        sample,
        boxesOf(sample).map(box => ({ ...box, confidence: computed(box) }))
      );
    case 'class.label': {
      const own = sample['class'] as Label | null | undefined;
      return own ? { ...sample, class: { ...own, label: computed(own) } } : sample;
    }
    default:
      return { ...sample, [path]: computed(sample) };
  }
}

/** @throws Error if the stage is none of `random-content.ts` */
export function naiveContent(sample: SampleDocument, stage: Stage): SampleDocument | null {
  switch (stage.stage) {
    case 'select_by':
      return stage.values.includes((sample[stage.field] ?? null) as Literal) ? sample : null;
    case 'exclude_by':
      return stage.values.includes((sample[stage.field] ?? null) as Literal) ? null : sample;
    case 'match_labels': {
      const own = sample['class'] as Label | null | undefined;
      const labels = [...boxesOf(sample), ...(own ? [own] : [])];
      const has = labels.some(label => isMeant(stage, label, sample));
      return has === stage.bool ? sample : null;
    }
    case 'filter_field': {
      const keep = (value: unknown): unknown =>
        holds(stage.filter, { current: isNone(value) ? null : (value as Value), sample })
          ? value
          : null;
      if (stage.field === 'num') {
        const num = keep(sample['num']);
        return stage.only_matches && isNone(num) ? null : { ...sample, num };
      }
      const boxes = boxesOf(sample).map(box => ({ ...box, confidence: keep(box['confidence']) }));
      const some = boxes.some(({ confidence }) => !isNone(confidence));
      return stage.only_matches && !some ? null : withBoxes(sample, boxes);
    }
    case 'limit_labels':
      return withBoxes(sample, boxesOf(sample).slice(0, Math.max(0, stage.limit)));
    case 'map_labels': {
      const renamed = (label: Label): Label => {
        const text = label['label'];
        return typeof text === 'string' && text in stage.map
          ? { ...label, label: stage.map[text] }
          : label;
      };
      if (stage.field === 'boxes') {
        return withBoxes(sample, boxesOf(sample).map(renamed));
      }
      const own = sample['class'] as Label | null | undefined;
      return own ? { ...sample, class: renamed(own) } : sample;
    }
    case 'map_values': {
      const found = stage.map.find(([from]) => from === sample['word']);
      return found ? { ...sample, word: found[1] } : sample;
    }
    case 'set_field':
      return setField(sample, stage.field, stage);
    default:
      throw new Error(`${stage.stage} is not for property tests.`);
  }
}
