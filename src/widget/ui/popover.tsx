/** A floating box beside an anchor, in the App's portal, so that no cell clips it. */
import * as React from 'react';
import { createPortal } from 'react-dom';
import { KeyLevel, useModel } from '../model';
import { classNames } from './class-names';
import { placePopover, type PopoverAlign } from './place-popover';

interface IPopoverProps {
  /** The element it belongs to; gets the focus back when it closes. */
  anchor: HTMLElement;
  onClose(): void;
  align?: PopoverAlign;
  className?: string;
  /** Name for those who do not see it. */
  label: string;
  role?: 'dialog' | 'menu' | 'listbox';
  /** Whether the first control gets the focus when it opens; not for completions. */
  takesFocus?: boolean;
  children: React.ReactNode;
}

/** Pixels by which an anchor has to be carried away for its popover to close. */
const MOVED = 4;

const FOCUSABLE = 'input, select, textarea, button, [tabindex="0"]';

/** Closes on Escape and on a press outside. Tab stays inside. */
export function Popover(props: IPopoverProps): JSX.Element {
  const { anchor, onClose, align = 'start', role = 'dialog', takesFocus = true } = props;
  const model = useModel();
  const box = React.useRef<HTMLDivElement>(null);
  const close = React.useRef(onClose);
  close.current = onClose;

  React.useLayoutEffect(() => {
    const node = box.current;
    if (!node) {
      return;
    }
    const place = (): void => {
      node.style.maxHeight = '';
      const { left, top, maxHeight } = placePopover(
        anchor.getBoundingClientRect(),
        { width: node.offsetWidth, height: node.scrollHeight + 2 },
        { width: window.innerWidth, height: window.innerHeight },
        align
      );
      node.style.left = `${left}px`;
      node.style.top = `${top}px`;
      node.style.maxHeight = `${maxHeight}px`;
    };
    place();
    window.addEventListener('resize', place);
    return () => window.removeEventListener('resize', place);
  });

  React.useEffect(() => {
    const node = box.current;
    const before = document.activeElement;
    if (takesFocus) {
      const first = node?.querySelector<HTMLElement>('[data-autofocus]');
      (first ?? node?.querySelector<HTMLElement>(FOCUSABLE) ?? node)?.focus();
    }
    const outside = (event: PointerEvent): void => {
      const path = event.composedPath();
      if (node && !path.includes(node) && !path.includes(anchor)) {
        close.current();
      }
    };
    // A notebook that scrolls moves the anchor away from under its popover. That something did
    // scroll may be told later than the popover opened: only what has moved since counts.
    const opened = anchor.getBoundingClientRect();
    const scrolled = (event: Event): void => {
      if (event.target instanceof Node && event.target.contains(anchor)) {
        const now = anchor.getBoundingClientRect();
        if (Math.hypot(now.left - opened.left, now.top - opened.top) > MOVED) {
          close.current();
        }
      }
    };
    const unbind = model.keys.bind('Escape', KeyLevel.Popover, () => close.current());
    document.addEventListener('pointerdown', outside, true);
    document.addEventListener('scroll', scrolled, true);
    return () => {
      unbind();
      document.removeEventListener('pointerdown', outside, true);
      document.removeEventListener('scroll', scrolled, true);
      // The box is gone from the document by now, and the keyboard with it.
      const now = document.activeElement;
      const lost = now === null || now === document.body || node?.contains(now);
      if (takesFocus && before instanceof HTMLElement && lost) {
        before.focus();
      }
    };
  }, [anchor, model, takesFocus]);

  return createPortal(
    <div
      ref={box}
      className={classNames('lunette-Popover', props.className)}
      role={role}
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={event => trapTab(event, box.current)}
    >
      {props.children}
    </div>,
    model.options.dialogRoot
  );
}

function trapTab(event: React.KeyboardEvent, node: HTMLElement | null): void {
  if (event.key !== 'Tab' || !node) {
    return;
  }
  const stops = [...node.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    stop => !stop.hasAttribute('disabled')
  );
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first?.focus();
  }
}
