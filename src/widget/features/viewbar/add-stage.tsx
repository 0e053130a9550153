/** Adds a stage: first which one, then its form. */
import * as React from 'react';
import type { Stage, StageName, View } from '../../../protocol';
import { Icon, Menu } from '../../ui';
import { StageForm } from './stage-form';
import { ADDABLE, stageHelp } from './stage-python';

interface IAddStageProps {
  view: View;
  onAdd(stage: Stage): void;
}

export const AddStage = React.forwardRef<HTMLButtonElement, IAddStageProps>(
  ({ view, onAdd }, ref) => {
    const anchor = React.useRef<HTMLButtonElement | null>(null);
    const [open, setOpen] = React.useState<'menu' | StageName | null>(null);
    return (
      <>
        <button
          ref={node => {
            anchor.current = node;
            if (typeof ref === 'function') {
              ref(node);
            } else if (ref) {
              ref.current = node;
            }
          }}
          type="button"
          className="lunette-ViewBar-add"
          aria-haspopup="menu"
          aria-expanded={open !== null}
          aria-label="Add a stage"
          title="Add a stage to the view"
          onClick={() => setOpen(open ? null : 'menu')}
        >
          <Icon name="add" />
          {view.length === 0 && 'stage'}
        </button>
        {open === 'menu' && anchor.current && (
          <Menu
            anchor={anchor.current}
            label="Stages"
            items={ADDABLE.map(name => ({
              label: name,
              hint: stageHelp(name),
              // The menu closes after it ran; the form opens once it has.
              run: () => setTimeout(() => setOpen(name))
            }))}
            onClose={() => setOpen(null)}
          />
        )}
        {open !== null && open !== 'menu' && anchor.current && (
          <StageForm
            key={open}
            anchor={anchor.current}
            stage={open}
            before={view}
            problem={null}
            onApply={onAdd}
            onClose={() => setOpen(null)}
          />
        )}
      </>
    );
  }
);
AddStage.displayName = 'AddStage';
