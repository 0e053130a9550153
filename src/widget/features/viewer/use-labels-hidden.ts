import * as React from 'react';
import { KeyLevel, useModel } from '../../model';

/** Whether H is held, which hides the labels. */
export function useLabelsHidden(): boolean {
  const [hidden, setHidden] = React.useState(false);
  const { keys } = useModel();
  React.useEffect(() => {
    const unbind = keys.bind('h', KeyLevel.Viewer, () => setHidden(true));
    const up = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'h') {
        setHidden(false);
      }
    };
    // Wherever the key goes up, and also if the window is left while it is held.
    const leave = (): void => setHidden(false);
    window.addEventListener('keyup', up, true);
    window.addEventListener('blur', leave);
    return () => {
      unbind();
      window.removeEventListener('keyup', up, true);
      window.removeEventListener('blur', leave);
    };
  }, [keys]);
  return hidden;
}
