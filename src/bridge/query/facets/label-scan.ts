/**
 * Conditions on labels, tested over values in memory: one pass per comparison instead of a query of
 * the engine. Only conditions on the label's own numbers and coded texts; everything else is left
 * to the engine.
 */
import type { IDatasetColumns } from '../columns';
import { column as columnRel, type ILabelTable, type IRows, type Rel } from '../relational';
import { NO_CODE, packCodes } from './facet-vector';
import type { ILabelRows, LabelRowsCache, Passing } from './label-rows';
import { Recent } from './recent';

/** Values of one column, per label row: NaN is null, of codes `none` is. */
type Values =
  | { kind: 'numbers'; values: Float64Array | Float32Array }
  | { kind: 'codes'; codes: Uint8Array | Uint16Array | Uint32Array; none: number };

type Mask = Uint8Array;
type Test = 'eq' | 'lt' | 'le';
type Read = (name: string) => Promise<Values>;

/** Labels up to which values are kept in memory. */
const MOST_LABELS = 32 * 1024 * 1024;
const CACHE_BYTES = 80 * 1024 * 1024;
const MASK_BYTES = 24 * 1024 * 1024;

/** What a condition reads: names of columns of `alias`; null if it cannot be tested here. */
function columnsRead(rel: Rel, alias: string): string[] | null {
  const own = (of: Rel | undefined): string[] | null =>
    of?.kind === 'column' && of.alias === alias && of.type === 'number' ? [of.column] : null;
  switch (rel.kind) {
    case 'literal':
      return rel.type === 'bool' ? [] : null;
    case 'code_in':
      return own(rel.code);
    case 'call':
      switch (rel.op) {
        case 'and':
        case 'or':
        case 'not':
        case 'is_true': {
          const parts = rel.args.map(arg => columnsRead(arg, alias));
          return parts.some(part => part === null) ? null : parts.flatMap(part => part ?? []);
        }
        case 'eq':
        case 'lt':
        case 'le': {
          const [a, b] = rel.args;
          const [read, other] = a?.kind === 'column' ? [a, b] : [b, a];
          return other?.kind === 'literal' && other.type === 'number' ? own(read) : null;
        }
        default:
          return null;
      }
    default:
      return null;
  }
}

// One function per kind of array: a loop that meets several kinds runs several times slower.
// Null is below every number, and NaN is what stands for it: hence "not greater".

function compareDoubles(mask: Mask, values: Float64Array, test: Test, b: number): Mask {
  if (test === 'eq') {
    for (let i = 0; i < mask.length; i++) {
      mask[i] = values[i] === b ? 1 : 0;
    }
  } else if (test === 'lt') {
    for (let i = 0; i < mask.length; i++) {
      mask[i] = (values[i] as number) >= b ? 0 : 1;
    }
  } else {
    for (let i = 0; i < mask.length; i++) {
      mask[i] = (values[i] as number) > b ? 0 : 1;
    }
  }
  return mask;
}

function compareFloats(mask: Mask, values: Float32Array, test: Test, b: number): Mask {
  if (test === 'eq') {
    for (let i = 0; i < mask.length; i++) {
      mask[i] = values[i] === b ? 1 : 0;
    }
  } else if (test === 'lt') {
    for (let i = 0; i < mask.length; i++) {
      mask[i] = (values[i] as number) >= b ? 0 : 1;
    }
  } else {
    for (let i = 0; i < mask.length; i++) {
      mask[i] = (values[i] as number) > b ? 0 : 1;
    }
  }
  return mask;
}

const compare = (
  count: number,
  values: Float64Array | Float32Array,
  test: Test,
  b: number
): Mask => {
  const mask = new Uint8Array(count);
  return values instanceof Float64Array
    ? compareDoubles(mask, values, test, b)
    : compareFloats(mask, values, test, b);
};

function invert(mask: Mask): Mask {
  for (let i = 0; i < mask.length; i++) {
    mask[i] = 1 - (mask[i] as number);
  }
  return mask;
}

function combine(into: Mask, other: Mask, and: boolean): Mask {
  if (and) {
    for (let i = 0; i < into.length; i++) {
      into[i] = (into[i] as number) & (other[i] as number);
    }
  } else {
    for (let i = 0; i < into.length; i++) {
      into[i] = (into[i] as number) | (other[i] as number);
    }
  }
  return into;
}

function codesIn(
  { codes, none }: Values & { kind: 'codes' },
  wanted: readonly number[],
  orNull: boolean,
  count: number
): Mask {
  const hits = new Uint8Array(none + 1);
  wanted.forEach(code => {
    if (code < none) {
      hits[code] = 1;
    }
  });
  hits[none] = orNull ? 1 : 0;
  const mask = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    mask[i] = hits[codes[i] as number] as number;
  }
  return mask;
}

