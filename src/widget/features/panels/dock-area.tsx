/** The panels of the session, docked; with the samples alone there is nothing but the samples. */
import * as React from 'react';
import { createPortal } from 'react-dom';
import type { Panel } from '../../../protocol';
import { useAppState } from '../../model';
import { DockController, type IDockedPanel } from './dock-controller';
import { panelsById } from './edit-spaces';
import { PanelContent } from './panel-content';
import { panelType, panelTypes, subscribePanelTypes } from './panel-registry';
import type { ITabPress } from './dock-panel';
import { TabMenu } from './tab-menu';
import { useLayout } from './use-layout';

interface IShownPanel extends IDockedPanel {
  panel: Panel;
  second: boolean;
}

/** Panels of a layout; a type of which there is one only keeps its content whatever its id. */
function shownPanels(panels: Iterable<Panel>): IShownPanel[] {
  const single = new Set<string>();
  return Array.from(panels, panel => {
    const type = panelType(panel.type);
    const second = type?.singleton === true && single.has(panel.type);
    single.add(panel.type);
    return {
      panel,
      second,
      id: panel.component_id,
      key: type?.singleton && !second ? `type ${panel.type}` : `id ${panel.component_id}`,
      label: type?.title?.(panel.state) ?? type?.label ?? panel.type,
      caption: type?.label ?? panel.type,
      closable: !panel.pinned
    };
  });
}

export function DockArea(): JSX.Element {
  const layout = useLayout();
  const narrow = useAppState(state => state.narrow);
  const types = React.useSyncExternalStore(subscribePanelTypes, panelTypes);
  const host = React.useRef<HTMLDivElement>(null);
  const latest = React.useRef(layout);
  latest.current = layout;

  const [menu, setMenu] = React.useState<ITabPress | null>(null);
  const [dock] = React.useState(
    () =>
      new DockController({
        onClose: panel => latest.current.close(panel),
        onArrange: arranged => latest.current.arrange(arranged),
        onMenu: press => setMenu(press),
        theme: () =>
          [...(host.current?.closest('.lunette-App')?.classList ?? [])].filter(name =>
            /^lunette-mod-(dark|light|ownTheme)$/.test(name)
          )
      })
  );
  React.useLayoutEffect(() => {
    const end = host.current ? dock.attach(host.current) : undefined;
    return () => {
      end?.();
      dock.dispose();
    };
  }, [dock]);

  const { spaces } = layout;
  // What a type is called may change with the types.
  const panels = React.useMemo(
    () => (types ? shownPanels(panelsById(spaces).values()) : []),
    [spaces, types]
  );
  const bare = panels.length === 1 && panels[0]?.panel.type === 'Samples';
  React.useLayoutEffect(
    () => dock.show(spaces, panels, narrow, bare),
    [dock, spaces, panels, narrow, bare]
  );
  return (
    <div ref={host} className="lunette-Dock-host">
      {panels.map(({ panel, key, second }) =>
        createPortal(
          <PanelContent panel={panel} second={second} layout={layout} />,
          dock.nodeOf(key),
          key
        )
      )}
      {menu && (
        <TabMenu
          key={`${menu.x} ${menu.y}`}
          press={menu}
          panels={panels}
          layout={layout}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
