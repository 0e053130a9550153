/** What a facet keeps, in a few words: for facets that are folded. */
import type { FacetSelection } from '../../../protocol';
import { formatMoment, formatNumber, formatValue } from '../../ui';

export function selectionText(selection: FacetSelection): string {
  if (selection.kind === 'values') {
    const values = selection.values.map(formatValue).join(', ');
    return selection.exclude ? `not ${values}` : values;
  }
  const { min, max, date } = selection;
  const write = date ? formatMoment : formatNumber;
  if (min !== null && max !== null) {
    return `${write(min)} – ${write(max)}`;
  }
  return min !== null ? `≥ ${write(min)}` : max !== null ? `≤ ${write(max)}` : '';
}
