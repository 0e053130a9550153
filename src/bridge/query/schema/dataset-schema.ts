/** The schema of a dataset as the planner reads it: what each path leads to. */
import { DEFAULT_FIELDS, isFramesField, metadataFields, type IFieldSpec } from '../../../protocol';
import { RequestError } from '../../request-error';
import { attributeNames, labelFieldOf, resolveAttribute } from './label-field';
import { HiddenParts } from './hidden-parts';
import { nearestNames } from './nearest-names';
import type { AttributeTarget, ILabelField, PathTarget } from './path-target';
import { scalarTypeOf } from './value-types';

const headOf = (path: string): string => path.split('.')[0] as string;

const NOTHING_SEEN: ReadonlySet<string> = new Set();

/** Declared parts of a document field. */
export function partsOf(spec: IFieldSpec): readonly IFieldSpec[] {
  if (spec.name !== 'metadata') {
    return spec.fields ?? [];
  }
  // These are columns whether declared or not.
  const own = metadataFields(spec.document);
  const declared = (spec.fields ?? []).filter(f => !own.some(({ name }) => name === f.name));
  return [...own, ...declared];
}

export class DatasetSchema {
  readonly fields: ReadonlyMap<string, IFieldSpec>;
  readonly labelFields: ReadonlyMap<string, ILabelField>;
  /** Fields whose documents are stored beside the sample: those with labels, and `frames`. */
  readonly storedApart: ReadonlySet<string>;

  /**
   * @param dataset name, for messages
   * @param seen label field → attributes that its labels have although nobody declared them
   */
  constructor(
    readonly dataset: string,
    fields: readonly IFieldSpec[],
    private readonly seen: Readonly<Record<string, ReadonlySet<string>>> = {},
    /** Parts of documents that the stages of a view left out. */
    readonly hidden: HiddenParts = HiddenParts.NONE
  ) {
    const all = new Map(DEFAULT_FIELDS.map(field => [field.name, field]));
    fields.forEach(field => all.set(field.name, field));
    this.fields = all;
    this.labelFields = new Map(
      [...all.values()].flatMap(spec => {
        const field = labelFieldOf(spec);
        return field ? [[spec.name, field] as const] : [];
      })
    );
    const frames = fields.filter(isFramesField);
    this.storedApart = new Set([...this.labelFields.keys(), ...frames.map(field => field.name)]);
  }

  /** The schema with only some fields (the default fields stay), or parts of them by their paths. */
  only(paths: readonly string[]): DatasetSchema {
    const named = new Set(paths.map(path => path.split('.')[0] as string));
    const kept = new Set([...DEFAULT_FIELDS.map(f => f.name), ...named]);
    const parts = paths.filter(path => path.includes('.') && !paths.includes(headOf(path)));
    return new DatasetSchema(
      this.dataset,
      [...this.fields.values()].filter(field => kept.has(field.name)),
      this.seen,
      this.hidden.only(parts.map(path => this.partOf(path)))
    );
  }

  /** The schema without some fields, or parts of them by their paths. */
  without(paths: readonly string[]): DatasetSchema {
    const parts = paths.filter(path => path.includes('.'));
    return new DatasetSchema(
      this.dataset,
      [...this.fields.values()].filter(field => !paths.includes(field.name)),
      this.seen,
      this.hidden.without(parts.map(path => this.partOf(path)))
    );
  }

  /** The schema with one more attribute that labels of a field may have. */
  withAttribute(field: string, attribute: string): DatasetSchema {
    const seen = new Set([...(this.seen[field] ?? []), attribute]);
    return new DatasetSchema(
      this.dataset,
      [...this.fields.values()],
      { ...this.seen, [field]: seen },
      this.hidden
    );
  }

  /** A path below a field: the field, and the part of its document or labels. */
  partOf(path: string): { field: string; part: string } {
    const [field = '', ...rest] = path.split('.');
    const below = rest[0] === this.labelFields.get(field)?.list ? rest.slice(1) : rest;
    return { field, part: below.join('.') };
  }

  /** The field with the groups of samples, or null if there is none. */
  get groupField(): string | null {
    const isGroup = (field: IFieldSpec): boolean =>
      field.type === 'document' && field.document === 'Group';
    return [...this.fields.values()].find(isGroup)?.name ?? null;
  }

  /** The schema of the frames of videos, or null if the samples have none. */
  get frames(): DatasetSchema | null {
    const spec = this.fields.get('frames');
    return spec?.document === 'Frame'
      ? new DatasetSchema(this.dataset, [
          { name: 'frame_number', type: 'int' },
          ...(spec.fields ?? [])
        ])
      : null;
  }

  /** The schema with other fields; labels of fields that stay have the attributes that were seen. */
  replaced(fields: readonly IFieldSpec[]): DatasetSchema {
    return new DatasetSchema(this.dataset, fields, this.seen);
  }

  /** @throws RequestError `unknown_field` naming the field, the dataset and near names. */
  resolve(path: string): PathTarget {
    const [first = '', ...rest] = path.split('.');
    // The name that the id has in databases.
    const name = first === '_id' ? 'id' : first;
    const spec = this.fields.get(name);
    if (!spec && name === 'groups' && this.groupField !== null) {
      if (rest.length > 1) {
        this.resolve(rest.slice(1).join('.'));
      }
      return { kind: 'opaque', path, present: null };
    }
    if (!spec) {
      throw this.unknown(path, this.allPaths());
    }
    const { part } = this.partOf(path);
    if (part !== '' && this.hidden.hides(name, part)) {
      throw this.excluded(path);
    }
    if (name === 'frames' && this.frames) {
      if (rest.length > 0) {
        this.frames.resolve(rest.join('.'));
      }
      return { kind: 'opaque', path, present: null };
    }
    if (name === 'id' || name === 'tags') {
      if (rest.length > 0) {
        throw this.unknown(path, this.allPaths());
      }
      return { kind: name };
    }
    const labels = this.labelFields.get(name);
    return labels ? this.resolveLabels(labels, rest, path) : this.resolveValue(spec, rest, path);
  }

