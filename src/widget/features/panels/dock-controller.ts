/** Docks panels as a layout says, and says how a person rearranged them. React knows only the nodes. */
import { MessageLoop } from '@lumino/messaging';
import { Widget, type DockLayout } from '@lumino/widgets';
import { Dock, PanelWidget, type ITabPress } from './dock-panel';
import { dockTree, looksSame, panelsOf, sharesOf, withKnownIds, type DockNode } from './dock-tree';
import { newComponentId } from './edit-spaces';
import type { ISpace } from '../../../protocol';

/** A panel as it is docked. */
export interface IDockedPanel {
  /** Its id in the layout. */
  id: string;
  /** What keeps its content while it stays the same, whatever the id. */
  key: string;
  label: string;
  caption: string;
  closable: boolean;
}

interface IDockEvents {
  /** A person closes a panel. */
  onClose(panel: string): void;
  /** A person moved or resized panels, or brought one to the front. */
  onArrange(layout: DockNode): void;
  /** A person asks for the menu of a tab. */
  onMenu(press: ITabPress): void;
  /** Classes that carry the App's theme. */
  theme(): readonly string[];
}

export class DockController {
  constructor(private readonly _events: IDockEvents) {
    this._dock = new Dock(
      () => this._events.theme(),
      press => this._events.onMenu(press)
    );
    this._dock.layoutModified.connect(() => this._onModified());
  }

  /** The element that holds a panel's content; made when it is first asked for. */
  nodeOf(key: string): HTMLElement {
    return this._widgetOf(key).node;
  }

  /** Puts the panels into `host` until the result is called; `host` need not be in the document. */
  attach(host: HTMLElement): () => void {
    MessageLoop.sendMessage(this._dock, Widget.Msg.BeforeAttach);
    host.append(this._dock.node);
    MessageLoop.sendMessage(this._dock, Widget.Msg.AfterAttach);
    const observer = new ResizeObserver(() => this._resize(host));
    observer.observe(host);
    return () => observer.disconnect();
  }

  /**
   * Shows a layout; panels that stay keep their content. `flat`: all of them as tabs of one area,
   * for want of room.
   */
  show(space: ISpace, panels: readonly IDockedPanel[], flat: boolean, bare: boolean): void {
    const tree = dockTree(space);
    this._describe(panels);
    const next = flat ? flattened(tree, frontOf(this._shown)) : tree;
    const keys = panels.map(({ key }) => key).join();
    const same = keys === this._keys && flat === this._flat && bare === this._bare;
    if (!same || !looksSame(next, this._shown, 'places')) {
      this._restore(next, bare);
    } else if (!looksSame(next, this._shown, 'all')) {
      if (looksSame(next, this._shown, 'places and fronts')) {
        this._restore(next, bare);
      } else {
        this._bringToFront(next);
      }
    }
    [this._keys, this._flat, this._bare, this._shown] = [keys, flat, bare, next];
    this._forgetOthers(panels);
  }

  /** Brings a panel to the front of its tabs. */
  select(panel: string): void {
    const widget = this._widgets.get(this._keyOf.get(panel) ?? '');
    if (widget?.parent === this._dock) {
      this._dock.selectWidget(widget);
    }
  }

  dispose(): void {
    this._disposed = true;
    for (const widget of this._widgets.values()) {
      widget.dispose();
    }
    this._dock.dispose();
  }

  private _widgetOf(key: string): PanelWidget {
    let widget = this._widgets.get(key);
    if (!widget) {
      widget = new PanelWidget(panel => this._events.onClose(panel));
      this._widgets.set(key, widget);
    }
    return widget;
  }

  private _describe(panels: readonly IDockedPanel[]): void {
    this._keyOf = new Map(panels.map(({ id, key }) => [id, key]));
    for (const { id, key, label, caption, closable } of panels) {
      const widget = this._widgetOf(key);
      widget.panel = id;
      widget.title.label = label;
      widget.title.caption = caption;
      widget.title.closable = closable;
    }
  }

