/** Where elements of the App are, in CSS pixels from its upper left corner. */
import type { IRect } from '../../protocol';

const relative = (element: Element, origin: DOMRect): IRect => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left - origin.left, y: top - origin.top, width, height };
};

/** Boxes of live elements while the App is on the screen. */
export function measureLive(root: Element, elements: readonly Element[]): Map<Element, IRect> {
  const origin = root.getBoundingClientRect();
  return new Map(elements.map(element => [element, relative(element, origin)]));
}

/**
 * Boxes of elements of a hidden or detached App: its copy is laid out for a moment where nobody
 * sees it. `prepare` runs while it is.
 */
export function measureCopy(
  copy: HTMLElement,
  size: { width: number; height: number },
  elements: readonly Element[],
  copyOf: ReadonlyMap<Element, HTMLElement>,
  prepare: () => void
): Map<Element, IRect> {
  const stage = document.createElement('div');
  stage.className = 'jp-ThemedContainer';
  stage.setAttribute('aria-hidden', 'true');
  stage.inert = true;
  stage.style.cssText = `position: fixed; left: -100000px; top: 0; width: ${size.width}px; height: ${size.height}px`;
  stage.append(copy);
  document.body.append(stage);
  try {
    prepare();
    const origin = copy.getBoundingClientRect();
    const boxes = new Map<Element, IRect>();
    for (const element of elements) {
      const twin = copyOf.get(element);
      if (twin) {
        boxes.set(element, relative(twin, origin));
      }
    }
    return boxes;
  } finally {
    copy.remove();
    stage.remove();
  }
}
