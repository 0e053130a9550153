import type * as React from 'react';

const STOPS = 'button, input, select, textarea, [tabindex="0"]';

/** Keeps Tab inside of `node`, since what lies behind it cannot be seen. */
export function trapTab(event: React.KeyboardEvent, node: HTMLElement | null): void {
  if (event.key !== 'Tab' || !node || !node.contains(event.target as Node)) {
    return;
  }
  const stops = [...node.querySelectorAll<HTMLElement>(STOPS)].filter(
    stop => stop.tabIndex >= 0 && !stop.hasAttribute('disabled')
  );
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  const now = document.activeElement;
  if (to && (now === from || now === node)) {
    event.preventDefault();
    to.focus();
  }
}
