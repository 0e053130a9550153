/** Saved layouts of a dataset: a click loads one; a name saves the present one. */
import * as React from 'react';
import type { IWorkspaceInfo } from '../../../protocol';
import { useModel } from '../../model';
import { Button, IconButton } from '../../ui';
import type { ILayout } from './use-layout';
import { Workspaces } from './workspaces';

interface IWorkspaceListProps {
  dataset: string;
  layout: ILayout;
  onClose(): void;
}

export function WorkspaceList({ dataset, layout, onClose }: IWorkspaceListProps): JSX.Element {
  const model = useModel();
  const workspaces = React.useMemo(() => new Workspaces(model, dataset), [model, dataset]);
  const [list, setList] = React.useState<readonly IWorkspaceInfo[] | null>(null);
  const [asked, setAsked] = React.useState(0);
  const [typed, setTyped] = React.useState('');
  const box = React.useRef<HTMLInputElement>(null);
  React.useEffect(() => {
    let current = true;
    void workspaces.list().then(found => current && setList(found ?? []));
    return () => {
      current = false;
    };
  }, [workspaces, asked]);

  const name = typed.trim();
  const taken = (list ?? []).some(workspace => workspace.name === name);
  const save = async (): Promise<void> => {
    if (name === '') {
      box.current?.focus();
    } else if (await workspaces.save(name, layout.spaces, taken)) {
      onClose();
    }
  };
  const load = async (wanted: string): Promise<void> => {
    onClose();
    const spaces = await workspaces.load(wanted);
    if (spaces) {
      layout.load(spaces);
    }
  };
  const remove = async (gone: string): Promise<void> => {
    if (await workspaces.remove(gone)) {
      setAsked(asked + 1);
      box.current?.focus();
    }
  };
  return (
    <>
      <div className="lunette-Menu-heading">Workspaces</div>
      {list?.length === 0 && (
        <p className="lunette-PanelsMenu-hint">Layouts saved with the dataset appear here.</p>
      )}
      <div className="lunette-PanelsMenu-list">
        {list?.map(({ name: saved, description, color }) => (
          <div key={saved} className="lunette-PanelsMenu-workspace">
            <button
              type="button"
              role="menuitem"
              className="lunette-Menu-item"
              title={description ? `${saved}\n${description}` : `Show the layout “${saved}”`}
              onClick={() => void load(saved)}
            >
              <span className="lunette-Menu-mark">
                <span
                  className="lunette-PanelsMenu-color"
                  style={color ? { background: color, borderColor: color } : undefined}
                />
              </span>
              <span className="lunette-Menu-label">{saved}</span>
            </button>
            <IconButton
              icon="close"
              label={`Delete the workspace ${saved}`}
              onClick={() => void remove(saved)}
            />
          </div>
        ))}
      </div>
      <form
        className="lunette-PanelsMenu-save"
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <input
          ref={box}
          className="lunette-Input"
          placeholder="Save this layout as…"
          aria-label="Name of the workspace"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        <Button type="submit" look={name ? 'accent' : 'outlined'} aria-disabled={name === ''}>
          {taken ? 'Replace' : 'Save'}
        </Button>
      </form>
    </>
  );
}
