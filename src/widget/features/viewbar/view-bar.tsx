/** The stages of the view as chips: click edits, drag reorders, × removes. */
import * as React from 'react';
import type { Stage, StageName, View } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { classNames, Icon, IconButton, Menu } from '../../ui';
import { ADDABLE, StageForm } from './stage-form';
import { stageText, viewPython } from './stage-text';

const NO_VIEW: View = [];

export function ViewBar(): JSX.Element | null {
  const { actions } = useModel();
  const dataset = useAppState(state => state.dataset?.name ?? null);
  const view = useAppState(state => state.session?.view ?? NO_VIEW);
  const faulty = useAppState(state => state.problem?.stageIndex ?? null);
  const reason = useAppState(state => state.problem?.message ?? '');
  const [dragged, setDragged] = React.useState<number | null>(null);
  if (dataset === null) {
    return null;
  }
  const move = (from: number, to: number): void => {
    const next = [...view];
    const [stage] = next.splice(from, 1);
    if (stage && from !== to) {
      next.splice(to, 0, stage);
      actions.setView(next);
    }
  };
  const copy = (): void =>
    void navigator.clipboard
      .writeText(viewPython(dataset, view))
      .then(() => actions.notify({ kind: 'info', text: 'The view was copied as Python.' }));
  return (
    <div className="lunette-ViewBar" role="list" aria-label="Stages of the view">
      {view.map((stage, i) => (
        <Chip
          key={i}
          stage={stage}
          problem={faulty === i ? reason : null}
          onChange={changed => actions.setView(view.map((old, k) => (k === i ? changed : old)))}
          onRemove={() => actions.setView(view.filter((_, k) => k !== i))}
          onDragStart={() => setDragged(i)}
          onDrop={() => {
            if (dragged !== null) {
              move(dragged, i);
            }
            setDragged(null);
          }}
        />
      ))}
      <AddStage empty={view.length === 0} onAdd={stage => actions.setView([...view, stage])} />
      {view.length > 0 && (
        <>
          <IconButton icon="copy" label="Copy the view as Python" onClick={copy} />
          <IconButton icon="close" label="Remove all stages" onClick={() => actions.setView([])} />
        </>
      )}
    </div>
  );
}

interface IChipProps {
  stage: Stage;
  problem: string | null;
  onChange(stage: Stage): void;
  onRemove(): void;
  onDragStart(): void;
  onDrop(): void;
}

function Chip(props: IChipProps): JSX.Element {
  const { stage, problem, onChange, onRemove, onDragStart, onDrop } = props;
  const anchor = React.useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = React.useState(false);
  const text = stageText(stage);
  return (
    <span
      className={classNames('lunette-Chip', problem !== null && 'lunette-mod-invalid')}
      role="listitem"
      draggable
      onDragStart={onDragStart}
      onDragOver={event => event.preventDefault()}
      onDrop={onDrop}
    >
      <button
        ref={anchor}
        type="button"
        className="lunette-Chip-text"
        title={problem ?? `${stage.stage} ${text}`}
        aria-expanded={editing}
        onClick={() => setEditing(!editing)}
      >
        {problem !== null && <Icon name="warning" />}
        <span className="lunette-Chip-name">{stage.stage}</span>
        {text && <span className="lunette-Chip-summary">{text}</span>}
      </button>
      <button
        type="button"
        className="lunette-Chip-remove"
        aria-label={`Remove ${stage.stage}`}
        title={`Remove ${stage.stage}`}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
      {editing && anchor.current && (
        <StageForm
          anchor={anchor.current}
          stage={stage}
          onApply={onChange}
          onRemove={onRemove}
          onClose={() => setEditing(false)}
        />
      )}
    </span>
  );
}

function AddStage(props: { empty: boolean; onAdd(stage: Stage): void }): JSX.Element {
  const anchor = React.useRef<HTMLButtonElement>(null);
  const [open, setOpen] = React.useState<'menu' | StageName | null>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="lunette-ViewBar-add"
        aria-haspopup="menu"
        aria-expanded={open !== null}
        title="Add a stage to the view"
        onClick={() => setOpen(open ? null : 'menu')}
      >
        <Icon name="add" />
        {props.empty && 'stage'}
      </button>
      {open === 'menu' && anchor.current && (
        <Menu
          anchor={anchor.current}
          label="Stages"
          items={ADDABLE.map(({ name, text }) => ({
            label: name,
            hint: text,
            // The menu closes after it ran; the form opens once it has.
            run: () => setTimeout(() => setOpen(name))
          }))}
          onClose={() => setOpen(null)}
        />
      )}
      {open !== null && open !== 'menu' && anchor.current && (
        <StageForm
          anchor={anchor.current}
          stage={open}
          onApply={props.onAdd}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
