/** Where the values of a dotted path are stored, and what the schema says of them. */
import {
  DEFAULT_FIELDS,
  isFramesField,
  isLabelField,
  LABEL_CLASSES,
  type IFieldSpec
} from '../../../protocol';
import { attributeNames, labelFieldOf } from '../../query/schema';
import { RequestError } from '../../request-error';
import { documentFields } from './document-fields';
import { fieldPath } from './field-name';

export interface IFieldLocation {
  /** The whole path, with the name of the list of labels in it. */
  path: string;
  /** The field of the sample. */
  top: IFieldSpec;
  /** Whether that field holds labels or frames, which are stored apart. */
  isLabel: boolean;
  /** The way inside the field's document; empty for the field itself. */
  inner: string[];
  /** The field at the path; null if nobody declared it. */
  spec: IFieldSpec | null;
  /** Whether the path enters a list, so that a sample has many values. */
  isListed: boolean;
  /** Whether every sample, or every document of the class, has it: it cannot go away. */
  isOwn: boolean;
}

const DEFAULTS: ReadonlySet<string> = new Set(DEFAULT_FIELDS.map(field => field.name));

const unknown = (path: string, dataset: string): RequestError =>
  new RequestError('unknown_field', `The dataset '${dataset}' has no field '${path}'.`, {
    field: path
  });

/** Name of the list of labels in the documents of a field, or undefined. */
export const listOf = (spec: IFieldSpec): string | undefined =>
  spec.document === undefined ? undefined : LABEL_CLASSES[spec.document]?.list;

/** @throws RequestError `unknown_field` if there is no such field, or it can have no parts. */
export function locateField(
  dataset: string,
  fields: readonly IFieldSpec[],
  path: string
): IFieldLocation {
  const [name, ...rest] = fieldPath(path);
  const top = fields.find(field => field.name === name);
  if (!top) {
    throw unknown(path, dataset);
  }
  const holdsLabels = isLabelField(top);
  // Frames are stored apart as labels are, and changed in the same way.
  const isLabel = holdsLabels || isFramesField(top);
  const list = holdsLabels ? listOf(top) : undefined;
  const isOwnTop = DEFAULTS.has(top.name);
  if (rest.length === 0) {
    return { path, top, isLabel, inner: [], spec: top, isListed: false, isOwn: isOwnTop };
  }
  const below = list !== undefined && rest[0] === list ? rest.slice(1) : rest;
  const inner = list === undefined ? below : [list, ...below];
  const whole = [top.name, ...inner].join('.');
  const base = { path: whole, top, isLabel, inner };
  if (below.length === 0) {
    return { ...base, spec: null, isListed: false, isOwn: true };
  }
  let spec: IFieldSpec | null = top;
  let isListed = list !== undefined;
  let isOwn = false;
  for (const [depth, part] of below.entries()) {
    if (spec && spec.type !== 'document' && spec.subtype !== 'document' && spec.type !== 'dict') {
      throw unknown(path, dataset);
    }
    isListed ||= spec?.type === 'list';
    const known: IFieldSpec[] = spec ? partsOf(spec, depth === 0 && holdsLabels) : [];
    isOwn =
      depth === 0 && holdsLabels
        ? attributeNames(labelFieldOf({ ...top, fields: [] }) as never).includes(part)
        : spec !== null && documentFields({ ...spec, fields: [] }).some(own => own.name === part);
    spec = known.find(field => field.name === part) ?? null;
  }
  return { ...base, spec, isListed, isOwn: isOwn || below.at(-1) === 'id' };
}

function partsOf(spec: IFieldSpec, isLabelField: boolean): IFieldSpec[] {
  const field = isLabelField ? labelFieldOf(spec) : null;
  return field ? [...field.attributes] : documentFields(spec);
}

/** The first field on the way that may not be edited, or null. */
export function readOnlyPart(location: IFieldLocation): string | null {
  const { top, spec, path } = location;
  return top.read_only ? top.name : spec?.read_only ? path : null;
}

/** @throws RequestError `invalid` if a field on the way may not be edited */
export function requireEditable(location: IFieldLocation): void {
  const part = readOnlyPart(location);
  if (part !== null) {
    throw new RequestError('invalid', `Cannot edit read-only field '${part}'.`, { field: part });
  }
}
