/** The menu of panels: opens one, and saves, loads and deletes layouts. */
import * as React from 'react';
import { useAppState } from '../../model';
import { ErrorBoundary, Icon, IconButton, Popover } from '../../ui';
import { panelsById } from './edit-spaces';
import { panelTypes, subscribePanelTypes } from './panel-registry';
import { useLayout } from './use-layout';
import { WorkspaceList } from './workspace-list';

export function PanelsMenu(): JSX.Element {
  const button = React.useRef<HTMLButtonElement>(null);
  const [open, setOpen] = React.useState(false);
  return (
    <>
      <IconButton
        ref={button}
        icon="panels"
        label="Panels and workspaces"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && button.current && (
        <Popover
          anchor={button.current}
          label="Panels and workspaces"
          role="menu"
          align="end"
          onClose={() => setOpen(false)}
        >
          <ErrorBoundary name="The menu of panels">
            <Content onClose={() => setOpen(false)} />
          </ErrorBoundary>
        </Popover>
      )}
    </>
  );
}

function Content({ onClose }: { onClose(): void }): JSX.Element {
  const layout = useLayout();
  const dataset = useAppState(state => state.dataset?.id ?? null);
  const types = React.useSyncExternalStore(subscribePanelTypes, panelTypes);
  const box = React.useRef<HTMLDivElement>(null);
  const panels = [...panelsById(layout.spaces).values()];
  const isOpen = (type: string): boolean => panels.some(panel => panel.type === type);
  const move = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') {
      return;
    }
    event.preventDefault();
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('button:enabled, input') ?? [])];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = at + (event.key === 'ArrowDown' ? 1 : -1);
    stops[(next + stops.length) % stops.length]?.focus();
  };
  return (
    <div ref={box} className="lunette-Menu lunette-PanelsMenu" onKeyDown={move}>
      <div className="lunette-Menu-heading">Open a panel</div>
      {types
        .filter(({ type, singleton }) => !singleton || !isOpen(type))
        .map(({ type, label, description }) => (
          <button
            key={type}
            type="button"
            role="menuitem"
            className="lunette-Menu-item"
            title={description}
            onClick={() => {
              onClose();
              layout.open(type);
            }}
          >
            <span className="lunette-Menu-mark">
              <Icon name="add" />
            </span>
            <span className="lunette-Menu-label">{label}</span>
          </button>
        ))}
      {panels.length > 1 && (
        <button
          type="button"
          role="menuitem"
          className="lunette-Menu-item"
          onClick={() => {
            onClose();
            layout.load(null);
          }}
        >
          <span className="lunette-Menu-mark" />
          <span className="lunette-Menu-label">Samples only</span>
        </button>
      )}
      {dataset && (
        <>
          <div className="lunette-Menu-separator" role="separator" />
          <WorkspaceList key={dataset} dataset={dataset} layout={layout} onClose={onClose} />
        </>
      )}
    </div>
  );
}
