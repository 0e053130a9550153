/** Samples of grouped datasets: each is one slice of a group, and a slice holds one kind of media. */
import type { DatasetProperties, IDatasetInfo, IFieldSpec, MediaType } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { INewSample } from '../../store/document-store';
import { mapEntries, mapEntry } from '../documents/messagepack-map';
import { mediaTypeOf } from '../documents/media-type';
import { readHead, readString } from '../documents/messagepack-walk';

/** Parts that the document of a group always has. */
const GROUP_PARTS: readonly IFieldSpec[] = [
  { name: 'id', type: 'object_id' },
  { name: 'name', type: 'string' }
];

const isGroupField = (field: IFieldSpec): boolean =>
  field.type === 'document' && field.document === 'Group';

export interface IGrouped {
  /** The schema, if a group field in it was not complete. */
  fields: IFieldSpec[] | null;
  /** The properties, if the samples bring a group field or slices. */
  properties: DatasetProperties | null;
}

function refusal(message: string, details: Record<string, unknown> = {}): RequestError {
  return new RequestError('invalid', `${message} No sample was added.`, details);
}

/** The schema with the parts of group documents declared, or null if they are. */
function withGroupParts(fields: readonly IFieldSpec[]): IFieldSpec[] | null {
  const lacks = (field: IFieldSpec): boolean =>
    isGroupField(field) && GROUP_PARTS.some(part => !field.fields?.some(f => f.name === part.name));
  return fields.some(lacks)
    ? fields.map(field => (lacks(field) ? { ...field, fields: [...GROUP_PARTS] } : field))
    : null;
}

/** The name of the group field that the dataset has or gets; null if it is not grouped. */
function groupFieldOf(info: IDatasetInfo, fields: readonly IFieldSpec[]): string | null {
  const own = info.properties.group_field ?? null;
  const found = fields.filter(isGroupField).map(field => field.name);
  const other = found.find(name => name !== (own ?? found[0]));
  if (other !== undefined) {
    throw refusal(
      `A dataset has one group field, and '${info.name}' has '${own ?? found[0]}', so '${other}' cannot be one.`,
      { field: other }
    );
  }
  return own ?? found[0] ?? null;
}

/** The slice of a sample. @throws RequestError if it has none */
function sliceOf(sample: INewSample, field: string, dataset: string): string {
  const group = mapEntry(sample.core, field);
  const entries = group && readHead(group, 0).kind === 'map' ? mapEntries(group) : null;
  const name = entries?.get('name');
  if (!entries?.has('_id') || !name || readHead(name, 0).kind !== 'string') {
    throw refusal(
      `The sample ${sample.filepath} has no group element in the field '${field}', which every sample of the grouped dataset '${dataset}' needs: set it to group.element("slice").`,
      { field, filepath: sample.filepath }
    );
  }
  return readString(name, 0);
}

/**
 * What new samples make of a grouped dataset, or of one that becomes grouped by them; null if it is
 * not about groups.
 * @param fields the schema that the samples are added with
 * @throws RequestError `invalid` naming file and slice, if a sample does not fit
 */
export function groupSamples(
  info: IDatasetInfo,
  fields: readonly IFieldSpec[],
  samples: readonly INewSample[]
): IGrouped | null {
  const field = groupFieldOf(info, fields);
  if (field === null) {
    return null;
  }
  if (fields.some(({ name }) => name === 'groups')) {
    throw refusal(
      `In a grouped dataset 'groups' leads to the other samples of a group, so '${info.name}' cannot have a field of that name.`,
      { field: 'groups' }
    );
  }
  if (info.media_type !== 'group' && info.count > 0) {
    throw refusal(
      `The dataset '${info.name}' has samples without groups, so it cannot become a grouped one by '${field}'.`,
      { field }
    );
  }
  const slices = new Map<string, MediaType>(
    (info.properties.group_slices ?? []).map(slice => [slice.name, slice.media_type])
  );
  const known = slices.size;
  for (const sample of samples) {
    const slice = sliceOf(sample, field, info.name);
    const type = mediaTypeOf(sample.filepath);
    const expected = slices.get(slice) ?? type;
    if (type !== expected) {
      throw refusal(
        `The slice '${slice}' of the dataset '${info.name}' holds samples of type ${expected}, but ${sample.filepath} is of type ${type}.`,
        { slice, filepath: sample.filepath }
      );
    }
    slices.set(slice, expected);
  }
  const first = slices.keys().next().value ?? null;
  const changes = slices.size > known || info.properties.group_field !== field;
  return {
    fields: withGroupParts(fields),
    properties: changes
      ? {
          ...info.properties,
          group_field: field,
          group_slices: Array.from(slices, ([name, type]) => ({ name, media_type: type })),
          default_group_slice: info.properties.default_group_slice ?? first
        }
      : null
  };
}
