/** A copy of the App's elements that looks the same as a still picture. */
import { scrollBarWidth } from './scroll-bars';
import type { ScrollMemory } from './scroll-memory';

/** Elements whose pixels are copied, not cloned. */
const PIXELS = 'canvas, img, video';
const CAPTURE_CLASS = 'lunette-mod-captured';

export interface IChromeClone {
  root: HTMLElement;
  /** The copy of each live element that somebody will ask for. */
  copyOf: ReadonlyMap<Element, HTMLElement>;
}

/**
 * Copies `live` without the content of `hollow` elements. State that is no attribute (what was
 * typed, checked or scrolled) is written into the copy.
 */
export function cloneChrome(
  live: HTMLElement,
  hollow: ReadonlySet<Element>,
  scroll: ScrollMemory
): IChromeClone {
  const copyOf = new Map<Element, HTMLElement>();
  const copy = (source: Element): Element => {
    const target = source.cloneNode(false) as Element;
    copyOf.set(source, target as HTMLElement);
    if (source.matches(PIXELS)) {
      keepBox(source as HTMLElement, target as HTMLElement);
      return target;
    }
    if (!hollow.has(source)) {
      for (const child of source.childNodes) {
        target.append(child instanceof Element ? copy(child) : child.cloneNode());
      }
      copyFormState(source, target);
      copyScroll(source, target as HTMLElement, scroll);
    }
    return target;
  };
  const root = copy(live) as HTMLElement;
  root.classList.add(CAPTURE_CLASS);
  return { root, copyOf };
}

/** The copy of a picture has no source, so its box must be said. */
function keepBox(source: HTMLElement, target: HTMLElement): void {
  target.removeAttribute('src');
  target.removeAttribute('srcset');
  if (source.offsetWidth > 0) {
    target.style.width = `${source.offsetWidth}px`;
    target.style.height = `${source.offsetHeight}px`;
  }
}

function copyFormState(source: Element, target: Element): void {
  if (source instanceof HTMLInputElement) {
    target.setAttribute('value', source.value);
    target.toggleAttribute('checked', source.checked);
  } else if (source instanceof HTMLTextAreaElement) {
    target.textContent = source.value;
  } else if (source instanceof HTMLSelectElement) {
    [...source.options].forEach((option, i) => {
      (target as HTMLSelectElement).options[i]?.toggleAttribute('selected', option.selected);
    });
  }
}

/** A still picture cannot be scrolled: the content is moved instead, and the bar's place kept free. */
function copyScroll(source: Element, target: HTMLElement, scroll: ScrollMemory): void {
  const style = getComputedStyle(source);
  const scrolls = /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`);
  const { left, top } = scroll.of(source);
  if (!scrolls && left === 0 && top === 0) {
    return;
  }
  target.style.overflow = 'hidden';
  const bar = scrollBarWidth(source as HTMLElement, style);
  if (bar > 0) {
    target.style.paddingRight = `${(parseFloat(style.paddingRight) || 0) + bar}px`;
  }
  if (left !== 0 || top !== 0) {
    for (const child of target.children) {
      (child as HTMLElement).style.transform = `translate(${-left}px, ${-top}px)`;
    }
  }
}
