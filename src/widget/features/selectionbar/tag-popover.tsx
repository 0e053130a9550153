/** Tags of some samples: which of them have which, a new one by typing, on and off by a click. */
import * as React from 'react';
import type { IFacetValue, View } from '../../../protocol';
import { LatestQuery, useAppState, useModel } from '../../model';
import { Button, countOf, formatCount, Icon, Popover } from '../../ui';
import { writeTag } from './write-tag';

interface ITagPopoverProps {
  anchor: HTMLElement;
  /** The samples to tag. */
  ids: readonly string[];
  onClose(): void;
}

/** Tags that are listed, and samples up to which it is counted how many of them have each. */
const TAGS = 500;
const COUNTED = 20_000;

export function TagPopover({ anchor, ids, onClose }: ITagPopoverProps): JSX.Element {
  const model = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const seq = useAppState(state => state.dataset?.seq ?? 0);
  const [typed, setTyped] = React.useState('');
  const busy = React.useRef(false);
  const input = React.useRef<HTMLInputElement>(null);
  const query = React.useMemo(() => new LatestQuery(model.client, 'grid.facets'), [model]);
  const state = React.useSyncExternalStore(query.subscribe, () => query.state);
  const facet = state.answer?.result[0];
  const counted = ids.length <= COUNTED;
  const key = counted ? ids.join() : '';

  React.useEffect(() => {
    if (dataset) {
      const view: View = key
        ? [{ stage: 'select', sample_ids: key.split(','), ordered: false }]
        : [];
      void query.ask({ dataset, view, paths: ['tags'], limit: TAGS });
    }
    return () => query.cancel();
  }, [query, dataset, seq, key]);

  const wanted = typed.trim();
  const known = facet?.kind === 'values' ? facet.values : [];
  const fitting = known.filter(({ value }) =>
    String(value).toLowerCase().includes(wanted.toLowerCase())
  );
  const apply = async (tag: string, remove: boolean): Promise<void> => {
    if (busy.current) {
      return;
    }
    busy.current = true;
    if (await writeTag(model, tag, remove, ids)) {
      setTyped('');
    }
    busy.current = false;
  };
  const samples = countOf(ids.length, 'sample');
  return (
    <Popover anchor={anchor} label={`Tag ${samples}`} onClose={onClose}>
      <form
        className="lunette-TagPopover"
        onSubmit={event => {
          event.preventDefault();
          if (wanted) {
            void apply(wanted, false);
            input.current?.focus();
          }
        }}
      >
        <div className="lunette-TagPopover-entry">
          <input
            ref={input}
            data-autofocus
            className="lunette-Input"
            placeholder={`Tag ${samples}`}
            aria-label="Tag"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={typed}
            onChange={event => setTyped(event.target.value)}
          />
          <Button
            type="submit"
            look={wanted ? 'accent' : 'outlined'}
            aria-disabled={wanted === ''}
            title={wanted ? `Add “${wanted}” to ${samples}` : 'Type a tag first'}
          >
            Add
          </Button>
        </div>
        <div className="lunette-TagPopover-list" role="group" aria-label="Tags of the dataset">
          {fitting.map(tag => (
            <TagRow
              key={String(tag.value)}
              tag={tag}
              samples={counted ? ids.length : null}
              onToggle={remove => void apply(String(tag.value), remove)}
            />
          ))}
          {fitting.length === 0 && facet && (
            <p className="lunette-TagPopover-hint">
              {wanted ? `“${wanted}” will be a new tag.` : 'No tags yet: type the first one.'}
            </p>
          )}
          {state.error && (
            <p className="lunette-TagPopover-hint lunette-mod-error" role="alert">
              {state.error.message}
            </p>
          )}
        </div>
      </form>
    </Popover>
  );
}

interface ITagRowProps {
  tag: IFacetValue;
  /** How many samples are tagged; null if it is not known how many of them have the tag. */
  samples: number | null;
  onToggle(remove: boolean): void;
}

function TagRow({ tag, samples, onToggle }: ITagRowProps): JSX.Element {
  const { value, count, total } = tag;
  const name = String(value);
  const all = samples !== null && count >= samples;
  const some = samples !== null && count > 0 && !all;
  const here =
    samples === null
      ? ''
      : samples === 1
        ? ''
        : `${formatCount(count)} of the ${formatCount(samples)} samples have it; `;
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={all ? 'true' : some ? 'mixed' : 'false'}
      aria-label={name}
      className="lunette-TagPopover-row"
      title={`${name}\n${here}${formatCount(total)} in the dataset\nClick ${all ? 'takes it away' : 'adds it'}`}
      onClick={() => onToggle(all)}
    >
      <span className="lunette-Value-check">
        {all && <Icon name="check" />}
        {some && <Icon name="minus" />}
      </span>
      <span className="lunette-TagPopover-name">{name}</span>
      <span className="lunette-Value-number">{formatCount(total)}</span>
    </button>
  );
}
