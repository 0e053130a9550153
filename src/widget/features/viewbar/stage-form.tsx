/** The form of one stage, in a popover: built from the stage's parameters. */
import * as React from 'react';
import { isLabelField, type IDatasetInfo, type Stage, type StageName } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { Button, Popover } from '../../ui';
import { COMPARISONS, UNARY, type Comparison, type ICondition } from './condition';
import { expressionPython } from './expression-text';
import { labelPaths, samplePaths } from './field-paths';
import { Check, Choice, PathInput, TextInput } from './form-inputs';
import { draftOf, stageOf, type IDraft } from './stage-draft';

interface IStageFormProps {
  anchor: HTMLElement;
  /** The stage to edit, or a new one of this name. */
  stage: Stage | StageName;
  onApply(stage: Stage): void;
  onRemove?(): void;
  onClose(): void;
}

/** Stages that a person can add by hand; the others come from the selection. */
export const ADDABLE: readonly { name: StageName; text: string }[] = [
  { name: 'match', text: 'samples that fulfil a condition' },
  { name: 'filter_labels', text: 'labels that fulfil a condition' },
  { name: 'match_tags', text: 'samples with tags' },
  { name: 'exists', text: 'samples with a value' },
  { name: 'sort_by', text: 'sorted by a field' },
  { name: 'limit', text: 'the first samples only' },
  { name: 'skip', text: 'without the first samples' },
  { name: 'take', text: 'some samples at random' },
  { name: 'shuffle', text: 'in random order' },
  { name: 'select_fields', text: 'only some fields' }
];

export function StageForm(props: IStageFormProps): JSX.Element {
  const { anchor, stage, onApply, onRemove, onClose } = props;
  const model = useModel();
  const dataset = useAppState(state => state.dataset);
  const name = typeof stage === 'string' ? stage : stage.stage;
  const [draft, setDraft] = React.useState(() => draftOf(stage, dataset));
  const [error, setError] = React.useState<string | null>(null);
  const fixed = typeof stage !== 'string' && draft === null;
  const change = (part: Partial<IDraft>): void => setDraft(draft && { ...draft, ...part });

  const apply = async (): Promise<void> => {
    const made = draft && stageOf(name, draft);
    const opened = model.store.state.dataset;
    if (!made || !opened) {
      return;
    }
    if (typeof made === 'string') {
      setError(made);
      return;
    }
    try {
      await model.client.request('view.check', { dataset: opened.id, view: [made] });
      onApply(made);
      onClose();
    } catch (refused) {
      setError(refused instanceof Error ? refused.message : String(refused));
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
        <div className="lunette-StageForm-title">{name}</div>
        {fixed && typeof stage !== 'string' ? (
          <p className="lunette-StageForm-text">
            {'filter' in stage ? expressionPython(stage.filter) : 'This stage is edited in Python.'}
          </p>
        ) : (
          draft && <Parameters name={name} draft={draft} dataset={dataset} change={change} />
        )}
        {error && (
          <p className="lunette-StageForm-error" role="alert">
            {error}
          </p>
        )}
        <div className="lunette-StageForm-buttons">
          {onRemove && (
            <Button look="plain" onClick={onRemove}>
              Remove
            </Button>
          )}
          <span className="lunette-SelectionBar-space" />
          <Button look="plain" onClick={onClose}>
            Cancel
          </Button>
          {!fixed && (
            <Button type="submit" look="accent">
              Apply
            </Button>
          )}
        </div>
      </form>
    </Popover>
  );
}

interface IParametersProps {
  name: StageName;
  draft: IDraft;
  dataset: IDatasetInfo | null;
  change(part: Partial<IDraft>): void;
}

function Parameters({ name, draft, dataset, change }: IParametersProps): JSX.Element | null {
  const labels = (dataset?.fields ?? []).filter(isLabelField).map(f => f.name);
  switch (name) {
    case 'match':
      return <ConditionInputs draft={draft} paths={samplePaths(dataset)} change={change} />;
    case 'filter_labels':
      return (
        <>
          <Choice
            label="Field"
            value={draft.field}
            options={labels}
            onChange={value => change({ field: value })}
          />
          <ConditionInputs draft={draft} paths={labelPaths(dataset, draft.field)} change={change} />
        </>
      );
    case 'match_tags':
      return (
        <>
          <TextInput
            label="Tags, separated by commas"
            value={draft.tags}
            onChange={tags => change({ tags })}
          />
          <Check
            label="leave these out"
            checked={draft.negate}
            onChange={negate => change({ negate })}
          />
        </>
      );
    case 'exists':
      return (
        <>
          <PathInput
            label="Field"
            value={draft.field}
            paths={samplePaths(dataset)}
            onChange={value => change({ field: value })}
          />
          <Check
            label="without a value"
            checked={draft.negate}
            onChange={negate => change({ negate })}
          />
        </>
      );
    case 'sort_by':
      return (
        <>
          <PathInput
            label="Field"
            value={draft.field}
            paths={samplePaths(dataset)}
            onChange={value => change({ field: value })}
          />
          <Check
            label="greatest first"
            checked={draft.reverse}
            onChange={reverse => change({ reverse })}
          />
        </>
      );
    case 'limit':
    case 'skip':
    case 'take':
      return (
        <TextInput
          label="Number of samples"
          value={draft.number}
          numeric
          onChange={number => change({ number })}
        />
      );
    case 'select_fields':
      return (
        <TextInput
          label="Fields, separated by commas"
          value={draft.tags}
          onChange={tags => change({ tags })}
        />
      );
    default:
      return null;
  }
}

function ConditionInputs(props: {
  draft: IDraft;
  paths: readonly string[];
  change(part: Partial<IDraft>): void;
}): JSX.Element {
  const { draft, paths, change } = props;
  const { condition } = draft;
  const set = (part: Partial<ICondition>): void => change({ condition: { ...condition, ...part } });
  return (
    <>
      <PathInput
        label="Value"
        value={condition.path}
        paths={paths}
        onChange={path => set({ path })}
      />
      <label className="lunette-StageForm-row">
        <span>Comparison</span>
        <select
          className="lunette-Input"
          value={condition.comparison}
          onChange={event => set({ comparison: event.target.value as Comparison })}
        >
          {Object.entries(COMPARISONS).map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {!UNARY.has(condition.comparison) && (
        <TextInput label="With" value={condition.value} onChange={value => set({ value })} />
      )}
    </>
  );
}