  private _restore(node: DockNode | null, bare: boolean): void {
    this._dock.restoreLayout({ main: node && this._configOf(node) });
    for (const bar of this._dock.tabBars()) {
      bar.setHidden(bare);
    }
    // At once, so that nothing is seen half-way.
    MessageLoop.sendMessage(this._dock, Widget.Msg.FitRequest);
    MessageLoop.sendMessage(this._dock, Widget.Msg.UpdateRequest);
  }

  private _bringToFront(node: DockNode | null): void {
    if (node?.kind === 'split') {
      node.children.forEach(child => this._bringToFront(child));
    } else if (node) {
      this.select(node.front);
    }
  }

  private _configOf(node: DockNode): DockLayout.AreaConfig {
    return node.kind === 'tabs'
      ? {
          type: 'tab-area',
          widgets: node.panels.map(id => this._widgetOf(this._keyOf.get(id) ?? id)),
          currentIndex: node.panels.indexOf(node.front)
        }
      : {
          type: 'split-area',
          orientation: node.orientation,
          children: node.children.map(child => this._configOf(child)),
          sizes: [...node.sizes]
        };
  }

  private _nodeOf(config: DockLayout.AreaConfig): DockNode {
    if (config.type === 'tab-area') {
      const panels = config.widgets.map(widget => (widget as PanelWidget).panel);
      const front = panels[Math.max(0, config.currentIndex)] ?? '';
      return { kind: 'tabs', id: '', panels, front };
    }
    return {
      kind: 'split',
      id: '',
      orientation: config.orientation,
      children: config.children.map(child => this._nodeOf(child)),
      sizes: sharesOf(config.sizes, config.children.length)
    };
  }

  /** Also comes after changes of our own, which are known already. */
  private _onModified(): void {
    if (this._disposed) {
      return;
    }
    const { main } = this._dock.saveLayout();
    const { resized } = this._dock;
    this._dock.resized = false;
    if (this._flat || !main) {
      return;
    }
    const now = withKnownIds(this._nodeOf(main), this._shown, newComponentId);
    // Sizes count only after somebody dragged a handle: a small App cannot give what a large one can.
    if (!looksSame(now, this._shown, resized ? 'all' : 'places and fronts')) {
      const placed = looksSame(now, this._shown, 'places');
      this._shown = placed && !resized ? withSizesOf(now, this._shown) : now;
      this._events.onArrange(this._shown);
    }
  }

  private _forgetOthers(panels: readonly IDockedPanel[]): void {
    const kept = new Set(panels.map(({ key }) => key));
    for (const [key, widget] of this._widgets) {
      if (!kept.has(key)) {
        this._widgets.delete(key);
        widget.dispose();
      }
    }
  }

  /** Hidden hosts have no size, and leave everything as it was. */
  private _resize({ clientWidth: width, clientHeight: height }: HTMLElement): void {
    if (width > 0 && height > 0) {
      // Tab bars have their height only in the document, with the style sheet.
      MessageLoop.sendMessage(this._dock, Widget.Msg.FitRequest);
      MessageLoop.sendMessage(this._dock, new Widget.ResizeMessage(width, height));
    }
  }

  private readonly _dock: Dock;
  private readonly _widgets = new Map<string, PanelWidget>();
  private _keyOf: ReadonlyMap<string, string> = new Map();
  private _shown: DockNode | null = null;
  private _keys = '';
  private _flat = false;
  private _bare = false;
  private _disposed = false;
}

/** All panels as tabs of one area; the one that was in front stays there. */
function flattened(node: DockNode | null, front: string | null): DockNode | null {
  const panels = panelsOf(node);
  const first = frontOf(node);
  const chosen = front !== null && panels.includes(front) ? front : first;
  return node && chosen !== null ? { kind: 'tabs', id: node.id, panels, front: chosen } : null;
}

const frontOf = (node: DockNode | null): string | null =>
  node === null ? null : node.kind === 'tabs' ? node.front : frontOf(node.children[0] as DockNode);

/** `node` with the sizes of a layout that has the same places. */
function withSizesOf(node: DockNode, other: DockNode | null): DockNode {
  return node.kind === 'split' && other?.kind === 'split'
    ? {
        ...node,
        sizes: other.sizes,
        children: node.children.map((child, i) => withSizesOf(child, other.children[i] ?? null))
      }
    : node;
}
