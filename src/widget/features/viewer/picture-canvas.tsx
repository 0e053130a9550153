/** Picture and labels on one canvas: wheel zooms at the pointer, drag pans, double-click fits. */
import * as React from 'react';
import { overlayShapes, type IPageLabel } from '../../../protocol';
import { KeyLevel, useAppState, useModel } from '../../model';
import { overlayStyle, paintShapes } from '../../overlays';
import { labelAt } from './hit-test';
import { paintPixelGrid } from './pixel-grid';
import type { IPicture } from './use-picture';
import {
  clampTransform,
  fitTransform,
  pictureRect,
  zoomAt,
  type ISize,
  type ITransform
} from './zoom-transform';

interface IPictureCanvasProps {
  picture: IPicture;
  labels: readonly IPageLabel[];
  /** The label under the pointer or in the panel's focus. */
  hovered: string | null;
  pinned: string | null;
  /** Zoom and place stay when the next sample comes. */
  locked: boolean;
  onHover(label: IPageLabel | null, at: { x: number; y: number } | null): void;
  onPin(label: IPageLabel | null): void;
}

const FONT_SIZE = 12;
/** Pointer distance in CSS pixels at which a line is hit. */
const REACH = 5;
/** Movement in CSS pixels under which a press is a click. */
const CLICK = 4;

export function PictureCanvas(props: IPictureCanvasProps): JSX.Element {
  const { picture, labels, hovered, pinned, locked, onHover, onPin } = props;
  const model = useModel();
  const canvas = React.useRef<HTMLCanvasElement>(null);
  const [size, setSize] = React.useState<ISize | null>(null);
  const [transform, setTransform] = React.useState<ITransform | null>(null);
  const hidden = useLabelsHidden(canvas);
  const session = useAppState(state => state.session);
  const drag = React.useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const shape = `${picture.width}×${picture.height}`;

  React.useEffect(() => {
    const node = canvas.current?.parentElement;
    if (!node) {
      return;
    }
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = node;
      // A hidden App has no size; what is remembered stays good for its picture.
      if (width > 0 && height > 0) {
        setSize(old => (old?.width === width && old.height === height ? old : { width, height }));
      }
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, []);

  React.useEffect(() => {
    if (size) {
      setTransform(old =>
        locked && old ? clampTransform(old, picture, size) : fitTransform(picture, size)
      );
    }
    // A picture of the same shape keeps its place while its thumbnail is replaced.
  }, [size, picture.id, shape, locked]);

  const paint = React.useCallback(
    (ctx: CanvasRenderingContext2D): void => {
      if (!size || !transform) {
        return;
      }
      const rect = pictureRect(transform, picture);
      ctx.imageSmoothingEnabled = !picture.full || transform.scale < 4;
      ctx.imageSmoothingQuality = 'high';
      ctx.drawImage(picture.image, rect.x, rect.y, rect.width, rect.height);
      if (picture.full && transform.scale >= 8) {
        paintPixelGrid(ctx, rect, transform.scale, size);
      }
      if (!hidden) {
        const style = overlayStyle(model, { fontSize: FONT_SIZE, allText: true });
        const front = labels.filter(({ id }) => id === hovered || id === pinned);
        const rest = labels.filter(label => !front.includes(label));
        const room = { x: 0, y: 0, ...size };
        paintShapes(ctx, overlayShapes(rest, rect, room, style), { fontSize: FONT_SIZE });
        if (front.length > 0) {
          const bold = { ...style, strokeWidth: 3 };
          paintShapes(ctx, overlayShapes(front, rect, room, bold), { fontSize: FONT_SIZE });
        }
      }
    },
    // The session's colours and settings are read through the model.
    [model, session, size, transform, picture, labels, hovered, pinned, hidden]
  );

  React.useEffect(() => {
    const node = canvas.current;
    const ctx = node?.getContext('2d');
    if (!node || !ctx || !size) {
      return;
    }
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      node.width = Math.round(size.width * ratio);
      node.height = Math.round(size.height * ratio);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(ctx);
    });
    return () => cancelAnimationFrame(frame);
  }, [paint, size]);

  React.useEffect(() => {
    const node = canvas.current;
    return node ? model.captureParts.register({ element: node, paint }) : undefined;
  }, [model, paint]);

  const zoom = React.useCallback(
    (factor: number, x?: number, y?: number): void => {
      if (size) {
        setTransform(
          old =>
            old && zoomAt(old, factor, x ?? size.width / 2, y ?? size.height / 2, picture, size)
        );
      }
    },
    [picture, size]
  );
  React.useEffect(() => {
    const node = canvas.current;
    if (!node) {
      return;
    }
    // React listens passively, which would scroll the notebook as well.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = node.getBoundingClientRect();
      zoom(2 ** (-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    };
    node.addEventListener('wheel', wheel, { passive: false });
    return () => node.removeEventListener('wheel', wheel);
  }, [zoom]);
  React.useEffect(() => {
    const unbind = [
      model.keys.bind(['+', '='], KeyLevel.Viewer, () => zoom(1.5)),
      model.keys.bind('-', KeyLevel.Viewer, () => zoom(1 / 1.5)),
      model.keys.bind('0', KeyLevel.Viewer, () => {
        if (size) {
          setTransform(fitTransform(picture, size));
        }
      })
    ];
    return () => unbind.forEach(end => end());
  }, [model, zoom, picture, size]);

  const hit = (event: React.PointerEvent): IPageLabel | null => {
    if (!transform || hidden) {
      return null;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const rect = pictureRect(transform, picture);
    const style = overlayStyle(model, { fontSize: FONT_SIZE, allText: true });
    return labelAt(
      labels.filter(({ field }) => style.fields.has(field)),
      (event.clientX - box.left - rect.x) / rect.width,
      (event.clientY - box.top - rect.y) / rect.height,
      { x: REACH / rect.width, y: REACH / rect.height }
    );
  };
  const move = (event: React.PointerEvent): void => {
    const from = drag.current;
    if (from && event.buttons === 1 && size) {
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      if (from.moved || Math.hypot(dx, dy) > CLICK) {
        drag.current = { x: event.clientX, y: event.clientY, moved: true };
        setTransform(
          old => old && clampTransform({ ...old, x: old.x + dx, y: old.y + dy }, picture, size)
        );
      }
      return;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const label = hit(event);
    onHover(label, label && { x: event.clientX - box.left, y: event.clientY - box.top });
  };
  return (
    <canvas
      ref={canvas}
      className="lunette-Viewer-canvas"
      role="img"
      aria-label="The picture and its labels"
      onPointerDown={event => {
        drag.current = { x: event.clientX, y: event.clientY, moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={event => {
        if (drag.current && !drag.current.moved) {
          onPin(hit(event));
        }
        drag.current = null;
      }}
      onPointerLeave={() => onHover(null, null)}
      onDoubleClick={() => size && setTransform(fitTransform(picture, size))}
    />
  );
}

/** Whether H is held. */
function useLabelsHidden(canvas: React.RefObject<HTMLElement>): boolean {
  const [hidden, setHidden] = React.useState(false);
  const { keys } = useModel();
  React.useEffect(() => {
    const unbind = keys.bind('h', KeyLevel.Viewer, () => setHidden(true));
    const root = canvas.current?.closest<HTMLElement>('.lunette-App') ?? null;
    const show = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'h') {
        setHidden(false);
      }
    };
    root?.addEventListener('keyup', show);
    return () => {
      unbind();
      root?.removeEventListener('keyup', show);
    };
  }, [canvas, keys]);
  return hidden;
}
