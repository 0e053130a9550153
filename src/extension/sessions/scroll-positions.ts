/** An element that is taken out of the document forgets how far its parts were scrolled. */

/** Remembers the scroll positions inside `root`; the result sets them again. */
export function scrollPositions(root: HTMLElement): () => void {
  const scrolled = [...root.querySelectorAll<HTMLElement>('*')]
    .filter(({ scrollTop, scrollLeft }) => scrollTop !== 0 || scrollLeft !== 0)
    .map(element => ({ element, top: element.scrollTop, left: element.scrollLeft }));
  return () => {
    for (const { element, top, left } of scrolled) {
      element.scrollTop = top;
      element.scrollLeft = left;
    }
  };
}
