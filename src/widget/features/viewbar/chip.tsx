/** One stage as a chip: a click edits it, × removes it, the right button has everything else. */
import * as React from 'react';
import { stageText, type Stage, type View } from '../../../protocol';
import { classNames, Icon, Menu, type MenuItem } from '../../ui';
import { StageForm } from './stage-form';

interface IChipProps {
  stage: Stage;
  before: View;
  /** Why the stage is invalid. */
  problem: string | null;
  dragged: boolean;
  handlers: React.DOMAttributes<HTMLElement>;
  /** Further entries of its menu. */
  menu: readonly MenuItem[];
  /** How far it can be moved to the left and to the right. */
  room: readonly [left: number, right: number];
  onChange(stage: Stage): void;
  onRemove(): void;
  onMove(by: number): void;
  /** Gives the keyboard to the chip so far away. */
  onFocus(by: number): void;
}

/** Characters of a chip that is never narrowed. */
const SHORT = 14;

export function Chip(props: IChipProps): JSX.Element {
  const { stage, before, problem, dragged, handlers, menu, room, onChange, onRemove, onMove } =
    props;
  const anchor = React.useRef<HTMLButtonElement>(null);
  const [open, setOpen] = React.useState<'form' | 'menu' | null>(null);
  const text = stageText(stage);
  const keys = (event: React.KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (by !== 0) {
      if (event.altKey) {
        onMove(by);
      } else {
        props.onFocus(by);
      }
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      onRemove();
    } else {
      return;
    }
    event.preventDefault();
  };
  const items: MenuItem[] = [
    { label: 'Edit', run: () => setTimeout(() => setOpen('form')) },
    { label: 'Move left', hint: 'Alt ←', disabled: room[0] === 0, run: () => onMove(-1) },
    { label: 'Move right', hint: 'Alt →', disabled: room[1] === 0, run: () => onMove(1) },
    { label: 'Remove', hint: 'Delete', run: onRemove },
    ...menu
  ];
  return (
    <span
      className={classNames(
        'lunette-Chip',
        stage.stage.length + text.length > SHORT ? 'lunette-mod-long' : 'lunette-mod-short',
        problem !== null && 'lunette-mod-invalid',
        dragged && 'lunette-mod-dragged'
      )}
      role="listitem"
      data-chip=""
      onContextMenu={event => {
        event.preventDefault();
        setOpen('menu');
      }}
      {...handlers}
    >
      <button
        ref={anchor}
        type="button"
        className="lunette-Chip-text"
        title={problem ?? `${stage.stage} ${text}`}
        aria-label={`Stage ${stage.stage} ${text}${problem === null ? '' : `, invalid: ${problem}`}`}
        aria-haspopup="dialog"
        aria-expanded={open === 'form'}
        aria-keyshortcuts="Delete Alt+ArrowLeft Alt+ArrowRight"
        onClick={() => setOpen(open ? null : 'form')}
        onKeyDown={keys}
      >
        {problem !== null && <Icon name="warning" />}
        <span className="lunette-Chip-line">
          <span className="lunette-Chip-name">{stage.stage}</span>
          {text && <span className="lunette-Chip-summary">{text}</span>}
        </span>
      </button>
      <button
        type="button"
        className="lunette-Chip-remove"
        tabIndex={-1}
        aria-label={`Remove ${stage.stage}`}
        title={`Remove ${stage.stage}`}
        onPointerDown={event => event.stopPropagation()}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
      {open === 'form' && anchor.current && (
        <StageForm
          anchor={anchor.current}
          stage={stage}
          before={before}
          problem={problem}
          onApply={onChange}
          onRemove={onRemove}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'menu' && anchor.current && (
        <Menu
          anchor={anchor.current}
          label={`Stage ${stage.stage}`}
          items={items}
          onClose={() => setOpen(null)}
        />
      )}
    </span>
  );
}
