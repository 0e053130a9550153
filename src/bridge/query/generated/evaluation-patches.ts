/** Patches of an evaluation: what was found rightly, what wrongly, what was missed. */
import type { StageOf } from '../../../protocol';
import { decodeDocument } from '../../datasets/documents/document-codec';
import { idToHex } from '../../datasets/documents/object-id';
import { mapEntries } from '../../datasets/documents/messagepack-map';
import type { IMadeSample } from './made-sample';
import {
  encodedValues,
  labelElements,
  labelId,
  withElements,
  type ISourceSample
} from './source-sample';

type MatchType = 'tp' | 'fp' | 'fn';

/** A label and what the evaluation says of it. */
interface IEvaluated {
  label: Uint8Array;
  id: Uint8Array | null;
  key: string;
  type: MatchType | null;
  match: string | null;
  iou: number | null;
  crowd: boolean | null;
}

const hexOf = (id: Uint8Array | null): string => (id ? idToHex(id) : '');

function evaluated(document: Uint8Array | undefined, key: string): IEvaluated[] {
  return labelElements(document).map(label => {
    const entries = mapEntries(label);
    const value = (name: string): unknown => {
      const bytes = entries.get(name);
      return bytes ? decodeDocument(bytes) : null;
    };
    const type = value(key);
    const match = value(`${key}_id`);
    const iou = value(`${key}_iou`);
    const crowd = value('iscrowd');
    const id = labelId(label);
    return {
      label,
      id,
      key: hexOf(id),
      type: type === 'tp' || type === 'fp' || type === 'fn' ? type : null,
      match: typeof match === 'string' ? match : match instanceof Uint8Array ? hexOf(match) : null,
      iou: typeof iou === 'number' ? iou : null,
      crowd: crowd === null ? null : crowd === true || crowd === 1
    };
  });
}

/**
 * One sample per true positive, with both labels (a ground truth that covers a crowd has all its
 * predictions), then one per missed ground truth and per false prediction, in the order of the
 * ground truth and then of the predictions. Labels that the evaluation did not look at are left out.
 */
export function evaluationPatches(
  source: ISourceSample,
  stage: StageOf<'to_evaluation_patches'>
): IMadeSample[] {
  const gtField = stage.gt_field ?? '';
  const predField = stage.pred_field ?? '';
  const truths = evaluated(source.apart.get(gtField), stage.eval_key);
  const found = evaluated(source.apart.get(predField), stage.eval_key);
  const pairs = new Map<string, { truths: IEvaluated[]; found: IEvaluated[] }>();
  for (const truth of truths) {
    pairs.set(truth.key, { truths: [truth], found: [] });
  }
  const alone: IEvaluated[] = [];
  for (const one of found.filter(({ type }) => type !== null)) {
    const pair = one.type === 'tp' && one.match !== null ? pairs.get(one.match) : undefined;
    if (pair) {
      pair.found.push(one);
    } else {
      alone.push(one);
    }
  }
  const sample = (type: MatchType, gt: IEvaluated[], pred: IEvaluated[]): IMadeSample => {
    const apart: Record<string, Uint8Array> = {};
    const put = (field: string, labels: IEvaluated[]): void => {
      const document = source.apart.get(field);
      if (document && labels.length > 0) {
        apart[field] = withElements(
          document,
          labels.map(({ label }) => label)
        );
      }
    };
    put(gtField, gt);
    put(predField, pred);
    const all = [...gt, ...pred];
    return {
      id: all[0]?.id ?? null,
      core: encodedValues({
        type,
        iou: pred[0]?.iou ?? gt[0]?.iou ?? null,
        crowd: all.find(({ crowd }) => crowd !== null)?.crowd ?? null
      }),
      apart
    };
  };
  const samples: IMadeSample[] = [];
  for (const { truths: gt, found: pred } of pairs.values()) {
    const type = pred.length > 0 ? 'tp' : (gt[0]?.type ?? null);
    if (type) {
      samples.push(sample(type, gt, pred));
    }
  }
  return [...samples, ...alone.map(one => sample(one.type ?? 'fp', [], [one]))];
}