/** One byte per label: whether the condition is true. The condition is one that can be tested. */
async function evaluate(rel: Rel, count: number, read: Read): Promise<Mask> {
  if (rel.kind === 'literal') {
    return new Uint8Array(count).fill(rel.value === true ? 1 : 0);
  }
  if (rel.kind === 'code_in' && rel.code.kind === 'column') {
    const values = await read(rel.code.column);
    if (values.kind === 'codes') {
      return codesIn(values, rel.codes, rel.orNull, count);
    }
  } else if (rel.kind === 'call') {
    const [a, b] = rel.args as [Rel, Rel];
    switch (rel.op) {
      case 'is_true':
        return evaluate(a, count, read);
      case 'not':
        return invert(await evaluate(a, count, read));
      case 'and':
      case 'or': {
        const mask = await evaluate(a, count, read);
        for (const arg of rel.args.slice(1)) {
          combine(mask, await evaluate(arg, count, read), rel.op === 'and');
        }
        return mask;
      }
      default: {
        const [left, right] = a.kind === 'column' ? [a, b] : [b, a];
        if (left.kind === 'column' && right.kind === 'literal') {
          const values = await read(left.column);
          if (values.kind === 'numbers') {
            const limit = right.value as number;
            if (rel.op === 'eq' || a.kind === 'column') {
              return compare(count, values.values, rel.op as Test, limit);
            }
            // literal < column is: not (column ≤ literal)
            return invert(compare(count, values.values, rel.op === 'lt' ? 'le' : 'lt', limit));
          }
        }
      }
    }
  }
  throw new Error(`A condition of kind '${rel.kind}' cannot be tested in memory.`);
}

/** Half the memory where no digit is lost by it. */
function compact(values: Float64Array): Float64Array | Float32Array {
  const small = Float32Array.from(values);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (small[i] !== value && !Number.isNaN(value)) {
      return values;
    }
  }
  return small;
}

export class LabelScan {
  private readonly values = new Recent<Values>(CACHE_BYTES, values =>
    values.kind === 'codes' ? values.codes.byteLength : values.values.byteLength
  );

  private readonly masks = new Recent<Mask>(MASK_BYTES, mask => mask.byteLength);

  constructor(private readonly labels: LabelRowsCache) {}

  /** Which labels of a table fulfil all conditions; null if the engine has to say. */
  async passing(
    columns: IDatasetColumns,
    table: ILabelTable,
    { alias, where, sample }: IRows
  ): Promise<Passing> {
    const read = where.map(condition => columnsRead(condition, alias));
    if (where.length === 0 || sample !== null || read.some(names => names === null)) {
      return null;
    }
    const known = read.flat().every(name => table.attributes.some(a => a.column === name));
    const { count } = await this.labels.of(columns, table);
    if (!known || count > MOST_LABELS) {
      return null;
    }
    const condition: Rel = { kind: 'call', op: 'and', args: [...where], type: 'bool' };
    // Aliases are new with every plan; all are that of the labels here.
    const key = JSON.stringify([table.table, condition], (name, value: unknown) =>
      name === 'alias' ? undefined : value
    );
    return this.masks.get(key, columns.stamp([table.field]), () =>
      evaluate(condition, count, name => this.read(columns, table, name))
    );
  }

  /** By row id: whether the sample has a label among the rows; null if the engine has to say. */
  async samplesWith(columns: IDatasetColumns, rows: IRows): Promise<Uint8Array | null> {
    const table = columns.layout.labels.find(labels => labels.table === rows.table);
    const passing = table ? await this.passing(columns, table, rows) : null;
    return table && passing ? ownersOf(await this.labels.of(columns, table), passing) : null;
  }

  private read(columns: IDatasetColumns, table: ILabelTable, name: string): Promise<Values> {
    const found = table.attributes.find(attribute => attribute.column === name);
    if (!found) {
      throw new Error(`${table.table} has no column ${name}.`);
    }
    const stamp = columns.stamp([table.field]);
    return this.values.get(`${table.table} ${name}`, stamp, async () => {
      const value = columnRel('l', name, 'number');
      const values = await this.labels.values(columns, table, value, found.coded);
      if (!found.coded) {
        return { kind: 'numbers', values: compact(values as Float64Array) };
      }
      let most = 0;
      for (const code of values) {
        most = code !== NO_CODE && code >= most ? code + 1 : most;
      }
      return { kind: 'codes', codes: packCodes(values, most), none: most };
    });
  }
}

/** By row id: whether any label of the sample passes. */
function ownersOf({ start }: ILabelRows, passing: Uint8Array): Uint8Array {
  const owners = new Uint8Array(Math.max(0, start.length - 1));
  for (let rid = 0; rid < owners.length; rid++) {
    const to = start[rid + 1] as number;
    for (let row = start[rid] as number; row < to; row++) {
      if (passing[row] === 1) {
        owners[rid] = 1;
        break;
      }
    }
  }
  return owners;
}
