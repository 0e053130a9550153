/** The fields of an exported page: those that people sort and filter by, and their values. */
import type {
  ExportKind,
  ExportValue,
  FieldType,
  IExportField,
  IFieldSpec,
  View
} from '../../protocol';
import type { IDataService, IRequestContext } from '../datasets/data-service';
import { withoutFolders } from './hide-folders';

const KINDS: Partial<Record<FieldType, ExportKind>> = {
  string: 'text',
  int: 'number',
  float: 'number',
  bool: 'bool',
  date: 'date',
  datetime: 'date'
};

/** The page has these in other ways, or nobody asks for them. */
const LEFT_OUT = new Set(['id', 'filepath', 'created_at', 'last_modified_at']);
/** Most values in one question. */
const MAX_AT_ONCE = 100;

function kindOf({ type, subtype }: IFieldSpec): ExportKind | undefined {
  return type === 'list' && subtype === 'string' ? 'texts' : KINDS[type];
}

/** Fields of simple values, tags first; of the metadata the picture's size. */
export function exportFields(fields: readonly IFieldSpec[]): IExportField[] {
  const found = fields.flatMap(spec => {
    const kind = LEFT_OUT.has(spec.name) ? undefined : kindOf(spec);
    return kind ? [{ path: spec.name, kind }] : [];
  });
  const metadata: IExportField[] = fields.some(({ name }) => name === 'metadata')
    ? [
        { path: 'metadata.width', kind: 'number' },
        { path: 'metadata.height', kind: 'number' }
      ]
    : [];
  const isTags = ({ path }: IExportField): boolean => path === 'tags';
  return [...found.filter(isTags), ...found.filter(field => !isTags(field)), ...metadata];
}

/** Values by field, aligned with the samples of the view. */
export async function exportValues(
  data: Pick<IDataService, 'handle'>,
  target: { dataset: string; view: View },
  fields: readonly IExportField[],
  context: IRequestContext
): Promise<ExportValue[][]> {
  const columns: ExportValue[][] = [];
  for (let from = 0; from < fields.length; from += MAX_AT_ONCE) {
    const some = fields.slice(from, from + MAX_AT_ONCE);
    const aggregations = some.map(({ path }) => ({ name: 'values', field: path, unwind: false }));
    const { result } = await data.handle(
      'view.aggregate',
      { ...target, aggregations },
      null,
      context
    );
    (result as unknown[][]).forEach((values, i) => {
      const { kind } = some[i] as IExportField;
      columns.push(values.map(value => exportValue(value, kind)));
    });
  }
  return columns;
}

/** A value as the page shows it; what is of another kind than its field says is none. */
export function exportValue(value: unknown, kind: ExportKind): ExportValue {
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? withoutFolders(value) : null;
    case 'texts':
      return Array.isArray(value)
        ? value
            .filter((text): text is string => typeof text === 'string')
            .map(text => withoutFolders(text))
        : [];
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : null;
    case 'bool':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return dateOf(value);
  }
}

function dateOf(value: unknown): number | null {
  const date =
    typeof value === 'object' && value !== null && '$date' in value ? value.$date : value;
  return typeof date === 'number' && Number.isFinite(date) ? date : null;
}
