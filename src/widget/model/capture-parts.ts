/** Canvases of the App that know how to paint themselves into a captured picture. */

/** Sizes in CSS pixels. */
export interface ICapturePart {
  /** The element whose box the part fills; its content is left out of the captured chrome. */
  element: HTMLElement;
  /**
   * Paints what the element shows, from remembered geometry if it is hidden. The origin of `ctx`
   * is the element's content box and one unit is a CSS pixel.
   */
  paint(ctx: CanvasRenderingContext2D, size: { width: number; height: number }): void;
  /** Whether everything it would paint is here; a capture waits a little for what is not. */
  ready?(): boolean;
}

/** The parts that exist now. */
export class CaptureParts {
  /** Adds a part until the result is called. */
  register(part: ICapturePart): () => void {
    this._parts.add(part);
    return () => {
      this._parts.delete(part);
    };
  }

  /** In document order, so that what lies above is painted later. */
  list(): ICapturePart[] {
    return [...this._parts].sort((a, b) =>
      a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
    );
  }

  private readonly _parts = new Set<ICapturePart>();
}
