/** What can be done with the selected samples; there only while something is selected. */
import * as React from 'react';
import { KeyLevel, useAppState, useModel } from '../../model';
import { Button, copyText, countOf, IconButton } from '../../ui';
import { TagPopover } from './tag-popover';

export function SelectionBar(): JSX.Element | null {
  const count = useAppState(({ selected, selectingAll }) => selectingAll ?? selected.size);
  return count > 0 ? <Bar count={count} /> : null;
}

/** Python that selects these samples in a view. */
export function selectionPython(dataset: string, ids: readonly string[]): string {
  return [
    'import lunette as ln',
    '',
    `dataset = ln.load_dataset(${JSON.stringify(dataset)})`,
    `view = dataset.select(${JSON.stringify(ids)})`
  ].join('\n');
}

function Bar({ count }: { count: number }): JSX.Element {
  const { actions, keys, store } = useModel();
  const pending = useAppState(state => state.selectingAll !== null);
  const selected = useAppState(state => state.selected);
  const ids = React.useMemo(() => [...selected], [selected]);
  const tagButton = React.useRef<HTMLButtonElement>(null);
  const [tagging, setTagging] = React.useState(false);

  React.useEffect(() => keys.bind('t', KeyLevel.Grid, () => setTagging(true)), [keys]);

  /** The bar goes with the selection; the keyboard goes to the grid. */
  const narrow = (stage: 'select' | 'exclude'): void => {
    const view = store.state.session?.view ?? [];
    const sample_ids = actions.selected();
    actions.setView([
      ...view,
      stage === 'select' ? { stage, sample_ids, ordered: false } : { stage, sample_ids }
    ]);
    actions.focusGrid();
  };
  const copy = (): void =>
    void copyText(selectionPython(store.state.dataset?.name ?? '', actions.selected())).then(
      copied =>
        actions.notify(
          copied
            ? { kind: 'info', text: `${countOf(ids.length, 'sample')} copied as Python.` }
            : { kind: 'error', text: 'This browser does not let the App write to the clipboard.' }
        )
    );
  return (
    <div className="lunette-SelectionBar" role="toolbar" aria-label="Selected samples">
      <span className="lunette-SelectionBar-count" aria-live="polite">
        {countOf(count, 'sample')} selected
      </span>
      <Button
        ref={tagButton}
        look="plain"
        icon="tag"
        disabled={pending}
        title="Tag the selected samples (T)"
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
        title="Show only the selected samples"
        onClick={() => narrow('select')}
      >
        Show only
      </Button>
      <Button
        look="plain"
        icon="hidden"
        disabled={pending}
        title="Leave the selected samples out of the view"
        onClick={() => narrow('exclude')}
      >
        Exclude
      </Button>
      <Button
        look="plain"
        icon="copy"
        disabled={pending}
        title="Copy the selection as Python"
        onClick={copy}
      >
        Copy
      </Button>
      <span className="lunette-SelectionBar-space" />
      <IconButton
        icon="close"
        label="Clear the selection (Escape)"
        onClick={() => {
          actions.clearSelection();
          actions.focusGrid();
        }}
      />
      {tagging && tagButton.current && (
        <TagPopover anchor={tagButton.current} ids={ids} onClose={() => setTagging(false)} />
      )}
    </div>
  );
}
