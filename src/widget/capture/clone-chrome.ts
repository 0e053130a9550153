/** A copy of the App's elements that looks the same as a still picture. */
import { scrollBarWidth } from './scroll-bars';
import type { ScrollMemory } from './scroll-memory';

/** Elements whose pixels are copied, not cloned. */
const PIXELS = 'canvas, img, video';
const CAPTURE_CLASS = 'lunette-mod-captured';
/** Of an element that had more room than the App has. */
const ASIDE_CLASS = 'lunette-mod-aside';

export interface IChromeClone {
  root: HTMLElement;
  /** The copy of each live element that somebody will ask for. */
  copyOf: ReadonlyMap<Element, HTMLElement>;
}

/**
 * Copies `live` without the content of `hollow` elements. State that is no attribute (what was
 * typed or checked) is written into the copy.
 * @param aside an element that is elsewhere in the document, but belongs on top of the App
 */
export function cloneChrome(
  live: HTMLElement,
  hollow: ReadonlySet<Element>,
  aside: Element | null = null
): IChromeClone {
  const copyOf = new Map<Element, HTMLElement>();
  const copy = (source: Element): Element => {
    const target = emptyCopy(source);
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
    }
    return target;
  };
  const root = copy(live) as HTMLElement;
  root.classList.add(CAPTURE_CLASS);
  if (aside) {
    const above = copy(aside);
    above.classList.add(ASIDE_CLASS);
    root.append(above);
  }
  return { root, copyOf };
}

/** A video inside of a picture has not even a ground: a canvas of its looks stands for it. */
function emptyCopy(source: Element): Element {
  if (!(source instanceof HTMLVideoElement)) {
    return source.cloneNode(false) as Element;
  }
  const canvas = document.createElement('canvas');
  for (const name of ['id', 'class', 'style']) {
    const value = source.getAttribute(name);
    if (value !== null) {
      canvas.setAttribute(name, value);
    }
  }
  return canvas;
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

/**
 * Scrolls the copies: a still picture cannot be scrolled, so the content is moved instead and the
 * bar's place kept free.
 * @param shown which of the two is laid out now, and so can be asked for its style
 */
export function freezeScrolling(
  copyOf: IChromeClone['copyOf'],
  scroll: ScrollMemory,
  shown: 'live' | 'copy'
): void {
  for (const [live, copy] of copyOf) {
    const element = (shown === 'live' ? live : copy) as HTMLElement;
    const style = getComputedStyle(element);
    const scrolls = /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`);
    const { left, top } = scroll.of(live);
    if (!scrolls && left === 0 && top === 0) {
      continue;
    }
    const bar = scrollBarWidth(element, style);
    const padding = parseFloat(style.paddingRight) || 0;
    copy.style.overflow = 'hidden';
    copy.style.scrollbarGutter = 'auto';
    if (bar > 0) {
      copy.style.paddingRight = `${padding + bar}px`;
    }
    if (left !== 0 || top !== 0) {
      for (const child of copy.children) {
        (child as HTMLElement).style.transform = `translate(${-left}px, ${-top}px)`;
      }
    }
  }
}
