/** All saved views: a click shows one, typing finds one, the pencil changes one. */
import * as React from 'react';
import type { ISavedViewInfo, View } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { Button, Icon, IconButton } from '../../ui';
import { SavedViewForm } from './saved-view-form';
import type { SavedViews } from './saved-views';
import { ViewColor } from './view-color';

interface ISavedViewsMenuProps {
  saved: SavedViews;
  /** Null while they are being read. */
  views: readonly ISavedViewInfo[] | null;
  /** The one that the App shows. */
  shown: string | null;
  /** A name for the view if it is saved. */
  proposed: string | null;
  onClose(): void;
}

const NO_VIEW: View = [];
/** Views up to which all are on the screen, so that there is nothing to search. */
const FEW = 5;

export function SavedViewsMenu(props: ISavedViewsMenuProps): JSX.Element {
  const { saved, shown, proposed, onClose } = props;
  const { actions } = useModel();
  const view = useAppState(state => state.session?.view ?? NO_VIEW);
  const [typed, setTyped] = React.useState('');
  const [form, setForm] = React.useState<'save' | ISavedViewInfo | null>(null);
  const box = React.useRef<HTMLDivElement>(null);
  const views = props.views ?? [];
  const wanted = typed.trim().toLowerCase();
  const found = views.filter(
    ({ name, description }) =>
      name.toLowerCase().includes(wanted) || description?.toLowerCase().includes(wanted)
  );
  const other = (name: string, than: string | null): boolean =>
    views.some(known => known.name === name && known.name !== than);
  const show = (name: string): void => {
    onClose();
    void saved.show(name);
  };
  /** Back to the list; the keyboard goes to its first row. */
  const back = (): void => {
    setForm(null);
    setTimeout(() => box.current?.querySelector<HTMLElement>('input, button')?.focus());
  };
  const move = (event: React.KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      const stops = [...(box.current?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
      const next = stops.indexOf(document.activeElement as HTMLElement) + by;
      stops[(next + stops.length) % stops.length]?.focus();
    }
  };

  if (form === 'save') {
    const before = views.find(({ name }) => name === proposed);
    return (
      <SavedViewForm
        title="Save this view"
        facts={before ?? { name: proposed ?? '', description: null, color: null }}
        action={name => (other(name, null) ? 'Replace' : 'Save')}
        refuse={() => null}
        onCancel={back}
        onSave={facts => {
          void saved
            .save(view, facts, other(facts.name, null))
            .then(isSaved => isSaved && onClose());
        }}
      />
    );
  }
  if (form) {
    return (
      <SavedViewForm
        title="Change this saved view"
        facts={form}
        action={() => 'Save'}
        refuse={name =>
          other(name, form.name) ? `Another saved view is named “${name}” already.` : null
        }
        onCancel={back}
        onSave={facts => {
          void saved.update(form.name, facts).then(isSaved => isSaved && back());
        }}
      >
        <Button
          look="plain"
          className="lunette-SavedViews-delete"
          onClick={() => {
            void saved.remove(form.name).then(isGone => isGone && back());
          }}
        >
          Delete
        </Button>
      </SavedViewForm>
    );
  }
  return (
    <div ref={box} className="lunette-Menu lunette-SavedViews-menu" onKeyDown={move}>
      {views.length > FEW && (
        <div className="lunette-SavedViews-search">
          <input
            data-stop
            data-autofocus
            className="lunette-Input"
            placeholder="Find a saved view"
            aria-label="Find a saved view"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={event => setTyped(event.target.value)}
            onKeyDown={event => {
              const first = found[0];
              if (event.key === 'Enter' && first) {
                event.preventDefault();
                show(first.name);
              }
            }}
          />
        </div>
      )}
      {wanted === '' && (
        <button
          type="button"
          data-stop
          className="lunette-Menu-item"
          aria-current={view.length === 0}
          onClick={() => {
            onClose();
            actions.setView([]);
          }}
        >
          <span className="lunette-Menu-mark">{view.length === 0 && <Icon name="check" />}</span>
          <span className="lunette-Menu-label">All samples</span>
        </button>
      )}
      {(views.length > 0 || wanted !== '') && (
        <ul className="lunette-SavedViews-list" aria-label="Saved views">
          {found.map(entry => (
            <li key={entry.slug} className="lunette-SavedViews-row">
              <button
                type="button"
                data-stop
                className="lunette-Menu-item"
                aria-current={entry.name === shown}
                title={entry.name}
                onClick={() => show(entry.name)}
              >
                <span className="lunette-Menu-mark">
                  {entry.name === shown ? <Icon name="check" /> : <ViewColor color={entry.color} />}
                </span>
                <span className="lunette-Menu-label">
                  {entry.name}
                  {entry.description && <small>{entry.description}</small>}
                </span>
              </button>
              <IconButton
                icon="edit"
                label={`Change the saved view ${entry.name}`}
                onClick={() => setForm(entry)}
              />
            </li>
          ))}
        </ul>
      )}
      {wanted !== '' && found.length === 0 && (
        <p className="lunette-SavedViews-hint" role="status">
          No saved view contains “{typed.trim()}”.
        </p>
      )}
      {props.views?.length === 0 && (
        <p className="lunette-SavedViews-hint">
          {view.length === 0
            ? 'Filter or sort the samples, then save that as a view here.'
            : 'Views that are saved with the dataset appear here.'}
        </p>
      )}
      {view.length > 0 && shown === null && (
        <>
          <div className="lunette-Menu-separator" role="separator" />
          <button
            type="button"
            data-stop
            className="lunette-Menu-item"
            onClick={() => setForm('save')}
          >
            <span className="lunette-Menu-mark">
              <Icon name="add" />
            </span>
            <span className="lunette-Menu-label">Save this view…</span>
          </button>
        </>
      )}
    </div>
  );
}
