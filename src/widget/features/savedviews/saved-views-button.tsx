/** The name of the saved view that is shown, and the way to all of them. */
import * as React from 'react';
import type { ISavedViewInfo } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { classNames, ErrorBoundary, Icon, Popover } from '../../ui';
import { SavedViews } from './saved-views';
import { SavedViewsMenu } from './saved-views-menu';
import { ViewColor } from './view-color';

export function SavedViewsButton(): JSX.Element | null {
  const dataset = useAppState(state => state.dataset?.id ?? null);
  return dataset === null ? null : <OfDataset key={dataset} dataset={dataset} />;
}

function OfDataset({ dataset }: { dataset: string }): JSX.Element {
  const model = useModel();
  const connection = useAppState(state => state.connection);
  const shown = useAppState(state => state.session?.view_name ?? null);
  const saved = React.useMemo(() => new SavedViews(model, dataset), [model, dataset]);
  const [views, setViews] = React.useState<readonly ISavedViewInfo[] | null>(null);
  const [open, setOpen] = React.useState(false);
  // A view that is edited loses its name; saving it once more offers the name again.
  const [last, setLast] = React.useState<string | null>(null);
  const button = React.useRef<HTMLButtonElement>(null);
  React.useEffect(
    () => (connection === 'open' ? saved.follow(setViews) : undefined),
    [saved, connection]
  );
  React.useEffect(() => {
    if (shown !== null) {
      setLast(shown);
    }
  }, [shown]);
  const current = views?.find(view => view.name === shown) ?? null;
  const text = current
    ? `Saved view “${current.name}”${current.description ? `\n${current.description}` : ''}`
    : 'Saved views';
  return (
    <>
      <button
        ref={button}
        type="button"
        className={classNames('lunette-SavedViews', current && 'lunette-mod-named')}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={current ? `Saved view ${current.name}` : 'Saved views'}
        title={text}
        onClick={() => setOpen(!open)}
      >
        {current ? <ViewColor color={current.color} /> : <Icon name="bookmark" />}
        {current && <span className="lunette-SavedViews-name">{current.name}</span>}
        <Icon name="down" />
      </button>
      {open && button.current && (
        <Popover anchor={button.current} label="Saved views" onClose={() => setOpen(false)}>
          <ErrorBoundary name="The list of saved views">
            <SavedViewsMenu
              saved={saved}
              views={views}
              shown={current?.name ?? null}
              proposed={last}
              onClose={() => setOpen(false)}
            />
          </ErrorBoundary>
        </Popover>
      )}
    </>
  );
}
