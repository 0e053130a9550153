/** What is selected as something that can be shown, left out, tagged and written as Python. */
import type { SelectedLabel, Stage, View } from '../../../protocol';
import { stagePython } from '../viewbar';

export interface ISelectionTarget {
  /** What one of them is called: `sample`, `patch`, `label`. */
  noun: string;
  /** Ids of the samples or labels. */
  ids: readonly string[];
  /** Where their tags are. */
  tagPaths: readonly string[];
  /** Stages that leave only these and nothing else. */
  view(): View;
  show(): Stage;
  exclude(): Stage;
}

export function samplesTarget(ids: readonly string[], noun = 'sample'): ISelectionTarget {
  const select = (): Stage => ({ stage: 'select', sample_ids: [...ids], ordered: false });
  return {
    noun,
    ids,
    tagPaths: ['tags'],
    view: () => [select()],
    show: select,
    exclude: () => ({ stage: 'exclude', sample_ids: [...ids] })
  };
}

/** Labels as a target; they may be in many samples and fields. */
export interface ILabelsTarget extends ISelectionTarget {
  labels: ReadonlyMap<string, SelectedLabel>;
}

export function labelsTarget(labels: ReadonlyMap<string, SelectedLabel>): ILabelsTarget {
  const references = [...labels.values()].map(({ label_id, sample_id, field }) => ({
    label_id,
    sample_id,
    field
  }));
  const show = (): Stage => ({ stage: 'select_labels', labels: references, omit_empty: true });
  return {
    noun: 'label',
    ids: [...labels.keys()],
    labels,
    tagPaths: [...new Set(references.map(({ field }) => `${field}.tags`))],
    // The samples first: then only their labels are looked at.
    view: () => [{ stage: 'select', sample_ids: samplesOf(references), ordered: false }, show()],
    show,
    // Samples stay, also those that have no other label: what is left out are labels.
    exclude: () => ({ stage: 'exclude_labels', labels: references, omit_empty: false })
  };
}

export const isLabels = (target: ISelectionTarget): target is ILabelsTarget => 'labels' in target;

/** The samples of some labels, each once. */
export function samplesOf(labels: readonly { sample_id: string }[]): string[] {
  return [...new Set(labels.map(label => label.sample_id))];
}

/** Python that makes a view of the target alone. */
export function selectionPython(dataset: string, target: ISelectionTarget): string {
  return [
    'import lunette as ln',
    '',
    `dataset = ln.load_dataset(${JSON.stringify(dataset)})`,
    `view = dataset.${stagePython(target.show())}`
  ].join('\n');
}
