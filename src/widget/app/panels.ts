/** The panels that the App brings itself. */
import { Histograms } from '../features/histograms';
import { registerPanel } from '../features/panels';
import { PlotsPanel } from '../features/plots';
import { SamplesPanel } from './samples-panel';

export function registerOwnPanels(): void {
  registerPanel({
    type: 'Samples',
    label: 'Samples',
    description: 'The pictures of the view',
    component: SamplesPanel,
    singleton: true
  });
  registerPanel({
    type: 'Histograms',
    label: 'Histograms',
    title: ({ field }) => (typeof field === 'string' ? field : 'Histograms'),
    description: 'How often each value of a field occurs',
    component: Histograms
  });
  registerPanel({
    type: 'Plots',
    label: 'Plots',
    description: 'Plots attached to the session in Python',
    component: PlotsPanel
  });
}
