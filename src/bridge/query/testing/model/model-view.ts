/**
 * Views computed in the plainest way: all documents in memory, one stage after the other. Shares
 * with the engine only the evaluation of expressions, which has a specification of its own, and the
 * order of random ranks.
 */
import type { Expression, Literal, Stage } from '../../../../protocol';
import { compareValues, evaluate, holds, readPath, type Value } from '../../expressions';
import { shuffled } from '../../views';
import type { ILabels, IModelSchema } from './model-schema';

export type Document = Readonly<Record<string, unknown>>;
export interface IModelRow {
  rid: number;
  sample: Document;
}

type LabelTest = (label: Value, sample: Value) => boolean;

/** The labels of a sample in a field. */
export function labelsIn(sample: Document, { name, list }: ILabels): Document[] {
  const document = sample[name] as Document | null | undefined;
  return !document ? [] : list === null ? [document] : (document[list] as Document[]);
}

/** The sample with other labels in a field; a single label that is gone leaves null. */
function withLabels(sample: Document, { name, list }: ILabels, labels: Document[]): Document {
  const document = sample[name] as Document | null | undefined;
  if (!document) {
    return sample;
  }
  return {
    ...sample,
    [name]: list === null ? (labels[0] ?? null) : { ...document, [list]: labels }
  };
}

const scopeOf = (sample: Document): { current: Value; sample: Value } => ({
  current: sample as Value,
  sample: sample as Value
});
const isNone = (value: unknown): boolean =>
  value === null || value === undefined || Number.isNaN(value);
const same = (value: unknown, literal: Literal): boolean =>
  (isNone(value) ? null : value) === literal;

class ModelView {
  constructor(
    private readonly schema: IModelSchema,
    private readonly all: readonly IModelRow[]
  ) {
    this.rows = [...all];
  }

  rows: IModelRow[];

  private keep(test: (sample: Document) => boolean): void {
    this.rows = this.rows.filter(({ sample }) => test(sample));
  }

  private change(how: (sample: Document) => Document): void {
    this.rows = this.rows.map(({ rid, sample }) => ({ rid, sample: how(sample) }));
  }

  private take(rids: readonly number[]): void {
    const byRid = new Map(this.rows.map(row => [row.rid, row]));
    this.rows = rids.flatMap(rid => byRid.get(rid) ?? []);
  }

  private labelsOf(path: string): ILabels {
    const found = this.schema.labels.find(({ name, path: own }) => own === path || name === path);
    if (!found) {
      throw new Error(`'${path}' holds no labels.`);
    }
    return found;
  }

  private filterLabels(field: ILabels, keep: LabelTest): void {
    this.change(sample =>
      withLabels(
        sample,
        field,
        labelsIn(sample, field).filter(label => keep(label as Value, sample as Value))
      )
    );
  }

  private hasLabels(sample: Document): boolean {
    return this.schema.labels.some(field => labelsIn(sample, field).length > 0);
  }

  private get order(): Uint32Array {
    return Uint32Array.from(this.rows, ({ rid }) => rid);
  }

  add(stage: Stage): void {
    switch (stage.stage) {
      case 'match':
        return this.keep(sample => holds(stage.filter, scopeOf(sample)));
      case 'exists':
        return this.keep(
          sample => (readPath(sample as Value, stage.field) !== null) === stage.bool
        );
      case 'match_tags':
        return this.keep(sample => {
          const own = sample['tags'] as string[];
          const has = (tag: string): boolean => own.includes(tag);
          return (stage.all ? stage.tags.every(has) : stage.tags.some(has)) === stage.bool;
        });
      case 'limit':
        this.rows = this.rows.slice(0, Math.max(0, stage.limit));
        return;
      case 'skip':
        this.rows = this.rows.slice(Math.max(0, stage.skip));
        return;
      case 'shuffle':
        return this.take([...shuffled(this.order, stage.seed)]);
      case 'take':
        return this.take([...shuffled(this.order, stage.seed)].slice(0, Math.max(0, stage.size)));
      case 'select': {
        const chosen = this.rows.filter(({ sample }) =>
          stage.sample_ids.includes(sample['id'] as string)
        );
        const place = ({ sample }: IModelRow): number =>
          stage.sample_ids.indexOf(sample['id'] as string);
        this.rows = stage.ordered ? chosen.sort((a, b) => place(a) - place(b)) : chosen;
        return;
      }
      case 'exclude':
        return this.keep(sample => !stage.sample_ids.includes(sample['id'] as string));
      case 'sort_by':
        for (const { key, reverse } of [...stage.keys].reverse()) {
          this.sortBy(key, reverse);
        }
        return;
      case 'select_by': {
        const place = (sample: Document): number =>
          stage.values.findIndex(value => same(sample[stage.field], value));
        this.keep(sample => place(sample) >= 0);
        if (stage.ordered) {
          this.rows.sort((a, b) => place(a.sample) - place(b.sample));
        }
        return;
      }
      case 'exclude_by':
        return this.keep(sample => !stage.values.some(value => same(sample[stage.field], value)));
      case 'concat': {
        const there = new Set(this.rows.map(({ rid }) => rid));
        const other = modelView(this.schema, this.all, stage.stages as Stage[]);
        this.rows = [...this.rows, ...other.filter(({ rid }) => !there.has(rid))];
        return;
      }
      default:
        return this.addContent(stage);
    }
  }

