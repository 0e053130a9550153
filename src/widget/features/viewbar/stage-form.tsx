/** The form of one stage, in a popover: built from the stage's parameters. */
import * as React from 'react';
import { BridgeError } from '../../../client';
import type { Stage, StageName, View } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { Button, Popover } from '../../ui';
import { draftOf, stageOf, type IDraft } from './stage-draft';
import { StageParameters } from './stage-parameters';
import { stageHelp, stagePython } from './stage-python';

interface IStageFormProps {
  anchor: HTMLElement;
  /** The stage to edit, or a new one of this name. */
  stage: Stage | StageName;
  /** The stages before it. */
  before: View;
  /** Why the stage cannot be applied as it is now. */
  problem: string | null;
  onApply(stage: Stage): void;
  onRemove?(): void;
  onClose(): void;
}

export function StageForm(props: IStageFormProps): JSX.Element {
  const { anchor, stage, before, onApply, onRemove, onClose } = props;
  const model = useModel();
  const dataset = useAppState(state => state.dataset);
  const name = typeof stage === 'string' ? stage : stage.stage;
  const [draft, setDraft] = React.useState(() => draftOf(stage, dataset));
  const [problem, setProblem] = React.useState(props.problem);
  const [busy, setBusy] = React.useState(false);
  const fixed = typeof stage !== 'string' && draft === null ? stage : null;

  const apply = async (): Promise<void> => {
    const made = draft && stageOf(name, draft, dataset);
    if (!made || !dataset || busy) {
      return;
    }
    if (typeof made === 'string') {
      setProblem(made);
      return;
    }
    setBusy(true);
    try {
      await model.client.request('view.check', { dataset: dataset.id, view: [...before, made] });
      onApply(made);
      onClose();
    } catch (error) {
      if (!(error instanceof BridgeError)) {
        throw error;
      }
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Popover anchor={anchor} label={`Stage ${name}`} onClose={onClose}>
      <form
        className="lunette-StageForm"
        onSubmit={event => {
          event.preventDefault();
          void apply();
        }}
      >
        <header className="lunette-StageForm-head">
          <span className="lunette-StageForm-title">{name}</span>
          <span className="lunette-StageForm-note">{stageHelp(name)}</span>
        </header>
        {fixed ? (
          <>
            <pre className="lunette-StageForm-text">{excerpt(stagePython(fixed))}</pre>
            <p className="lunette-StageForm-note">
              {'sample_ids' in fixed || 'labels' in fixed
                ? 'Made from a selection; select anew to change it.'
                : 'No form can show this stage; change it in Python.'}
            </p>
          </>
        ) : (
          draft && (
            <StageParameters
              name={name}
              draft={draft}
              dataset={dataset}
              before={before}
              change={(part: Partial<IDraft>) => {
                setProblem(null);
                setDraft({ ...draft, ...part });
              }}
            />
          )
        )}
        {problem && (
          <p className="lunette-StageForm-error" role="alert">
            {problem}
          </p>
        )}
        <div className="lunette-StageForm-buttons">
          {onRemove && (
            <Button
              look="plain"
              onClick={() => {
                onClose();
                onRemove();
              }}
            >
              Remove
            </Button>
          )}
          <span className="lunette-StageForm-space" />
          <Button look="plain" onClick={onClose}>
            {fixed ? 'Close' : 'Cancel'}
          </Button>
          {!fixed && (
            <Button type="submit" look="accent" aria-disabled={busy}>
              {typeof stage === 'string' ? 'Add' : 'Apply'}
            </Button>
          )}
        </div>
      </form>
    </Popover>
  );
}

/** Characters of Python shown of a stage that has no form. */
const EXCERPT = 400;

const excerpt = (text: string): string =>
  text.length > EXCERPT ? `${text.slice(0, EXCERPT)} …` : text;
