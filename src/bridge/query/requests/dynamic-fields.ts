/** `dataset.dynamic_fields`: attributes of documents and labels that nobody declared. */
import { isFramesField, type IFieldSpec, type ParsedParams } from '../../../protocol';
import { AttributeTypes } from '../../datasets/schema/attribute-types';
import { mapEntry } from '../../datasets/documents/messagepack-map';
import type { DatasetQuery, IAnswer } from './query-context';

const SAMPLES_AT_ONCE = 256;

export async function dynamicFields(
  query: DatasetQuery,
  { view, fields, recursive }: ParsedParams<'dataset.dynamic_fields'>
): Promise<IAnswer> {
  const { rids, schema } = await query.rows(view);
  const wanted = fields && new Set(fields.map(path => path.split('.')[0] as string));
  const holders = [...schema.fields.values()].filter(
    spec =>
      (spec.type === 'document' || spec.subtype === 'document') &&
      // Frames only if they are asked for by name: their fields are not those of samples.
      (wanted?.has(spec.name) ?? !isFramesField(spec))
  );
  const isApart = (spec: IFieldSpec): boolean => schema.storedApart.has(spec.name);
  const labels = holders.filter(isApart).map(spec => spec.name);
  const types = holders.map(spec => new AttributeTypes(spec, recursive));
  const selection = { core: holders.length > labels.length, tags: false, labels };
  for (let at = 0; holders.length > 0 && at < rids.length; at += SAMPLES_AT_ONCE) {
    const part = rids.subarray(at, at + SAMPLES_AT_ONCE);
    for (const sample of query.reader.read(query.dataset, part, selection)) {
      for (const [i, spec] of holders.entries()) {
        const document = isApart(spec)
          ? sample.labels[spec.name]
          : mapEntry(sample.core, spec.name);
        if (document) {
          (types[i] as AttributeTypes).add(document);
        }
      }
    }
    await query.call.checkpoint();
  }
  const found: Record<string, IFieldSpec[]> = Object.assign({}, ...types.map(t => t.found()));
  const within = (path: string): boolean =>
    !fields || fields.some(field => path === field || path.startsWith(`${field}.`));
  return {
    result: Object.fromEntries(Object.entries(found).filter(([path]) => within(path)))
  };
}