  /** What a path below a label of the field leads to. @throws RequestError `unknown_field` */
  resolveAttribute(field: ILabelField, path: string): AttributeTarget {
    const target = resolveAttribute(field, path, this.seen[field.name] ?? NOTHING_SEEN);
    if (!target && !field.open) {
      throw this.unknownAttribute(field, path);
    }
    if (this.hidden.hides(field.name, path)) {
      throw this.excluded(`${field.name}.${path}`);
    }
    return target ?? { kind: 'opaque', path };
  }

  /** The label field of frames that a path names: `frames.objects`; null if it names none. */
  frameLabelField(path: string): ILabelField | null {
    if (!path.startsWith('frames.') || !this.frames) {
      return null;
    }
    const field = this.frames.labelField(path.slice('frames.'.length));
    return { ...field, name: `frames.${field.name}`, open: true };
  }

  /** The label field that a path names: `predictions` or `predictions.detections`. */
  labelField(path: string): ILabelField {
    const target = this.resolve(path);
    if (target.kind === 'labels' || target.kind === 'elements') {
      return target.field;
    }
    throw new RequestError(
      'wrong_type',
      `Field '${path}' of dataset '${this.dataset}' holds no labels. Fields with labels: ` +
        `${[...this.labelFields.keys()].join(', ') || 'none'}.`,
      { dataset: this.dataset, field: path }
    );
  }

  /** Every path that is known without looking at documents. */
  allPaths(): string[] {
    const paths: string[] = [];
    for (const spec of this.fields.values()) {
      const labels = this.labelFields.get(spec.name);
      paths.push(spec.name);
      if (labels) {
        const prefix = labels.list === null ? spec.name : `${spec.name}.${labels.list}`;
        paths.push(...attributeNames(labels).map(attribute => `${prefix}.${attribute}`));
        if (labels.list !== null) {
          paths.push(prefix);
        }
      } else {
        paths.push(...partsOf(spec).map(part => `${spec.name}.${part.name}`));
      }
    }
    return paths;
  }

  private resolveLabels(field: ILabelField, rest: string[], path: string): PathTarget {
    if (rest.length === 0) {
      return { kind: 'labels', field };
    }
    // `predictions.label` is short for `predictions.detections.label`.
    const below = rest[0] === field.list ? rest.slice(1) : rest;
    if (below.length === 0) {
      return { kind: 'elements', field };
    }
    if (below[0] === '_cls' && below === rest) {
      return { kind: 'opaque', path, present: field.name };
    }
    return { kind: 'attribute', field, attribute: this.resolveAttribute(field, below.join('.')) };
  }

  private resolveValue(spec: IFieldSpec, rest: string[], path: string): PathTarget {
    if (rest.length === 0) {
      const type = scalarTypeOf(spec.type);
      if (type) {
        return { kind: 'scalar', path, type, fieldType: spec.type };
      }
      const element = spec.type === 'list' ? scalarTypeOf(spec.subtype) : null;
      if (element) {
        return { kind: 'list', path, type: element, fieldType: spec.subtype as IFieldSpec['type'] };
      }
      return spec.type === 'document'
        ? { kind: 'document', path }
        : { kind: 'opaque', path, present: path };
    }
    if (spec.type === 'document') {
      const part = partsOf(spec).find(p => p.name === rest[0]);
      const type = part && rest.length === 1 ? scalarTypeOf(part.type) : null;
      if (part && type) {
        return { kind: 'scalar', path, type, fieldType: part.type };
      }
      if (!part && spec.name === 'metadata') {
        throw this.unknown(path, this.allPaths());
      }
    } else if (spec.type !== 'dict' && !(spec.type === 'list' && !scalarTypeOf(spec.subtype))) {
      throw this.unknown(path, this.allPaths());
    }
    return { kind: 'opaque', path, present: null };
  }

  private excluded(path: string): RequestError {
    return new RequestError(
      'unknown_field',
      `'${path}' was excluded by a stage of the view, or was not selected.`,
      { dataset: this.dataset, field: path }
    );
  }

  private unknown(path: string, names: readonly string[]): RequestError {
    const near = nearestNames(path, names);
    return new RequestError(
      'unknown_field',
      `Dataset '${this.dataset}' has no field '${path}'.${hint(near, [...this.fields.keys()])}`,
      { dataset: this.dataset, field: path, did_you_mean: near }
    );
  }

  private unknownAttribute(field: ILabelField, path: string): RequestError {
    const names = attributeNames(field);
    const near = nearestNames(path, names);
    return new RequestError(
      'unknown_field',
      `Labels of field '${field.name}' of dataset '${this.dataset}' have no attribute '${path}'.` +
        hint(near, names),
      { dataset: this.dataset, field: `${field.name}.${path}`, did_you_mean: near }
    );
  }
}

function hint(near: readonly string[], all: readonly string[]): string {
  return near.length > 0
    ? ` Did you mean ${near.map(name => `'${name}'`).join(' or ')}?`
    : ` It has: ${all.slice(0, 20).join(', ')}${all.length > 20 ? ' …' : ''}.`;
}
