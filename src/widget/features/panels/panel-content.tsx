/** The inside of one panel: what its type says, or why that cannot be. */
import * as React from 'react';
import type { Panel } from '../../../protocol';
import { Button, CopyableCode, ErrorBoundary, Icon } from '../../ui';
import { PanelProvider, usePanel, type IPanelHandle } from './panel-context';
import { panelType, panelTypes } from './panel-registry';
import type { ILayout } from './use-layout';

interface IPanelContentProps {
  panel: Panel;
  /** There is a panel of this type already, and there can be one only. */
  second: boolean;
  layout: ILayout;
}

export function PanelContent({ panel, second, layout }: IPanelContentProps): JSX.Element {
  const handle = React.useMemo(
    (): IPanelHandle => ({
      panel,
      setState: change => layout.setState(panel.component_id, change),
      close: () => layout.close(panel.component_id)
    }),
    [layout, panel]
  );
  const type = panelType(panel.type);
  const Component = type?.component;
  return (
    <PanelProvider value={handle}>
      {second ? (
        <SecondPanel label={type?.label ?? panel.type} />
      ) : Component ? (
        <ErrorBoundary name={`The panel “${type.label}”`}>
          <Component />
        </ErrorBoundary>
      ) : (
        <UnknownPanel />
      )}
    </PanelProvider>
  );
}

function SecondPanel({ label }: { label: string }): JSX.Element {
  return (
    <Note title={`“${label}” is open already`}>
      <p>There is one such panel at a time; it can be dragged here by its tab.</p>
    </Note>
  );
}

function UnknownPanel(): JSX.Element {
  const { panel } = usePanel();
  const known = panelTypes().map(({ type }) => type);
  return (
    <Note title={`There is no panel “${panel.type}”`}>
      <p>
        It may belong to a plugin that is not installed here, or to another version. There are:{' '}
        {known.join(', ')}.
      </p>
      {known[0] && <CopyableCode code={`ln.Panel(type=${JSON.stringify(known.at(-1))})`} />}
    </Note>
  );
}

function Note({ title, children }: { title: string; children: React.ReactNode }): JSX.Element {
  const { panel, close } = usePanel();
  return (
    <div className="lunette-State" role="status">
      <div className="lunette-State-box">
        <Icon name="warning" />
        <h2>{title}</h2>
        {children}
        {!panel.pinned && <Button onClick={close}>Close this panel</Button>}
      </div>
    </div>
  );
}
