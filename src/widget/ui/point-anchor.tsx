/** An anchor at a point of the window, for menus of the right mouse button. */
import * as React from 'react';
import { createPortal } from 'react-dom';
import { useModel } from '../model';

interface IPointAnchorProps {
  /** CSS pixels of the window. */
  x: number;
  y: number;
  children(anchor: HTMLElement): React.ReactNode;
}

export function PointAnchor({ x, y, children }: IPointAnchorProps): JSX.Element {
  const { options } = useModel();
  const [anchor, setAnchor] = React.useState<HTMLElement | null>(null);
  return (
    <>
      {createPortal(
        <span ref={setAnchor} className="lunette-PointAnchor" style={{ left: x, top: y }} />,
        options.dialogRoot
      )}
      {anchor && children(anchor)}
    </>
  );
}
