/** Long lists of texts as maps, so that looking one up does not depend on their length. */
import { isLiteral, type Expression } from '../../../protocol';

/** Texts up to which looking at them one by one is as fast. */
const FEW_TEXTS = 16;

/** The texts of long lists with their first places, by the expression that the list is. */
const known = new WeakMap<Expression, ReadonlyMap<string, number>>();

/** The places of the elements of a long list of texts; null for every other list. */
export function textIndex(list: Expression): ReadonlyMap<string, number> | null {
  const found = known.get(list);
  if (found || !isLiteral(list) || !Array.isArray(list.literal)) {
    return found ?? null;
  }
  const { literal } = list;
  if (literal.length <= FEW_TEXTS || !literal.every(element => typeof element === 'string')) {
    return null;
  }
  const index = new Map<string, number>();
  literal.forEach((text, i) => index.has(text) || index.set(text, i));
  known.set(list, index);
  return index;
}