  private sortBy(key: Expression, reverse: boolean): void {
    const keyed = this.rows.map(row => ({ row, key: evaluate(key, scopeOf(row.sample)) }));
    keyed.sort((a, b) => (reverse ? -1 : 1) * compareValues(a.key, b.key));
    this.rows = keyed.map(({ row }) => row);
  }

  private addContent(stage: Stage): void {
    switch (stage.stage) {
      case 'filter_labels': {
        const field = this.labelsOf(stage.field);
        this.filterLabels(field, (current, sample) => holds(stage.filter, { current, sample }));
        return stage.only_matches
          ? this.keep(sample => labelsIn(sample, field).length > 0)
          : undefined;
      }
      case 'select_labels':
      case 'exclude_labels':
        for (const field of this.schema.labels) {
          this.filterLabels(
            field,
            label => this.isMeant(stage, field, label) === (stage.stage === 'select_labels')
          );
        }
        return stage.omit_empty ? this.keep(sample => this.hasLabels(sample)) : undefined;
      case 'match_labels':
        return this.keep(sample => {
          const has = this.schema.labels.some(field =>
            labelsIn(sample, field).some(
              label =>
                this.isMeant(stage, field, label as Value) &&
                (!stage.filter ||
                  holds(stage.filter, { current: label as Value, sample: sample as Value }))
            )
          );
          return has === stage.bool;
        });
      case 'limit_labels': {
        const field = this.labelsOf(stage.field);
        return this.change(sample =>
          withLabels(sample, field, labelsIn(sample, field).slice(0, Math.max(0, stage.limit)))
        );
      }
      case 'map_labels': {
        const field = this.labelsOf(stage.field);
        const renamed = (label: Document): Document => {
          const text = label['label'];
          return typeof text === 'string' && text in stage.map
            ? { ...label, label: stage.map[text] }
            : label;
        };
        return this.change(sample =>
          withLabels(sample, field, labelsIn(sample, field).map(renamed))
        );
      }
      case 'map_values':
        return this.change(sample => {
          const found = stage.map.find(([from]) => same(sample[stage.field], from));
          return found ? { ...sample, [stage.field]: found[1] } : sample;
        });
      case 'filter_field': {
        this.change(sample => {
          const value = sample[stage.field];
          const current = isNone(value) ? null : (value as Value);
          const passes = holds(stage.filter, { current, sample: sample as Value });
          return passes ? sample : { ...sample, [stage.field]: null };
        });
        return stage.only_matches ? this.keep(sample => !isNone(sample[stage.field])) : undefined;
      }
      case 'set_field':
        return this.setField(stage.field, stage.expr);
      default:
        throw new Error(`The model does not know the stage ${stage.stage}.`);
    }
  }

  /** Whether a stage that names labels means this one. */
  private isMeant(
    stage: Stage & { stage: 'select_labels' | 'exclude_labels' | 'match_labels' },
    { name }: ILabels,
    label: Value
  ): boolean {
    const id = readPath(label, 'id') as string;
    const instance = readPath(label, 'instance.id') as string | null;
    const own = readPath(label, 'tags') as string[];
    return (
      (!stage.fields || stage.fields.includes(name)) &&
      (!stage.ids || stage.ids.includes(id)) &&
      (!stage.instance_ids || (instance !== null && stage.instance_ids.includes(instance))) &&
      (!stage.tags || stage.tags.some(tag => own.includes(tag)))
    );
  }

  private setField(path: string, expr: Expression): void {
    const name = path.split('.').at(-1) as string;
    const field = this.schema.labels.find(own => path.startsWith(`${own.path}.`));
    this.change(sample => {
      const computed = (current: unknown): Value =>
        evaluate(expr, { current: current as Value, sample: sample as Value });
      return field
        ? withLabels(
            sample,
            field,
            labelsIn(sample, field).map(label => ({ ...label, [name]: computed(label) }))
          )
        : { ...sample, [name]: computed(sample) };
    });
  }
}

/** The rows of a view with their content. */
export function modelView(
  schema: IModelSchema,
  rows: readonly IModelRow[],
  view: readonly Stage[]
): IModelRow[] {
  const model = new ModelView(schema, rows);
  view.forEach(stage => model.add(stage));
  return model.rows;
}
