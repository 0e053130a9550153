// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { chordOf, KeyBindings, KeyLevel, staysInside } from './key-bindings';

const key = (name: string, init: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key: name, cancelable: true, bubbles: true, ...init });

describe('chords', () => {
  it('name modifiers in one order, Ctrl and Cmd alike', () => {
    expect(chordOf(key('a', { ctrlKey: true }))).toBe('Mod+a');
    expect(chordOf(key('Z', { metaKey: true, shiftKey: true }))).toBe('Mod+Shift+z');
    expect(chordOf(key('ArrowLeft', { shiftKey: true }))).toBe('Shift+ArrowLeft');
  });

  it('take printed characters as they are printed', () => {
    expect(chordOf(key('?', { shiftKey: true }))).toBe('?');
    expect(chordOf(key('+', { shiftKey: true }))).toBe('+');
    expect(chordOf(key(' '))).toBe('Space');
  });
});

describe('bindings', () => {
  it('let the innermost level hear first, and the latest of one level', () => {
    const keys = new KeyBindings();
    const heard: string[] = [];
    const bind = (name: string, level: KeyLevel) =>
      keys.bind('Escape', level, () => void heard.push(name));
    bind('app', KeyLevel.App);
    const popover = bind('popover', KeyLevel.Popover);
    bind('first viewer', KeyLevel.Viewer);
    const viewer = bind('second viewer', KeyLevel.Viewer);
    keys.handle(key('Escape'));
    popover();
    keys.handle(key('Escape'));
    viewer();
    keys.handle(key('Escape'));
    expect(heard).toEqual(['popover', 'second viewer', 'first viewer']);
  });

  it('go on to the next one if a binding does not take the key', () => {
    const keys = new KeyBindings();
    const outer = vi.fn();
    keys.bind('Escape', KeyLevel.App, outer);
    keys.bind('Escape', KeyLevel.Grid, () => false);
    const event = key('Escape');
    expect(keys.handle(event)).toBe(true);
    expect(outer).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
  });

  it('leave letters to a field that is typed into, but not Escape', () => {
    const keys = new KeyBindings();
    const run = vi.fn();
    keys.bind(['t', 'Escape'], KeyLevel.App, run);
    const input = document.body.appendChild(document.createElement('input'));
    input.addEventListener('keydown', event => keys.handle(event));
    input.dispatchEvent(key('t'));
    expect(run).not.toHaveBeenCalled();
    input.dispatchEvent(key('Escape'));
    expect(run).toHaveBeenCalledOnce();
  });

  it('leave a check box’s keys to the App', () => {
    const keys = new KeyBindings();
    const run = vi.fn();
    keys.bind('t', KeyLevel.App, run);
    const box = document.body.appendChild(document.createElement('input'));
    box.type = 'checkbox';
    box.addEventListener('keydown', event => keys.handle(event));
    box.dispatchEvent(key('t'));
    expect(run).toHaveBeenCalledOnce();
  });
});

describe('at the host', () => {
  it('plain keys end, so that none of them changes the notebook', () => {
    for (const name of ['d', 'b', 'x', 'ArrowDown', 'Enter', 'Escape', 'Delete']) {
      expect(staysInside(key(name))).toBe(true);
    }
    expect(staysInside(key('Enter', { shiftKey: true }))).toBe(true);
  });

  it('chords of browser and host go on, chords that edit the notebook do not', () => {
    expect(staysInside(key('s', { ctrlKey: true }))).toBe(false);
    expect(staysInside(key('F', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(staysInside(key('z', { metaKey: true }))).toBe(true);
    expect(staysInside(key('Enter', { ctrlKey: true }))).toBe(true);
  });
});
