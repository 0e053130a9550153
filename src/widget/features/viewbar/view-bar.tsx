/** The stages of the view as chips: click edits, drag reorders, × removes. */
import * as React from 'react';
import type { View } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { copyText, IconButton, type MenuItem } from '../../ui';
import { SavedViewsButton } from '../savedviews';
import { AddStage } from './add-stage';
import { Chip } from './chip';
import { viewPython } from './stage-python';
import { useChipDrag } from './use-chip-drag';

const NO_VIEW: View = [];

/** The view with the stage at `from` moved to `to`. */
export function movedStage(view: View, from: number, to: number): View {
  const next = [...view];
  const [stage] = next.splice(from, 1);
  if (stage) {
    next.splice(Math.max(0, Math.min(next.length, to)), 0, stage);
  }
  return next;
}

export function ViewBar(): JSX.Element | null {
  const dataset = useAppState(state => state.dataset?.name ?? null);
  return dataset === null ? null : <Stages dataset={dataset} />;
}

function Stages({ dataset }: { dataset: string }): JSX.Element {
  const { actions } = useModel();
  const view = useAppState(state => state.session?.view ?? NO_VIEW);
  const faulty = useAppState(state => state.problem?.stageIndex ?? null);
  const reason = useAppState(state => state.problem?.message ?? '');
  const empty = view.length === 0;
  const row = React.useRef<HTMLDivElement>(null);
  const add = React.useRef<HTMLButtonElement>(null);

  /** Once React has put the new chips there. */
  const focusChip = (index: number): void => {
    setTimeout(() => {
      const chips = row.current?.querySelectorAll<HTMLElement>('[data-chip] > button:first-child');
      const chip = chips?.[Math.min(index, chips.length - 1)];
      (chip ?? add.current)?.focus();
      chip?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  };
  const move = (from: number, to: number): void => {
    if (from !== to && to >= 0 && to < view.length) {
      actions.setView(movedStage(view, from, to));
      focusChip(to);
    }
  };
  const drag = useChipDrag(row, move);
  const remove = (index: number): void => {
    actions.setView(view.filter((_, i) => i !== index));
    focusChip(index);
  };
  const clear = (): void => {
    actions.setView([]);
    focusChip(0);
  };
  const copy = (): void => {
    const code = viewPython(dataset, view);
    void copyText(code).then(copied =>
      actions.notify(
        copied
          ? { kind: 'info', text: 'The view was copied as Python.' }
          : { kind: 'error', text: 'This browser does not let the App write to the clipboard.' }
      )
    );
  };
  const menu: MenuItem[] = [
    'separator',
    { label: 'Copy the view as Python', run: copy },
    { label: 'Remove all stages', run: clear }
  ];

  React.useEffect(() => {
    const node = row.current;
    if (!node) {
      return;
    }
    // A wheel turns one way only; the row scrolls the other.
    const wheel = (event: WheelEvent): void => {
      if (event.deltaX === 0 && node.scrollWidth > node.clientWidth) {
        event.preventDefault();
        node.scrollLeft += event.deltaY;
      }
    };
    node.addEventListener('wheel', wheel, { passive: false });
    return () => node.removeEventListener('wheel', wheel);
  }, [empty]);

  return (
    <div className="lunette-ViewBar">
      <SavedViewsButton />
      {view.length > 0 && (
        <div ref={row} className="lunette-ViewBar-row" role="list" aria-label="Stages of the view">
          {view.map((stage, i) => (
            <Chip
              key={i}
              stage={stage}
              before={view.slice(0, i)}
              problem={faulty === i ? reason : null}
              dragged={drag.dragged === i}
              handlers={drag.handlers(i)}
              menu={menu}
              room={[i, view.length - 1 - i]}
              onChange={changed => actions.setView(view.map((old, k) => (k === i ? changed : old)))}
              onRemove={() => remove(i)}
              onMove={by => move(i, i + by)}
              onFocus={by => focusChip(Math.max(0, i + by))}
            />
          ))}
          {drag.line !== null && (
            <span className="lunette-ViewBar-line" style={{ left: drag.line }} />
          )}
        </div>
      )}
      <AddStage
        ref={add}
        view={view}
        onAdd={stage => {
          actions.setView([...view, stage]);
        }}
      />
      {view.length > 0 && (
        <span className="lunette-ViewBar-tools">
          <IconButton icon="copy" label="Copy the view as Python" onClick={copy} />
          <IconButton icon="close" label="Remove all stages" onClick={clear} />
        </span>
      )}
    </div>
  );
}
