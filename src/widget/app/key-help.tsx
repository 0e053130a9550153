/** The list of keys and gestures. */
import * as React from 'react';
import { createPortal } from 'react-dom';
import { KeyLevel, useModel } from '../model';
import { IconButton } from '../ui';

const MOD = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl';

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['Click, Enter', 'Open a sample'],
  [`${MOD}-click, Space`, 'Select it, or not'],
  ['Shift-click, Shift-arrows', 'Select a range'],
  ['Drag on empty ground', 'Select with a frame'],
  [`${MOD} A`, 'Select all of the view'],
  ['Alt-click on its check box, Alt Space', 'Select it as the alternative'],
  ['Click on a label in the viewer', 'Select it'],
  [`${MOD}-click, Shift-click on a label`, 'Select it too, or not; with Alt as the alternative'],
  ['Alt-click on a label in the grid', 'Select it, or not; with Shift as the alternative'],
  ['Arrows, Home, End, Page keys', 'Move'],
  ['+  −', 'Larger and smaller pictures'],
  ['/', 'Find a field or a value'],
  ['T', 'Tag'],
  ['[  ]', 'Previous and next label in the viewer; then Space selects it'],
  ['Shift ←  Shift →', 'Previous and next sample of its group, in the viewer'],
  ['H', 'Hide labels while held, in the viewer'],
  ['0  1', 'Fit, and every pixel as one, in the viewer'],
  ['Space  ,  .', 'Play or pause a video, one frame back or on'],
  ['Alt ←  Alt →', 'Move a stage of the view'],
  [`${MOD} Z,  Shift ${MOD} Z`, 'Undo and redo'],
  ['Escape', 'One step out'],
  ['?', 'This list']
];

export function KeyHelp({ onClose }: { onClose(): void }): JSX.Element {
  const { keys, options } = useModel();
  const box = React.useRef<HTMLDivElement>(null);
  const close = React.useRef(onClose);
  close.current = onClose;
  React.useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    const unbind = keys.bind(['Escape', '?'], KeyLevel.Popover, () => close.current());
    return () => {
      unbind();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, [keys]);
  return createPortal(
    <div className="lunette-Dialog-shade" onPointerDown={() => close.current()}>
      <div
        ref={box}
        className="lunette-Dialog lunette-KeyHelp"
        role="dialog"
        aria-modal="true"
        aria-label="Keys and gestures"
        tabIndex={-1}
        onPointerDown={event => event.stopPropagation()}
      >
        <header className="lunette-Dialog-head">
          <h2>Keys and gestures</h2>
          <IconButton icon="close" label="Close" onClick={onClose} />
        </header>
        <dl>
          {KEYS.map(([key, what]) => (
            <React.Fragment key={key}>
              <dt>{key}</dt>
              <dd>{what}</dd>
            </React.Fragment>
          ))}
        </dl>
      </div>
    </div>,
    options.dialogRoot
  );
}
