/** The other slices of the group of the sample in the viewer: a tab for each. */
import * as React from 'react';
import { BridgeError } from '../../../client';
import { shownSlice, useAppState, useModel } from '../../model';

interface IMember {
  id: string;
  slice: string;
}

/** The samples of the group of a sample, by slice; empty while they are not known. */
function useGroup(id: string): readonly IMember[] {
  const model = useModel();
  const dataset = useAppState(state => state.dataset);
  const [group, setGroup] = React.useState<{ of: string; members: readonly IMember[] } | null>(
    null
  );
  const field = dataset?.properties.group_field ?? null;
  const datasetId = dataset?.id ?? null;
  const seq = dataset?.seq ?? 0;
  React.useEffect(() => {
    if (!datasetId || field === null) {
      return;
    }
    const abort = new AbortController();
    model.client
      .request(
        'view.aggregate',
        {
          dataset: datasetId,
          view: [
            { stage: 'select', sample_ids: [id] },
            { stage: 'select_group_slices', flat: true }
          ],
          aggregations: [
            { name: 'values', field: 'id' },
            { name: 'values', field: `${field}.name` }
          ]
        },
        { signal: abort.signal }
      )
      .then(({ result }) => {
        const [ids, slices] = result as [string[], string[]];
        const members = ids.map((member, i) => ({ id: member, slice: slices[i] ?? '' }));
        setGroup({ of: id, members });
      })
      .catch((error: unknown) => {
        if (!(error instanceof BridgeError)) {
          throw error;
        }
        model.actions.report(error);
      });
    return () => abort.abort();
  }, [model, datasetId, seq, field, id]);
  // Going to another slice of the same group keeps the tabs.
  return group && (group.of === id || group.members.some(member => member.id === id))
    ? group.members
    : [];
}

export function GroupTabs({ id }: { id: string }): JSX.Element | null {
  const { actions } = useModel();
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const shown = shownSlice(dataset, session);
  const members = useGroup(id);
  if (!shown || members.length < 2) {
    return null;
  }
  const order = (slice: string): number => shown.slices.indexOf(slice);
  const sorted = [...members].sort((a, b) => order(a.slice) - order(b.slice));
  return (
    <div className="lunette-GroupTabs" role="tablist" aria-label="Slices of the group">
      {sorted.map(member => (
        <button
          key={member.id}
          type="button"
          role="tab"
          aria-selected={member.id === id}
          className="lunette-GroupTabs-tab"
          onClick={() => {
            if (member.id !== id) {
              actions.send('set_group_slice', { slice: member.slice });
              actions.openSample(member.id);
            }
          }}
        >
          {member.slice}
        </button>
      ))}
    </div>
  );
}
