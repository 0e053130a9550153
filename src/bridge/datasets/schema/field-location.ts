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
  /** Whether that field holds labels. */
  isLabel: boolean;
  /** Whether it is stored apart from the others, as labels and frames are. */
  isApart: boolean;
  /** The way inside the field's document; empty for the field itself. */
  inner: string[];
  /** Names of the fields in the schema on the way: those of lists of labels are not among them. */
  names: string[];
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

/** What every frame has. */
const FRAME_FIELDS: ReadonlySet<string> = new Set([
  'frame_number',
  'sample_id',
  'created_at',
  'last_modified_at'
]);

export interface IPart {
  spec: IFieldSpec | null;
  isOwn: boolean;
}

/** The field at a part of a document, and whether every document of the class has it. */
export function partOf(holder: IFieldSpec, name: string): IPart {
  const label = labelFieldOf(holder);
  const parts = label ? label.attributes : documentFields(holder);
  const own = labelFieldOf({ ...holder, fields: [] });
  const isOwn = own
    ? attributeNames(own).includes(name)
    : documentFields({ ...holder, fields: [] }).some(part => part.name === name) ||
      (isFramesField(holder) && FRAME_FIELDS.has(name));
  return { spec: parts.find(part => part.name === name) ?? null, isOwn: isOwn || name === 'id' };
}

const canHaveParts = ({ type, subtype }: IFieldSpec): boolean =>
  type === 'document' || subtype === 'document' || type === 'dict' || type === 'any';

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
  const inner: string[] = [];
  const names = [top.name];
  let spec: IFieldSpec | null = top;
  let isOwn = DEFAULTS.has(top.name);
  let isListed = false;
  /** The documents whose part is next; null if nobody declared what they are. */
  let holder: IFieldSpec | null = top;
  let entered = false;
  for (const part of rest) {
    if (holder && !canHaveParts(holder)) {
      throw unknown(path, dataset);
    }
    const list: string | undefined = holder && isLabelField(holder) ? listOf(holder) : undefined;
    isListed ||= holder?.type === 'list' || list !== undefined;
    if (list !== undefined && !entered) {
      inner.push(list);
      if (part === list) {
        [spec, isOwn, entered] = [null, true, true];
        continue;
      }
    }
    const found: IPart = holder ? partOf(holder, part) : { spec: null, isOwn: false };
    inner.push(part);
    names.push(part);
    [spec, isOwn, holder, entered] = [found.spec, found.isOwn, found.spec, false];
  }
  return {
    path: [top.name, ...inner].join('.'),
    top,
    isLabel: isLabelField(top),
    isApart: isLabelField(top) || isFramesField(top),
    inner,
    names,
    spec,
    isListed: isListed && !(inner.length === 1 && inner[0] === listOf(top)),
    isOwn
  };
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
