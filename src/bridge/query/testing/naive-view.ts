/** Views computed in the plainest way: all documents in memory, one stage after the other. */
import { call, field, LABEL_CLASSES, type StageOf, type View } from '../../../protocol';
import type { IDocumentReader } from '../../store/document-store';
import { compareValues, evaluate, holds, readPath, type Value } from '../expressions';
import { decodeSample, labelList, shuffled, type SampleDocument } from '../views';
import { naiveContent } from './naive-content';

/** Label fields of the random documents. */
const LABEL_FIELDS = ['boxes', 'class'];

export interface INaiveRow {
  rid: number;
  sample: SampleDocument;
}

function filtered(
  sample: SampleDocument,
  name: string,
  keep: (label: Value) => boolean
): SampleDocument {
  const document = sample[name] as SampleDocument | undefined;
  if (!document) {
    return sample;
  }
  const list = LABEL_CLASSES[document['_cls'] as string]?.list;
  const left = labelList(document).filter(label => keep(label as Value));
  const next = list === undefined ? (left[0] ?? null) : { ...document, [list]: left };
  return { ...sample, [name]: next };
}

/** Whether `select_labels` and `exclude_labels` mean a label; `name` is its field. */
function isMeant(
  stage: StageOf<'select_labels' | 'exclude_labels'>,
  name: string,
  label: Value
): boolean {
  const id = readPath(label, 'id') as string;
  const instance = readPath(label, 'instance.id') as string | null;
  const tags = readPath(label, 'tags') as string[];
  return (
    (!stage.fields || stage.fields.includes(name)) &&
    (!stage.labels || stage.labels.some(one => one.field === name && one.label_id === id)) &&
    (!stage.ids || stage.ids.includes(id)) &&
    (!stage.instance_ids || (instance !== null && stage.instance_ids.includes(instance))) &&
    (!stage.tags || stage.tags.some(tag => tags.includes(tag)))
  );
}

/** The rows of a view with their content. */
export function naiveView(reader: IDocumentReader, dataset: string, view: View): INaiveRow[] {
  const all = { core: true, tags: true, labels: null };
  let rows = [...reader.read(dataset, reader.allRids(dataset), all)].map(stored => ({
    rid: stored.rid,
    sample: decodeSample(stored, Object.keys(stored.labels))
  }));
  const reorder = (order: Uint32Array): INaiveRow[] =>
    [...order].map(rid => rows.find(row => row.rid === rid) as INaiveRow);
  for (const stage of view) {
    const test = (keep: (sample: Value) => boolean): void => {
      rows = rows.filter(({ sample }) => keep(sample as Value));
    };
    switch (stage.stage) {
      case 'match':
        test(sample => holds(stage.filter, { current: sample, sample }));
        break;
      case 'match_tags':
        test(sample => {
          const tags = readPath(sample, 'tags') as string[];
          const has = (tag: string): boolean => tags.includes(tag);
          return (stage.all ? stage.tags.every(has) : stage.tags.some(has)) === stage.bool;
        });
        break;
      case 'exists':
        test(
          sample =>
            holds(call('is_null', field(stage.field)), { current: sample, sample }) !== stage.bool
        );
        break;
      case 'filter_labels':
        rows = rows.map(({ rid, sample }) => ({
          rid,
          sample: filtered(sample, stage.field, label =>
            holds(stage.filter, { current: label, sample: sample as Value })
          )
        }));
        if (stage.only_matches) {
          test(sample => labelList((sample as SampleDocument)[stage.field]).length > 0);
        }
        break;
      case 'select_labels':
      case 'exclude_labels': {
        const keep = stage.stage === 'select_labels';
        for (const name of LABEL_FIELDS) {
          rows = rows.map(({ rid, sample }) => ({
            rid,
            sample: filtered(sample, name, label => isMeant(stage, name, label) === keep)
          }));
        }
        if (stage.omit_empty) {
          test(sample =>
            LABEL_FIELDS.some(name => labelList((sample as SampleDocument)[name]).length > 0)
          );
        }
        break;
      }
      case 'sort_by':
        for (const { key, reverse } of [...stage.keys].reverse()) {
          const keyed = rows.map(row => {
            const sample = row.sample as Value;
            return { row, key: evaluate(key, { current: sample, sample }) };
          });
          keyed.sort((a, b) => (reverse ? -1 : 1) * compareValues(a.key, b.key));
          rows = keyed.map(({ row }) => row);
        }
        break;
      case 'limit':
        rows = rows.slice(0, Math.max(0, stage.limit));
        break;
      case 'skip':
        rows = rows.slice(Math.max(0, stage.skip));
        break;
      case 'shuffle':
        rows = reorder(
          shuffled(
            Uint32Array.from(rows, row => row.rid),
            stage.seed
          )
        );
        break;
      case 'take':
        rows = reorder(
          shuffled(
            Uint32Array.from(rows, row => row.rid),
            stage.seed
          )
        ).slice(0, Math.max(0, stage.size));
        break;
      default:
        rows = rows.flatMap(({ rid, sample }) => {
          const changed = naiveContent(sample, stage);
          return changed ? [{ rid, sample: changed }] : [];
        });
        if (stage.stage === 'select_by' && stage.ordered) {
          const place = ({ sample }: INaiveRow): number =>
            stage.values.findIndex(value => value === (sample[stage.field] ?? null));
          rows.sort((a, b) => place(a) - place(b));
        }
    }
  }
  return rows;
}
