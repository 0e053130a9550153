/** The members of the group that a sample of the view stands for, and which of them is shown. */
import * as React from 'react';
import { BridgeError } from '../../../client';
import type { View } from '../../../protocol';
import { showsDynamicGroups, useAppState, useModel } from '../../model';

export interface IGroupMembers {
  /** How many there are; null while that is not known. */
  total: number | null;
  /** Place of the one that is shown; the first one stands for the group in the grid. */
  at: number;
  /** The one that is shown: the one before while the id at its place is not known. */
  shown: string;
  /** The view that has the one that is shown. */
  view: View;
  /** Id at a place; null while it is not known. */
  idAt(place: number): string | null;
  /** Shows another one; places outside of the group are ignored. */
  goTo(at: number): void;
  /** Asks for the ids at the places `first … last`. */
  want(first: number, last: number): void;
}

/** Ids in one request. */
const PAGE = 500;

/** What is known of a group. */
interface IKnown {
  group: string;
  total: number;
  pages: Map<number, readonly string[]>;
}

/** The group that `head` stands for; null if the view does not show groups, or not this one. */
export function useGroupMembers(head: string): IGroupMembers | null {
  const model = useModel();
  const view = useAppState(state => state.opened?.view ?? null);
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const seq = useAppState(state => state.dataset?.seq ?? 0);
  const text = React.useMemo(
    () => (dataset && view && showsDynamicGroups(view) ? JSON.stringify(view) : null),
    [dataset, view]
  );
  const group = `${dataset} ${head} ${text}`;
  const [known, setKnown] = React.useState<IKnown | null>(null);
  const [gone, setGone] = React.useState<string | null>(null);
  const [choice, setChoice] = React.useState({ group, at: 0 });
  const load = React.useRef<(page: number) => void>(() => undefined);
  const before = React.useRef({ group, id: head });

  React.useEffect(() => {
    if (!dataset || text === null) {
      return;
    }
    const abort = new AbortController();
    const asked = new Set<number>();
    const pages = new Map<number, readonly string[]>();
    load.current = page => {
      if (asked.has(page)) {
        return;
      }
      asked.add(page);
      model.client
        .request(
          'group.members',
          {
            dataset,
            view: JSON.parse(text) as View,
            sample_id: head,
            start: page * PAGE,
            count: PAGE
          },
          { signal: abort.signal }
        )
        .then(({ result }) => {
          pages.set(page, result.ids);
          setGone(null);
          setKnown({ group, total: result.total, pages });
        })
        .catch((error: unknown) => {
          if (!(error instanceof BridgeError)) {
            throw error;
          }
          if (error.code === 'not_found') {
            // The kernel may open a sample that stands for no group; the viewer says so.
            setGone(group);
          } else {
            model.actions.report(error);
          }
        });
    };
    load.current(0);
    return () => abort.abort();
  }, [model, dataset, text, head, group, seq]);

  const here = known?.group === group ? known : null;
  const total = here?.total ?? null;
  const wanted = choice.group === group ? choice.at : 0;
  const at = Math.max(0, Math.min(wanted, (total ?? 1) - 1));
  React.useEffect(() => {
    if (text !== null) {
      load.current(Math.floor(at / PAGE));
    }
  }, [text, group, seq, at]);
  const flattened = React.useMemo<View>(
    () => [...(view ?? []), { stage: 'flatten', stages: [] }],
    [view]
  );
  const idAt = (place: number): string | null =>
    place === 0 ? head : (here?.pages.get(Math.floor(place / PAGE))?.[place % PAGE] ?? null);
  const shown = idAt(at) ?? (before.current.group === group ? before.current.id : head);
  before.current = { group, id: shown };
  if (text === null || gone === group || !view) {
    return null;
  }
  return {
    total,
    at,
    shown,
    view: shown === head ? view : flattened,
    idAt,
    goTo: place => {
      if (total !== null && place >= 0 && place < total) {
        setChoice({ group, at: place });
      }
    },
    want: (first, last) => {
      for (let page = Math.floor(first / PAGE); page * PAGE < last; page++) {
        load.current(page);
      }
    }
  };
}
