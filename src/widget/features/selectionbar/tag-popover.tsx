/** Tags of some samples or labels: which of them have which, a new one by typing, on and off by a click. */
import * as React from 'react';
import type { Facet } from '../../../protocol';
import { LatestQuery, useAppState, useModel } from '../../model';
import { Button, countOf, formatCount, Icon, Popover } from '../../ui';
import type { ISelectionTarget } from './selection-target';
import { writeTag } from './write-tag';

interface ITagPopoverProps {
  anchor: HTMLElement;
  target: ISelectionTarget;
  onClose(): void;
}

/** Tags that are listed, and samples or labels up to which it is counted how many of them have each. */
const TAGS = 500;
const COUNTED = 20_000;

export function TagPopover({ anchor, target, onClose }: ITagPopoverProps): JSX.Element {
  const model = useModel();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const seq = useAppState(state => state.dataset?.seq ?? 0);
  const [typed, setTyped] = React.useState('');
  const busy = React.useRef(false);
  const input = React.useRef<HTMLInputElement>(null);
  const query = React.useMemo(() => new LatestQuery(model.client, 'grid.facets'), [model]);
  const state = React.useSyncExternalStore(query.subscribe, () => query.state);
  const counted = target.ids.length <= COUNTED;

  React.useEffect(() => {
    if (dataset) {
      const view = counted ? target.view() : [];
      void query.ask({ dataset, view, paths: [...target.tagPaths], limit: TAGS });
    }
    return () => query.cancel();
  }, [query, dataset, seq, target, counted]);

  const wanted = typed.trim();
  const facets = state.answer?.result;
  const known = React.useMemo(() => tagsOf(facets ?? []), [facets]);
  const fitting = known.filter(({ tag }) => tag.toLowerCase().includes(wanted.toLowerCase()));
  const apply = async (tag: string, remove: boolean): Promise<void> => {
    if (busy.current) {
      return;
    }
    busy.current = true;
    if (await writeTag(model, tag, remove, target)) {
      setTyped('');
    }
    busy.current = false;
  };
  const things = countOf(target.ids.length, target.noun);
  return (
    <Popover anchor={anchor} label={`Tag ${things}`} onClose={onClose}>
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
            placeholder={`Tag ${things}`}
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
            title={wanted ? `Add “${wanted}” to ${things}` : 'Type a tag first'}
          >
            Add
          </Button>
        </div>
        <div className="lunette-TagPopover-list" role="group" aria-label="Tags of the dataset">
          {fitting.map(row => (
            <TagRow
              key={row.tag}
              {...row}
              noun={target.noun}
              things={counted ? target.ids.length : null}
              onToggle={remove => void apply(row.tag, remove)}
            />
          ))}
          {fitting.length === 0 && facets && (
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

/** A tag with how many of the things have it, and how many in the dataset. */
interface ITagCount {
  tag: string;
  count: number;
  total: number;
}

/** Tags over all fields that they were counted in, the most frequent first. */
function tagsOf(facets: readonly Facet[]): ITagCount[] {
  const counts = new Map<string, ITagCount>();
  for (const facet of facets) {
    for (const { value, count, total } of facet.kind === 'values' ? facet.values : []) {
      if (value !== null) {
        const tag = String(value);
        const known = counts.get(tag) ?? { tag, count: 0, total: 0 };
        counts.set(tag, { tag, count: known.count + count, total: known.total + total });
      }
    }
  }
  const tags = [...counts.values()];
  return facets.length > 1 ? tags.sort((a, b) => b.count - a.count || b.total - a.total) : tags;
}

interface ITagRowProps extends ITagCount {
  noun: string;
  /** How many are tagged; null if it is not known how many of them have the tag. */
  things: number | null;
  onToggle(remove: boolean): void;
}

function TagRow({ tag, count, total, noun, things, onToggle }: ITagRowProps): JSX.Element {
  const all = things !== null && count >= things;
  const some = things !== null && count > 0 && !all;
  const here =
    things === null || things === 1
      ? ''
      : `${formatCount(count)} of the ${countOf(things, noun)} have it; `;
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={all ? 'true' : some ? 'mixed' : 'false'}
      aria-label={tag}
      className="lunette-TagPopover-row"
      title={`${tag}\n${here}${formatCount(total)} in the dataset\nClick ${all ? 'takes it away' : 'adds it'}`}
      onClick={() => onToggle(all)}
    >
      <span className="lunette-Value-check">
        {all && <Icon name="check" />}
        {some && <Icon name="minus" />}
      </span>
      <span className="lunette-TagPopover-name">{tag}</span>
      <span className="lunette-Value-number">{formatCount(total)}</span>
    </button>
  );
}
