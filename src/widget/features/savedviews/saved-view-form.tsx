/** Name, description and colour of a view that is saved or changed. */
import * as React from 'react';
import { Button } from '../../ui';
import type { IViewFacts } from './saved-views';
import { ColorChoice } from './view-color';

interface ISavedViewFormProps {
  title: string;
  facts: IViewFacts;
  /** What the button says for a name. */
  action(name: string): string;
  /** Why a name cannot be taken, or null. */
  refuse(name: string): string | null;
  onSave(facts: IViewFacts): void;
  onCancel(): void;
  /** Further buttons. */
  children?: React.ReactNode;
}

export function SavedViewForm(props: ISavedViewFormProps): JSX.Element {
  const { title, facts, action, refuse, onSave, onCancel } = props;
  const [name, setName] = React.useState(facts.name);
  const [description, setDescription] = React.useState(facts.description ?? '');
  const [color, setColor] = React.useState(facts.color);
  const box = React.useRef<HTMLInputElement>(null);
  const hint = React.useId();
  const wanted = name.trim();
  const refused = wanted === '' ? null : refuse(wanted);
  const possible = wanted !== '' && refused === null;
  React.useEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    if (possible) {
      onSave({ name: wanted, description: description.trim() || null, color });
    } else {
      box.current?.focus();
    }
  };
  return (
    <form className="lunette-SavedViews-form" aria-label={title} onSubmit={submit}>
      <div className="lunette-Menu-heading">{title}</div>
      <input
        ref={box}
        className="lunette-Input"
        aria-label="Name"
        placeholder="Name"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        aria-invalid={refused !== null}
        aria-describedby={hint}
        value={name}
        onChange={event => setName(event.target.value)}
      />
      {refused && (
        <p id={hint} className="lunette-SavedViews-hint lunette-mod-error" role="alert">
          {refused}
        </p>
      )}
      <textarea
        className="lunette-Input"
        aria-label="Description"
        placeholder="What it shows (optional)"
        rows={2}
        maxLength={10_000}
        value={description}
        onChange={event => setDescription(event.target.value)}
      />
      <ColorChoice color={color} onChange={setColor} />
      <div className="lunette-SavedViews-buttons">
        {props.children}
        <Button look="plain" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look={possible ? 'accent' : 'outlined'} aria-disabled={!possible}>
          {action(wanted)}
        </Button>
      </div>
    </form>
  );
}
