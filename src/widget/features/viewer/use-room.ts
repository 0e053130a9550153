import * as React from 'react';
import type { ISize } from './zoom-transform';

/** Size of the box around `child` in CSS pixels; the last one known while the App is hidden. */
export function useRoom(child: React.RefObject<HTMLElement>): ISize | null {
  const [size, setSize] = React.useState<ISize | null>(null);
  React.useLayoutEffect(() => {
    const node = child.current?.parentElement;
    if (!node) {
      return;
    }
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = node;
      if (width > 0 && height > 0) {
        setSize(old => (old?.width === width && old.height === height ? old : { width, height }));
      }
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [child]);
  return size;
}
