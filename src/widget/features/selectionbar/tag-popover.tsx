/** Tags of the selected samples: type a new one or pick one, add it or take it away. */
import * as React from 'react';
import { LatestQuery, useAppState, useModel } from '../../model';
import { Button, countOf, formatCount, Popover } from '../../ui';

interface ITagPopoverProps {
  anchor: HTMLElement;
  onClose(): void;
}

export function TagPopover({ anchor, onClose }: ITagPopoverProps): JSX.Element {
  const model = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const count = useAppState(state => state.selected.size);
  const [tag, setTag] = React.useState('');
  const [busy, setBusy] = React.useState(false);
  const query = React.useMemo(() => new LatestQuery(model.client, 'grid.facets'), [model]);
  const known = React.useSyncExternalStore(query.subscribe, () => query.state.answer);
  const facet = known?.result[0];

  React.useEffect(() => {
    if (dataset) {
      void query.ask({ dataset, paths: ['tags'], limit: 200 });
    }
    return () => query.cancel();
  }, [query, dataset]);

  const wanted = tag.trim();
  const tags = (facet?.kind === 'values' ? facet.values : []).filter(({ value }) =>
    String(value).toLowerCase().includes(wanted.toLowerCase())
  );
  const apply = async (name: string, remove: boolean): Promise<void> => {
    setBusy(true);
    if (await writeTag(model, name, remove, model.actions.selected())) {
      onClose();
    }
    setBusy(false);
  };
  return (
    <Popover anchor={anchor} label="Tag the selected samples" onClose={onClose}>
      <form
        className="lunette-TagPopover"
        onSubmit={event => {
          event.preventDefault();
          if (wanted) {
            void apply(wanted, false);
          }
        }}
      >
        <input
          data-autofocus
          className="lunette-Input"
          placeholder={`Tag ${countOf(count, 'sample')}`}
          aria-label="Tag"
          maxLength={200}
          value={tag}
          onChange={event => setTag(event.target.value)}
        />
        <div className="lunette-TagPopover-list">
          {tags.map(({ value, total }) => (
            <div key={String(value)} className="lunette-TagPopover-row">
              <button
                type="button"
                className="lunette-TagPopover-add"
                disabled={busy}
                title={`Add “${String(value)}” to the selected samples`}
                onClick={() => void apply(String(value), false)}
              >
                <span className="lunette-TagPopover-name">{String(value)}</span>
                <span className="lunette-Value-number">{formatCount(total)}</span>
              </button>
              <Button
                look="plain"
                disabled={busy}
                title={`Take “${String(value)}” away from the selected samples`}
                onClick={() => void apply(String(value), true)}
              >
                Remove
              </Button>
            </div>
          ))}
        </div>
        <Button type="submit" look="accent" icon="tag" disabled={busy || wanted === ''}>
          {wanted ? `Add “${wanted}”` : 'Add a tag'}
        </Button>
      </form>
    </Popover>
  );
}

type Model = ReturnType<typeof useModel>;

/** Samples whose ids go into one request; more are tagged in several, each undone with the rest. */
const PART = 20_000;

/** Writes, and offers to undo exactly what changed. False if it failed; a notice says why. */
export async function writeTag(
  model: Model,
  tag: string,
  remove: boolean,
  ids: readonly string[]
): Promise<boolean> {
  const dataset = model.store.state.dataset?.id;
  if (!dataset) {
    return false;
  }
  try {
    let count = 0;
    const changed: string[] = [];
    for (let start = 0; start < ids.length; start += PART) {
      const part = ids.slice(start, start + PART);
      const { result } = await model.client.request('samples.tag', {
        dataset,
        sample_ids: part,
        tags: [tag],
        remove
      });
      count += result.count;
      changed.push(...(result.changed ?? part));
    }
    const verb = remove ? 'taken from' : 'added to';
    model.actions.notify({
      kind: 'info',
      text: `“${tag}” was ${verb} ${countOf(count, 'sample')}.`,
      ...(count > 0
        ? {
            action: {
              label: 'Undo',
              run: () => void writeTag(model, tag, !remove, changed)
            }
          }
        : {})
    });
    return true;
  } catch (error) {
    model.actions.report(error);
    return false;
  }
}
