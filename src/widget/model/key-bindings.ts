/** Keys of the App: who hears one first, and how chords are written. */

/** Levels from the inside out; a binding of a higher level hears a key first. */
export enum KeyLevel {
  App,
  Grid,
  Viewer,
  Popover
}

/** Returns false to let the key go on to the next binding. */
export type KeyHandler = (event: KeyboardEvent) => boolean | void;

interface IBinding {
  chord: string;
  level: KeyLevel;
  run: KeyHandler;
}

/**
 * The chord of an event: `Escape`, `ArrowLeft`, `a`, `Mod+a`, `Mod+Shift+z`, `Shift+ArrowDown`.
 * `Mod` is Ctrl or Cmd. Shift is named only for keys that are no printed character.
 */
export function chordOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey;
  const printed = event.key.length === 1;
  const parts: string[] = [];
  if (mod) {
    parts.push('Mod');
  }
  if (event.altKey) {
    parts.push('Alt');
  }
  if (event.shiftKey && (!printed || mod || event.key === ' ')) {
    parts.push('Shift');
  }
  parts.push(event.key === ' ' ? 'Space' : printed ? event.key.toLowerCase() : event.key);
  return parts.join('+');
}

/** Whether the event is typed into a control that wants its characters. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0] ?? event.target;
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  if (target instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'range', 'color'].includes(target.type);
  }
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable
  );
}

export class KeyBindings {
  /** Binds chords until the result is called. Among equals the latest binding hears first. */
  bind(chords: string | readonly string[], level: KeyLevel, run: KeyHandler): () => void {
    const added = (typeof chords === 'string' ? [chords] : chords).map(chord => ({
      chord,
      level,
      run
    }));
    this._bindings.push(...added);
    return () => {
      this._bindings = this._bindings.filter(binding => !added.includes(binding));
    };
  }

  /** Runs the first binding that takes the event; true (and default prevented) if one did. */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented) {
      return true;
    }
    const chord = chordOf(event);
    if (isTyping(event) && chord !== 'Escape') {
      return false;
    }
    const matching = this._bindings
      .map((binding, order) => ({ binding, order }))
      .filter(({ binding }) => binding.chord === chord)
      .sort((a, b) => b.binding.level - a.binding.level || b.order - a.order);
    for (const { binding } of matching) {
      if (binding.run(event) !== false) {
        event.preventDefault();
        return true;
      }
    }
    return false;
  }

  private _bindings: IBinding[] = [];
}

/** Chords with a modifier that would change the notebook, so that they end at the App as well. */
const EDITING = new Set(['a', 'c', 'd', 'v', 'x', 'y', 'z', 'Enter', 'Backspace', 'Delete']);

/**
 * Whether a key event must end at the App's host. Plain keys never get out (`d d` deletes a cell);
 * chords that neither the App uses nor edit the notebook do (save, find, zoom of the browser).
 */
export function staysInside(event: KeyboardEvent): boolean {
  const chord = event.ctrlKey || event.metaKey || event.altKey;
  return (
    !chord ||
    event.defaultPrevented ||
    EDITING.has(event.key.length === 1 ? event.key.toLowerCase() : event.key)
  );
}
