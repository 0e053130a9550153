/** The panel of plots: those that are attached to the session in Python, one at a time. */
import * as React from 'react';
import type { Plot } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { CopyableCode } from '../../ui';
import { usePanel } from '../panels';
import { mountPlot } from './mount-plot';

const NONE: readonly Plot[] = [];
const EXAMPLE = `plot = ln.CategoricalHistogram("tags")
session.plots.attach(plot)`;

export function PlotsPanel(): JSX.Element {
  const { panel, setState } = usePanel();
  const plots = useAppState(state => state.session?.plots ?? NONE);
  const chosen = plots.find(({ name }) => name === panel.state['plot']) ?? plots[0];
  if (!chosen) {
    return (
      <div className="lunette-State" role="status">
        <div className="lunette-State-box">
          <p>No plot is attached to this session yet.</p>
          <CopyableCode code={EXAMPLE} />
        </div>
      </div>
    );
  }
  return (
    <div className="lunette-Plots">
      {plots.length > 1 && (
        <div className="lunette-Plots-head" role="tablist" aria-label="Plots">
          {plots.map(({ name, title }) => (
            <button
              key={name}
              type="button"
              role="tab"
              className="lunette-Plots-tab"
              aria-selected={name === chosen.name}
              onClick={() => setState({ plot: name })}
            >
              {title ?? name}
            </button>
          ))}
        </div>
      )}
      <MountedPlot key={chosen.name} name={chosen.name} />
    </div>
  );
}

function MountedPlot({ name }: { name: string }): JSX.Element {
  const model = useModel();
  const host = React.useRef<HTMLDivElement>(null);
  const session = model.session?.id;
  React.useEffect(() => {
    const element = host.current;
    if (!element || session === undefined) {
      return undefined;
    }
    const plot = mountPlot(element, { client: model.client, session, plot: name });
    const unregister = model.captureParts.register({ element, paint: plot.paint });
    return () => {
      unregister();
      plot.dispose();
    };
  }, [model, session, name]);
  return <div ref={host} className="lunette-Plots-plot" />;
}
