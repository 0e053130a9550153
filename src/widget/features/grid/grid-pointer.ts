/** What the pointer does in the grid: open, select, extend, frame. */
import { rangeOf } from '../../model';
import type { GridController } from './grid-controller';
import { SelectionFrame } from './selection-frame';
import type { Tile } from './tile';
import type { ITileMenuPlace } from './tile-menu';

/** Pixels the pointer moves before a press becomes a frame. */
const THRESHOLD = 6;

export class GridPointer {
  /** @param _onMenu asks for the menu of a sample */
  constructor(
    private readonly _grid: GridController,
    private readonly _onMenu: (place: ITileMenuPlace) => void
  ) {
    const { viewport } = this._grid;
    this._check.className = 'lunette-Grid-check';
    this._check.title = 'Select (Space); with Alt as the alternative';
    this._frame = new SelectionFrame(this._grid);
    viewport.addEventListener('pointerover', event => this._onOver(event));
    viewport.addEventListener('pointerleave', () => this._check.remove());
    viewport.addEventListener('pointerdown', event => this._onDown(event));
    viewport.addEventListener('pointermove', event => this._onMove(event));
    viewport.addEventListener('pointerup', event => this._onUp(event));
    viewport.addEventListener('pointercancel', () => this._end());
    viewport.addEventListener('click', event => this._onClick(event));
    viewport.addEventListener('contextmenu', event => this._onContextMenu(event));
  }

  /** Where a range begins: the tile that was selected or focused last. */
  anchor: number | null = null;

  /** Selects or deselects a tile, and makes it the start of the next range. */
  toggle(index: number, alt = false): void {
    const { actions, pages } = this._grid.model;
    const id = pages?.id(index);
    if (id) {
      this.anchor = index;
      actions.toggle(id, alt ? actions.altSampleType() : 'default');
    }
  }

  /** Adds everything between the anchor and a tile to the selection. */
  extend(index: number): void {
    const start = this.anchor ?? this._grid.focusIndex;
    this.anchor ??= start;
    const range = rangeOf(start, index);
    void this._grid.model.actions.selectRange(range.start, range.count);
  }

  dispose(): void {
    this._end();
  }

  private _tileAt(event: Event): Tile | null {
    const element = (event.target as Element).closest('.lunette-Grid-tile');
    if (element) {
      for (const tile of this._grid.rows.tiles.values()) {
        if (tile.element === element) {
          return tile;
        }
      }
    }
    return null;
  }

  private _onOver(event: PointerEvent): void {
    const tile = event.pointerType === 'mouse' ? this._tileAt(event) : null;
    if (tile?.id && !this._frame.active) {
      // An element that is moved between press and release hears no click.
      if (this._check.parentElement !== tile.element) {
        tile.element.append(this._check);
      }
    } else if (!tile) {
      this._check.remove();
    }
  }

  private _onDown(event: PointerEvent): void {
    if (event.button === 0 && event.pointerType === 'mouse') {
      this._pressed = { x: event.clientX, y: event.clientY, scrolled: this._grid.scroll.top };
    }
  }

  private _onMove(event: PointerEvent): void {
    const pressed = this._pressed;
    if (!pressed || (event.buttons & 1) === 0) {
      this._pressed = null;
      return;
    }
    if (this._frame.active) {
      this._frame.move(event.clientX, event.clientY);
    } else if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > THRESHOLD) {
      this._check.remove();
      this._grid.viewport.setPointerCapture(event.pointerId);
      this._frame.start(pressed.x, pressed.y, pressed.scrolled);
      this._frame.move(event.clientX, event.clientY);
    }
  }

  private _onUp(event: PointerEvent): void {
    if (this._frame.active) {
      const adds = event.ctrlKey || event.metaKey || event.shiftKey;
      void this._frame.finish(adds);
      this._suppressClick = true;
      setTimeout(() => (this._suppressClick = false));
    }
    this._pressed = null;
  }

  private _onClick(event: MouseEvent): void {
    const tile = this._tileAt(event);
    if (this._suppressClick) {
      return;
    }
    if (!tile) {
      this._grid.model.actions.clearSamples();
      return;
    }
    const { index } = tile;
    this._grid.focusTile(index);
    const checked = this._check.contains(event.target as Node);
    if (event.altKey && !checked) {
      this._toggleLabel(tile, event);
    } else if (event.shiftKey) {
      this.extend(index);
    } else if (checked || event.ctrlKey || event.metaKey) {
      this.toggle(index, event.altKey);
    } else if (tile.id) {
      this._grid.model.actions.openSample(tile.id);
    }
  }

  /** Alt means labels here: a click on one selects it, with Shift as the alternative. */
  private _toggleLabel(tile: Tile, event: MouseEvent): void {
    const box = tile.element.getBoundingClientRect();
    const label = this._grid.painter.labelAt(
      tile,
      event.clientX - box.left,
      event.clientY - box.top
    );
    if (label && tile.id !== null) {
      this._grid.model.actions.toggleLabel(
        { label_id: label.id, sample_id: tile.id, field: label.field },
        event.shiftKey ? 'alt' : 'default'
      );
    }
  }

  private _onContextMenu(event: MouseEvent): void {
    const tile = this._tileAt(event);
    if (tile?.id) {
      event.preventDefault();
      event.stopPropagation();
      this._grid.focusTile(tile.index);
      // The menu key has no place of its own: then the menu hangs at the tile's corner.
      const box = tile.element.getBoundingClientRect();
      const atPoint = event.clientX !== 0 || event.clientY !== 0;
      this._onMenu({
        id: tile.id,
        x: atPoint ? event.clientX : box.left + 16,
        y: atPoint ? event.clientY : box.top + 16
      });
    }
  }

  private _end(): void {
    this._pressed = null;
    this._frame.cancel();
    this._check.remove();
  }

  private readonly _check = document.createElement('div');
  private readonly _frame: SelectionFrame;
  private _pressed: { x: number; y: number; scrolled: number } | null = null;
  private _suppressClick = false;
}
