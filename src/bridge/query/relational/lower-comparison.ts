/** Literals and comparisons in relational form. */
import type { Value } from '../expressions';
import { NotColumnar } from './lowered';
import { call, isNull, not, truth, type Rel, type RelType } from './relation';

/** Ranks of types in comparisons across types. */
const RANKS: Record<RelType, number> = { null: 0, number: 1, string: 2, bool: 7, date: 8 };

export function lowerLiteral(value: Value): Rel {
  if (value === null || typeof value === 'boolean') {
    return { kind: 'literal', value, type: value === null ? 'null' : 'bool' };
  }
  if (typeof value === 'number' || typeof value === 'string') {
    return { kind: 'literal', value, type: typeof value as 'number' | 'string' };
  }
  if (typeof value === 'object' && '$date' in value) {
    return { kind: 'literal', value: value.$date as number, type: 'date' };
  }
  throw new NotColumnar('a list or document as a value');
}

/** `lt`, `le` or `eq` of two values of any types. */
export function compare(op: 'eq' | 'lt' | 'le', a: Rel, b: Rel): Rel {
  if (a.type === b.type || a.type === 'null' || b.type === 'null') {
    if (op === 'eq' && (a.type === 'null' || b.type === 'null')) {
      return a.type === 'null' ? isNull(b) : isNull(a);
    }
    return call(op, 'bool', a, b);
  }
  // Never equal unless both are null; in order by type unless one is null.
  const both = call('and', 'bool', isNull(a), isNull(b));
  const less = RANKS[a.type] < RANKS[b.type];
  switch (op) {
    case 'eq':
      return both;
    case 'lt':
      return call('and', 'bool', not(isNull(b)), call('or', 'bool', isNull(a), truth(less)));
    case 'le':
      return call('or', 'bool', isNull(a), call('and', 'bool', not(isNull(b)), truth(less)));
  }
}
