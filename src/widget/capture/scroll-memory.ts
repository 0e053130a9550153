/** Scroll positions of the elements below a root, also while they are hidden or detached. */
export class ScrollMemory {
  constructor(private readonly _root: HTMLElement) {
    this._root.addEventListener('scroll', this._onScroll, { capture: true, passive: true });
  }

  /** Where the element was scrolled to when it was last seen. */
  of(element: Element): { left: number; top: number } {
    return (
      this._positions.get(element) ?? {
        left: element.scrollLeft,
        top: element.scrollTop
      }
    );
  }

  dispose(): void {
    this._root.removeEventListener('scroll', this._onScroll, { capture: true });
  }

  private readonly _onScroll = (event: Event): void => {
    const { target } = event;
    if (target instanceof Element && target.clientHeight > 0) {
      this._positions.set(target, { left: target.scrollLeft, top: target.scrollTop });
    }
  };

  private readonly _positions = new WeakMap<Element, { left: number; top: number }>();
}
