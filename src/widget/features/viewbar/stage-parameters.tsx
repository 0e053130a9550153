/** The parameters of each stage as controls. */
import * as React from 'react';
import {
  isLabelField,
  LABEL_CLASSES,
  type IDatasetInfo,
  type StageName,
  type View
} from '../../../protocol';
import { CompletionInput } from './completion-input';
import { COMPARISONS, UNARY, type Comparison, type ICondition } from './condition';
import { fieldNames, labelPaths, samplePaths, type IFieldPath } from './field-paths';
import { Check, Choice, NumberInput } from './form-inputs';
import type { IDraft } from './stage-draft';
import { useValues } from './use-values';

interface IStageParametersProps {
  name: StageName;
  draft: IDraft;
  dataset: IDatasetInfo | null;
  /** The stages before this one: values are offered as they are there. */
  before: View;
  change(part: Partial<IDraft>): void;
}

export function StageParameters(props: IStageParametersProps): JSX.Element | null {
  const { name, draft, dataset, before, change } = props;
  switch (name) {
    case 'match':
      return (
        <Condition
          condition={draft.condition}
          paths={samplePaths(dataset)}
          prefix=""
          before={before}
          onChange={condition => change({ condition })}
        />
      );
    case 'filter_labels':
    case 'match_labels':
      return (
        <>
          <LabelField draft={draft} dataset={dataset} change={change} />
          <Condition
            condition={draft.condition}
            paths={labelPaths(dataset, draft.field)}
            prefix={`${draft.field}.`}
            before={before}
            onChange={condition => change({ condition })}
          />
          {name === 'filter_labels' ? (
            <Check
              label="Only samples with such labels"
              checked={draft.onlyMatches}
              onChange={onlyMatches => change({ onlyMatches })}
            />
          ) : (
            <Check
              label="Those without such labels"
              checked={draft.negate}
              onChange={negate => change({ negate })}
            />
          )}
        </>
      );
    case 'limit_labels':
      return (
        <>
          <LabelField draft={draft} dataset={dataset} change={change} several />
          <NumberInput
            label="Number of labels per sample"
            value={draft.number}
            onChange={number => change({ number })}
          />
        </>
      );
    case 'select_labels':
    case 'exclude_labels':
      return <LabelTags draft={draft} dataset={dataset} before={before} change={change} />;
    case 'match_tags':
      return <Tags draft={draft} before={before} change={change} />;
    case 'exists':
      return (
        <>
          <CompletionInput
            label="Field"
            autoFocus
            value={draft.field}
            options={fieldNames(dataset)}
            onChange={field => change({ field })}
          />
          <Check
            label="Those without a value"
            checked={draft.negate}
            onChange={negate => change({ negate })}
          />
        </>
      );
    case 'sort_by':
      return (
        <>
          <CompletionInput
            label="Field"
            autoFocus
            value={draft.field}
            options={samplePaths(dataset)}
            onChange={field => change({ field })}
          />
          <Choice
            label="Order"
            value={draft.reverse ? 'down' : 'up'}
            options={[
              { value: 'up', text: 'smallest first' },
              { value: 'down', text: 'greatest first' }
            ]}
            onChange={order => change({ reverse: order === 'down' })}
          />
        </>
      );
    case 'limit':
    case 'skip':
    case 'take':
      return (
        <NumberInput
          label="Number of samples"
          value={draft.number}
          onChange={number => change({ number })}
        />
      );
    case 'select_fields':
    case 'exclude_fields':
      return (
        <CompletionInput
          label="Fields, separated by commas"
          autoFocus
          several
          value={draft.tags}
          options={fieldNames(dataset)}
          onChange={tags => change({ tags })}
        />
      );
    case 'shuffle':
      return (
        <p className="lunette-StageForm-note">Each time it is applied the order is drawn anew.</p>
      );
    default:
      return null;
  }
}

interface ILabelFieldProps extends Pick<IStageParametersProps, 'draft' | 'dataset' | 'change'> {
  /** Only fields that hold lists of labels. */
  several?: boolean;
}

function LabelField({ draft, dataset, change, several }: ILabelFieldProps): JSX.Element {
  const fields = (dataset?.fields ?? [])
    .filter(isLabelField)
    .filter(({ document }) => !several || LABEL_CLASSES[document ?? '']?.list !== undefined);
  return (
    <Choice
      label="Label field"
      value={draft.field}
      options={fields.map(({ name }) => ({ value: name, text: name }))}
      onChange={field => change({ field })}
    />
  );
}

function Tags(props: Pick<IStageParametersProps, 'draft' | 'before' | 'change'>): JSX.Element {
  const { draft, before, change } = props;
  const { options } = useValues('tags', before);
  return (
    <>
      <CompletionInput
        label="Tags, separated by commas"
        autoFocus
        several
        value={draft.tags}
        options={options}
        onChange={tags => change({ tags })}
      />
      <Check label="All of them" checked={draft.all} onChange={all => change({ all })} />
      <Check
        label="Leave those samples out"
        checked={draft.negate}
        onChange={negate => change({ negate })}
      />
    </>
  );
}

function LabelTags(props: Omit<IStageParametersProps, 'name'>): JSX.Element {
  const { draft, dataset, before, change } = props;
  const fields = (dataset?.fields ?? []).filter(isLabelField).map(({ name }) => name);
  const chosen = fields.find(name => draft.fields.split(',').some(part => part.trim() === name));
  const path = chosen ?? fields[0];
  const { options } = useValues(path === undefined ? null : `${path}.tags`, before);
  return (
    <>
      <CompletionInput
        label="Tags of labels, separated by commas"
        autoFocus
        several
        value={draft.tags}
        options={options}
        onChange={tags => change({ tags })}
      />
      <CompletionInput
        label="Label fields; all if empty"
        several
        value={draft.fields}
        options={fields.map(name => ({ value: name, hint: '' }))}
        onChange={next => change({ fields: next })}
      />
      <Check
        label="Leave out samples without labels"
        checked={draft.onlyMatches}
        onChange={onlyMatches => change({ onlyMatches })}
      />
    </>
  );
}

interface IConditionProps {
  condition: ICondition;
  paths: readonly IFieldPath[];
  /** What stands before a path to make it one of the sample's. */
  prefix: string;
  before: View;
  onChange(condition: ICondition): void;
}

function Condition({ condition, paths, prefix, before, onChange }: IConditionProps): JSX.Element {
  const { path, comparison, value } = condition;
  const known = paths.some(other => other.value === path);
  const values = useValues(known ? prefix + path : null, before);
  const set = (part: Partial<ICondition>): void => onChange({ ...condition, ...part });
  return (
    <>
      <CompletionInput
        label={prefix ? 'Attribute' : 'Field'}
        autoFocus
        value={path}
        options={paths}
        onChange={next => set({ path: next })}
      />
      <div className="lunette-StageForm-pair">
        <Choice
          label="Comparison"
          value={comparison}
          options={Object.entries(COMPARISONS).map(([key, text]) => ({ value: key, text }))}
          onChange={next => set({ comparison: next as Comparison })}
        />
        {!UNARY.has(comparison) && (
          <CompletionInput
            label="Value"
            several={comparison === 'is_in' || comparison === 'not_in'}
            value={value}
            placeholder={values.bounds ?? ''}
            options={values.options}
            onChange={next => set({ value: next })}
          />
        )}
      </div>
    </>
  );
}
