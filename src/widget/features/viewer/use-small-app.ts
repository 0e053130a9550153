/** Whether the App is so small that the viewer takes the whole window. */
import * as React from 'react';

const SMALL = { width: 420, height: 280 };

/** `inside`: any element of the App. A hidden App keeps what it was. */
export function useSmallApp(inside: React.RefObject<HTMLElement>): boolean {
  const [small, setSmall] = React.useState(false);
  React.useLayoutEffect(() => {
    const app = inside.current?.closest<HTMLElement>('.lunette-App');
    if (!app) {
      return;
    }
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = app;
      if (width > 0 && height > 0) {
        setSmall(width < SMALL.width || height < SMALL.height);
      }
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(app);
    return () => observer.disconnect();
  }, [inside]);
  return small;
}
