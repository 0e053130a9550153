/** `select_fields` and `exclude_fields`: which fields stay readable, and what documents lose. */
import { DEFAULT_FIELDS, type StageOf } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IHiding } from '../relational';
import type { DatasetSchema } from '../schema';
import { onlyAttributes, removePath } from './change-path';
import type { SampleDocument } from './label-filter-set';
import { fieldsByMeta } from './meta-filter';

export type FieldStage = StageOf<'select_fields' | 'exclude_fields'>;

const DEFAULTS: ReadonlySet<string> = new Set(DEFAULT_FIELDS.map(field => field.name));

/** The paths that a stage means. @throws RequestError */
function pathsOf(stage: FieldStage, schema: DatasetSchema): string[] {
  const byMeta = stage.meta_filter ? fieldsByMeta(schema, stage.meta_filter) : [];
  if (stage.stage === 'exclude_fields') {
    const wrong = stage.field_names.find(name => DEFAULTS.has(name));
    if (wrong !== undefined) {
      throw new RequestError('invalid', `The default field '${wrong}' cannot be excluded.`, {
        field: wrong
      });
    }
  }
  const named = stage.field_names.map(path => {
    schema.resolve(path);
    return path;
  });
  return [...new Set([...named, ...byMeta.filter(name => !DEFAULTS.has(name))])];
}

/** The schema after the stage. @throws RequestError */
export function checkFieldStage(stage: FieldStage, schema: DatasetSchema): DatasetSchema {
  const paths = pathsOf(stage, schema);
  return stage.stage === 'select_fields' ? schema.only(paths) : schema.without(paths);
}

/** What documents lose besides whole fields. */
export function hidingOf(stage: FieldStage, schema: DatasetSchema): IHiding[] {
  const parts = pathsOf(stage, schema).filter(path => path.includes('.'));
  const hiding = (field: string, apply: (document: unknown) => unknown): IHiding => ({
    kind: 'hide',
    field,
    reads: new Set([field]),
    key: JSON.stringify(stage),
    apply: sample => ({ ...sample, [field]: apply(sample[field]) }) as SampleDocument
  });
  if (stage.stage === 'exclude_fields') {
    return parts.map(path => {
      const { field, part } = schema.partOf(path);
      return hiding(field, document => removePath(document, part.split('.')));
    });
  }
  const byField = new Map<string, Set<string>>();
  for (const path of parts) {
    const { field, part } = schema.partOf(path);
    if (!stage.field_names.includes(field)) {
      byField.set(field, new Set([...(byField.get(field) ?? []), part.split('.')[0] as string]));
    }
  }
  return [...byField].map(([field, names]) =>
    hiding(field, document => onlyAttributes(document, names))
  );
}
