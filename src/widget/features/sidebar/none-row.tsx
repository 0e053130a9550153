/** What a range cannot show: values kept by name, and the row of samples or labels without one. */
import * as React from 'react';
import type { FacetSelection } from '../../../protocol';
import type { RangeFacetData } from './range-scale';
import { selectionText } from './selection-text';
import { clickedValue } from './use-facet-filter';
import { ValueRow } from './value-row';

interface INoneRowProps {
  facet: RangeFacetData;
  selection: FacetSelection | null;
  onSelect(selection: FacetSelection | null): void;
  /** Class of the hint. */
  hint: string;
}

export function NoneRow({ facet, selection, onSelect, hint }: INoneRowProps): JSX.Element {
  const values = selection?.kind === 'values' ? selection : null;
  const none = values !== null && values.values.includes(null);
  return (
    <>
      {values && !none && <p className={hint}>Kept: {selectionText(values)}</p>}
      {facet.none.total > 0 && (
        <ValueRow
          value={null}
          count={facet.none.count}
          total={facet.none.total}
          most={facet.none.total}
          color={null}
          state={none ? (values.exclude ? 'excluded' : 'included') : 'none'}
          onClick={kind => onSelect(clickedValue(values, null, kind))}
        />
      )}
    </>
  );
}
