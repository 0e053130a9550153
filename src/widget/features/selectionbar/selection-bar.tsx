/** What can be done with the selected samples; there only while something is selected. */
import * as React from 'react';
import { KeyLevel, useAppState, useModel } from '../../model';
import { Button, countOf, IconButton } from '../../ui';
import { TagPopover } from './tag-popover';

export function SelectionBar(): JSX.Element | null {
  const count = useAppState(({ selected, selectingAll }) => selectingAll ?? selected.size);
  return count > 0 ? <Bar count={count} /> : null;
}

function Bar({ count }: { count: number }): JSX.Element {
  const { actions, keys, store } = useModel();
  const pending = useAppState(state => state.selectingAll !== null);
  const tagButton = React.useRef<HTMLButtonElement>(null);
  const [tagging, setTagging] = React.useState(false);

  React.useEffect(() => keys.bind('t', KeyLevel.Grid, () => setTagging(true)), [keys]);

  const narrow = (stage: 'select' | 'exclude'): void => {
    const view = store.state.session?.view ?? [];
    const sample_ids = actions.selected();
    actions.setView([
      ...view,
      stage === 'select' ? { stage, sample_ids, ordered: false } : { stage, sample_ids }
    ]);
  };
  const copy = (): void => {
    const ids = actions.selected();
    void navigator.clipboard
      .writeText(`dataset.select(${JSON.stringify(ids)})`)
      .then(() => actions.notify({ kind: 'info', text: 'Copied as Python.' }));
  };
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
        onClick={() => setTagging(!tagging)}
      >
        Tag
      </Button>
      <Button
        look="plain"
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
        onClick={() => actions.clearSelection()}
      />
      {tagging && tagButton.current && (
        <TagPopover anchor={tagButton.current} onClose={() => setTagging(false)} />
      )}
    </div>
  );
}
