/** `schema` and `list_schema` of what is stored, where a decoded 2.0 would be a whole number. */
import type { Aggregation } from '../../../protocol';
import { arrayElements } from '../../datasets/documents/edit-path';
import { mapEntries, mapEntry } from '../../datasets/documents/messagepack-map';
import { readBinary, readHead, readString } from '../../datasets/documents/messagepack-walk';
import type { Value } from '../expressions';
import type { IViewRows } from '../views';
import type { IAggregateContext } from './aggregate';
import { FoundFields } from './found-fields';
import type { ISubject } from './subject';
import { valueOfSample } from './value-of-sample';

const SAMPLES_AT_ONCE = 256;

/** A value that is right in its types, not in its numbers: floating-point ones have a fraction. */
function typesOf(bytes: Uint8Array): Value {
  switch (readHead(bytes, 0).kind) {
    case 'bool':
      return true;
    case 'int':
      return 1;
    case 'float':
      return 0.5;
    case 'string':
      return readString(bytes, 0);
    case 'binary':
      return readBinary(bytes, 0);
    case 'array':
      return arrayElements(bytes).map(typesOf);
    case 'map':
      return Object.fromEntries(
        [...mapEntries(bytes)].map(([name, part]) => [name, typesOf(part)])
      );
    default:
      return null;
  }
}

const headOf = (path: string): string => path.split('.')[0] as string;

/** Whether a path is stored as the view shows it. */
export const isStored = ({ field }: ISubject, view: IViewRows): boolean =>
  field !== null &&
  view.schema.fields.has(headOf(field)) &&
  !view.transforms.some(transform => transform.field === headOf(field));

/** The answer of the aggregation; its subject `isStored`. */
export async function storedSchema(
  { columns, reader, checkpoint }: IAggregateContext,
  view: IViewRows,
  aggregation: Aggregation,
  subject: ISubject
): Promise<unknown> {
  const name = headOf(subject.field as string);
  const apart = columns.schema.storedApart.has(name);
  const selection = { core: !apart, tags: name === 'tags', labels: apart ? [name] : [] };
  const found = new FoundFields();
  for (let start = 0; start < view.rids.length; start += SAMPLES_AT_ONCE) {
    const part = view.rids.subarray(start, start + SAMPLES_AT_ONCE);
    for (const stored of reader.read(columns.info.id, part, selection)) {
      const bytes = apart ? stored.labels[name] : mapEntry(stored.core, name);
      const sample = { tags: stored.tags, ...(bytes ? { [name]: typesOf(bytes) } : {}) };
      found.add(valueOfSample(subject, sample), aggregation.name === 'schema');
    }
    await checkpoint();
  }
  return found.fields(aggregation, subject, view.schema);
}
