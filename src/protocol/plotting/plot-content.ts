/** What a plot shows at a moment: the answer of the bridge under the session's view. */
import type { FacetSelection } from '../facet-filters';
import type { Facet } from '../requests';
import type { IScatterFrame } from './scatter-frame';

export type PlotContent =
  /** `selection`: the filter of the view on the same path, null if there is none. */
  | {
      kind: 'values';
      facet: Extract<Facet, { kind: 'values' }>;
      selection: FacetSelection | null;
    }
  | { kind: 'range'; facet: Extract<Facet, { kind: 'range' }>; selection: FacetSelection | null }
  | {
      kind: 'points';
      frame: IScatterFrame;
      /** One byte a point: 1 if its sample or label is in the view; null if all are. */
      inView: Uint8Array | null;
      /** One byte a point: 1 if it is selected in the App; null if none is. */
      selected: Uint8Array | null;
    }
  /** Why there is nothing to draw, or what went wrong. */
  | { kind: 'message'; text: string };
