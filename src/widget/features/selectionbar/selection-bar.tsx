/** What can be done with the selected samples and labels; there only while something is selected. */
import * as React from 'react';
import { sampleNoun } from '../../../protocol';
import { KeyLevel, useAppState, useModel } from '../../model';
import { Button, classNames, copyText, countOf, IconButton, plural } from '../../ui';
import { LabelMarkIcon, MarkPopover, SampleMarkIcon } from './mark-popover';
import {
  labelsTarget,
  samplesTarget,
  selectionPython,
  type ISelectionTarget
} from './selection-target';
import { TagPopover } from './tag-popover';

interface ISelectionBarProps {
  /** In the viewer: about labels alone. */
  labelsOnly?: boolean;
}

export function SelectionBar({ labelsOnly = false }: ISelectionBarProps): JSX.Element | null {
  const samples = useAppState(({ selected, selectingAll }) =>
    labelsOnly ? 0 : (selectingAll ?? selected.size)
  );
  const labels = useAppState(state => state.selectedLabels.size);
  return samples + labels > 0 ? (
    <Bar samples={samples} labels={labels} labelsOnly={labelsOnly} />
  ) : null;
}

type Kind = 'sample' | 'label';

interface IBarProps {
  /** How many are selected. */
  samples: number;
  labels: number;
  labelsOnly: boolean;
}

function Bar({ samples, labels, labelsOnly }: IBarProps): JSX.Element {
  const { actions, keys, store } = useModel();
  const pending = useAppState(state => state.selectingAll !== null);
  const selected = useAppState(state => state.selected);
  const selectedLabels = useAppState(state => state.selectedLabels);
  const tagButton = React.useRef<HTMLButtonElement>(null);
  const [tagging, setTagging] = React.useState(false);
  const markButton = React.useRef<HTMLButtonElement>(null);
  const [marking, setMarking] = React.useState(false);
  const sampleMark = useAppState(
    state => state.session?.sample_selection_style.default ?? 'checkmark'
  );
  const labelMark = useAppState(state => state.session?.label_selection_style.default ?? 'dashed');
  const [wanted, setWanted] = React.useState<Kind>(samples > 0 ? 'sample' : 'label');
  // What was selected last is what one means.
  const before = React.useRef({ selected, selectedLabels });
  React.useEffect(() => {
    if (before.current.selected !== selected) {
      setWanted('sample');
    } else if (before.current.selectedLabels !== selectedLabels) {
      setWanted('label');
    }
    before.current = { selected, selectedLabels };
  }, [selected, selectedLabels]);
  const kind = samples === 0 ? 'label' : labels === 0 ? 'sample' : wanted;
  const sampleName = useAppState(state => sampleNoun(state.opened?.generated));
  const nouns: Readonly<Record<Kind, string>> = { sample: sampleName, label: 'label' };
  const noun = nouns[kind];
  const target: ISelectionTarget = React.useMemo(
    () =>
      kind === 'sample'
        ? samplesTarget([...selected.keys()], sampleName)
        : labelsTarget(selectedLabels),
    [kind, selected, selectedLabels, sampleName]
  );

  // The viewer's own T tags its sample.
  React.useEffect(
    () => (labelsOnly ? undefined : keys.bind('t', KeyLevel.Grid, () => setTagging(true))),
    [keys, labelsOnly]
  );

  /** The bar goes with the selection; the keyboard goes to the grid. */
  const narrow = (stage: ReturnType<ISelectionTarget['show']>): void => {
    actions.setView([...(store.state.session?.view ?? []), stage]);
    actions.focusGrid();
  };
  const copy = (): void =>
    void copyText(selectionPython(store.state.dataset?.name ?? '', target)).then(copied =>
      actions.notify(
        copied
          ? { kind: 'info', text: `${countOf(target.ids.length, noun)} copied as Python.` }
          : { kind: 'error', text: 'This browser does not let the App write to the clipboard.' }
      )
    );
  const clear = (): void => {
    if (labelsOnly) {
      actions.selectLabels([]);
    } else {
      actions.clearSelection();
      actions.focusGrid();
    }
  };
  const these = `the selected ${plural(noun)}`;
  return (
    <div className="lunette-SelectionBar" role="toolbar" aria-label={`Selected ${plural(noun)}`}>
      <span className="lunette-SelectionBar-count" aria-live="polite">
        {samples > 0 && labels > 0 ? (
          <>
            <KindButton
              kind="sample"
              noun={nouns.sample}
              count={samples}
              chosen={kind}
              onChoose={setWanted}
            />
            {' · '}
            <KindButton
              kind="label"
              noun={nouns.label}
              count={labels}
              chosen={kind}
              onChoose={setWanted}
            />
            {' selected'}
          </>
        ) : (
          `${countOf(samples + labels, noun)} selected`
        )}
      </span>
      <Button
        ref={tagButton}
        look="plain"
        icon="tag"
        disabled={pending}
        title={`Tag ${these}${labelsOnly ? '' : ' (T)'}`}
        aria-haspopup="dialog"
        aria-expanded={tagging}
        onClick={() => setTagging(!tagging)}
      >
        Tag
      </Button>
      <Button
        look="plain"
        icon="visible"
        disabled={pending}
        title={`Show only ${these}`}
        onClick={() => narrow(target.show())}
      >
        Show only
      </Button>
      <Button
        look="plain"
        icon="hidden"
        disabled={pending}
        title={`Leave ${these} out of the view`}
        onClick={() => narrow(target.exclude())}
      >
        Exclude
      </Button>
      <Button
        look="plain"
        icon="copy"
        disabled={pending}
        title={`Copy ${these} as Python`}
        onClick={copy}
      >
        Copy
      </Button>
      <span className="lunette-SelectionBar-space" />
      <button
        ref={markButton}
        type="button"
        className="lunette-SelectionBar-mark"
        aria-label={`How ${these} are marked`}
        title={`How ${these} are marked`}
        aria-haspopup="dialog"
        aria-expanded={marking}
        onClick={() => setMarking(!marking)}
      >
        {kind === 'sample' ? (
          <SampleMarkIcon mark={sampleMark} />
        ) : (
          <LabelMarkIcon mark={labelMark} />
        )}
      </button>
      <IconButton
        icon="close"
        label={labelsOnly ? 'Select no labels' : 'Clear the selection (Escape)'}
        onClick={clear}
      />
      {marking && markButton.current && (
        <MarkPopover anchor={markButton.current} kind={kind} onClose={() => setMarking(false)} />
      )}
      {tagging && tagButton.current && (
        <TagPopover anchor={tagButton.current} target={target} onClose={() => setTagging(false)} />
      )}
    </div>
  );
}

interface IKindButtonProps {
  kind: Kind;
  /** What one of them is called. */
  noun: string;
  count: number;
  chosen: Kind;
  onChoose(kind: Kind): void;
}

/** One of the two things that are selected: the one that is chosen is what the buttons are about. */
function KindButton({ kind, noun, count, chosen, onChoose }: IKindButtonProps): JSX.Element {
  return (
    <button
      type="button"
      className={classNames('lunette-SelectionBar-kind', kind === chosen && 'lunette-mod-chosen')}
      aria-pressed={kind === chosen}
      title={`Tag, show or exclude the selected ${plural(noun)}`}
      onClick={() => onChoose(kind)}
    >
      {countOf(count, noun)}
    </button>
  );
}
