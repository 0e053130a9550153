/** The panel of histograms. */
export { Histograms } from './histograms';
