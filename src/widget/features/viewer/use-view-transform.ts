/** Zoom and place of the picture, as a person left them or fitted. */
import * as React from 'react';
import type { IPicture } from './use-picture';
import {
  clampTransform,
  fitTransform,
  revealed,
  zoomAt,
  type ISize,
  type ITransform
} from './zoom-transform';

/** What a person chose, and for which picture. */
interface IChosen {
  picture: string;
  transform: ITransform;
}

export interface IViewTransform {
  /** Null while the room is not known. */
  transform: ITransform | null;
  /** Whether the picture is fitted into the room. */
  fitted: boolean;
  fit(): void;
  /** Zooms so that `scale` CSS pixels are a pixel of the picture. */
  zoomTo(scale: number): void;
  /** Zooms by a factor; what is at (x, y), in CSS pixels, stays there: without them, the middle. */
  zoomBy(factor: number, x?: number, y?: number): void;
  pan(dx: number, dy: number): void;
  /** Pans as little as needed to bring a part of the picture (relative) into sight. */
  reveal(box: readonly [number, number, number, number]): void;
}

/** `locked`: the next pictures are shown at the same zoom and place. */
export function useViewTransform(
  picture: IPicture,
  size: ISize | null,
  locked: boolean
): IViewTransform {
  const [chosen, setChosen] = React.useState<IChosen | null>(null);
  const { id, width, height } = picture;
  const mine = chosen !== null && (locked || chosen.picture === id) ? chosen : null;
  const transform = React.useMemo(() => {
    const natural = { width, height };
    return !size
      ? null
      : mine
        ? clampTransform(mine.transform, natural, size)
        : fitTransform(natural, size);
  }, [size, mine, width, height]);
  const latest = React.useRef(transform);
  latest.current = transform;

  return React.useMemo(() => {
    const natural = { width, height };
    const change = (make: (from: ITransform, view: ISize) => ITransform): void => {
      const from = latest.current;
      if (from && size) {
        const next = make(from, size);
        // Several wheel events may come before the next rendering.
        latest.current = next;
        setChosen({ picture: id, transform: next });
      }
    };
    const zoomBy = (factor: number, x?: number, y?: number): void =>
      change((from, view) =>
        zoomAt(from, factor, x ?? view.width / 2, y ?? view.height / 2, natural, view)
      );
    return {
      transform,
      fitted: mine === null,
      fit: () => setChosen(null),
      zoomTo: scale => zoomBy(scale / (latest.current?.scale ?? scale)),
      zoomBy,
      pan: (dx, dy) =>
        change((from, view) =>
          clampTransform({ ...from, x: from.x + dx, y: from.y + dy }, natural, view)
        ),
      reveal: box => {
        const from = latest.current;
        if (from && size && mine) {
          change(() => revealed(from, box, natural, size));
        }
      }
    };
  }, [transform, mine, size, id, width, height]);
}
