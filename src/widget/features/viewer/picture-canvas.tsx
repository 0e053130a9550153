/** Picture and labels on one canvas: wheel zooms at the pointer, drag pans, double-click fits. */
import * as React from 'react';
import type { IPageLabel } from '../../../protocol';
import { KeyLevel, useAppState, useModel, drawnFields } from '../../model';
import { labelAt, segmentAt } from '../../overlays';
import type { IPick } from './label-picking';
import { paintViewer } from './paint-viewer';
import { useLabelsHidden } from './use-labels-hidden';
import type { IPicture } from './use-picture';
import { useRoom } from './use-room';
import { useViewTransform, type IViewTransform } from './use-view-transform';
import { wheelFactor } from './wheel-factor';
import { pictureRect, transformInto, type ISize } from './zoom-transform';

interface IPictureCanvasProps {
  picture: IPicture;
  /** Filled with what can be done with zoom and place. */
  view: React.MutableRefObject<IViewTransform | null>;
  labels: readonly IPageLabel[];
  /** The label under the pointer or in the panel's focus. */
  hovered: string | null;
  pinned: string | null;
  /** Zoom and place stay when the next sample comes. */
  locked: boolean;
  onHover(label: IPageLabel | null, at: { x: number; y: number } | null): void;
  /** A click on a label, or beside all of them. */
  onPick(label: IPageLabel | null, how: IPick): void;
  /** Hears which pixel of the picture the pointer is on. */
  onPixel(at: { x: number; y: number } | null): void;
  /** Hears how large a pixel of the picture is, in CSS pixels. */
  onScale(scale: number): void;
}

/** Pointer distance in CSS pixels at which a line is hit. */
const REACH = 5;
/** Movement in CSS pixels under which a press is a click. */
const CLICK = 4;

export function PictureCanvas(props: IPictureCanvasProps): JSX.Element {
  const { picture, labels, hovered, pinned, locked, onHover, onPick, onPixel, onScale } = props;
  const model = useModel();
  const canvas = React.useRef<HTMLCanvasElement>(null);
  const size = useRoom(canvas);
  const view = useViewTransform(picture, size, locked);
  const hidden = useLabelsHidden();
  const session = useAppState(state => state.session);
  const dataset = useAppState(state => state.dataset);
  const classes = useAppState(state => state.opened?.classes);
  const drag = React.useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const [panning, setPanning] = React.useState(false);
  const { transform } = view;

  const shown = React.useMemo(() => {
    const visible = drawnFields(dataset, session);
    return labels.filter(({ field }) => visible.includes(field));
  }, [dataset, session, labels]);
  const paint = React.useCallback(
    (ctx: CanvasRenderingContext2D, room: ISize | null): void => {
      if (size && transform && room) {
        paintViewer(model, ctx, {
          picture,
          // A captured picture may be smaller than the window that the viewer takes.
          transform: transformInto(transform, size, room, picture),
          size: room,
          labels: shown,
          front: [hovered, pinned],
          bare: hidden
        });
      }
    },
    // The session's colours and settings are read through the model.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [model, session, classes, size, transform, picture, shown, hovered, pinned, hidden]
  );

  React.useLayoutEffect(() => {
    const node = canvas.current;
    const ctx = node?.getContext('2d');
    if (!node || !ctx || !size) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (node.width !== width || node.height !== height) {
      node.width = width;
      node.height = height;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, size.width, size.height);
    paint(ctx, size);
  }, [paint, size]);
  React.useEffect(() => {
    const node = canvas.current;
    return node ? model.captureParts.register({ element: node, paint }) : undefined;
  }, [model, paint]);
  React.useEffect(() => {
    if (transform) {
      onScale(transform.scale);
    }
  }, [transform, onScale]);

  const latest = React.useRef(view);
  latest.current = view;
  props.view.current = view;
  React.useEffect(() => {
    const box = labels.find(({ id }) => id === pinned)?.box;
    if (box) {
      latest.current.reveal(box);
    }
  }, [pinned, labels]);
  React.useEffect(() => {
    const node = canvas.current;
    if (!node) {
      return;
    }
    // React listens passively, which would scroll the notebook as well.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      const box = node.getBoundingClientRect();
      latest.current.zoomBy(wheelFactor(event), event.clientX - box.left, event.clientY - box.top);
    };
    node.addEventListener('wheel', wheel, { passive: false });
    return () => node.removeEventListener('wheel', wheel);
  }, []);
  React.useEffect(() => {
    const { keys } = model;
    const unbind = [
      keys.bind(['+', '='], KeyLevel.Viewer, () => latest.current.zoomBy(1.5)),
      keys.bind('-', KeyLevel.Viewer, () => latest.current.zoomBy(1 / 1.5)),
      keys.bind('0', KeyLevel.Viewer, () => latest.current.fit()),
      keys.bind('1', KeyLevel.Viewer, () => latest.current.zoomTo(1))
    ];
    return () => unbind.forEach(end => end());
  }, [model]);

  const hit = (event: React.PointerEvent): IPageLabel | null => {
    if (!transform || hidden) {
      return null;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const rect = pictureRect(transform, picture);
    const x = (event.clientX - box.left - rect.x) / rect.width;
    const y = (event.clientY - box.top - rect.y) / rect.height;
    const reach = { x: REACH / rect.width, y: REACH / rect.height };
    const properties = model.store.state.dataset?.properties;
    return labelAt(shown, x, y, reach) ?? segmentAt(shown, x, y, properties);
  };
  const pixelAt = (event: React.PointerEvent): { x: number; y: number } | null => {
    if (!transform || !picture.full) {
      return null;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.floor((event.clientX - box.left - transform.x) / transform.scale);
    const y = Math.floor((event.clientY - box.top - transform.y) / transform.scale);
    return x >= 0 && y >= 0 && x < picture.width && y < picture.height ? { x, y } : null;
  };
  const move = (event: React.PointerEvent): void => {
    const from = drag.current;
    if (from) {
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      if (from.moved || Math.hypot(dx, dy) > CLICK) {
        drag.current = { x: event.clientX, y: event.clientY, moved: true };
        setPanning(true);
        onHover(null, null);
        view.pan(dx, dy);
      }
      return;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const label = hit(event);
    onPixel(pixelAt(event));
    onHover(label, label && { x: event.clientX - box.left, y: event.clientY - box.top });
  };
  const end = (): void => {
    drag.current = null;
    setPanning(false);
  };
  return (
    <canvas
      ref={canvas}
      className="lunette-Viewer-canvas"
      style={{ cursor: panning ? 'grabbing' : hovered ? 'pointer' : 'grab' }}
      role="img"
      aria-label="The picture and its labels"
      onPointerDown={event => {
        if (event.button === 0) {
          drag.current = { x: event.clientX, y: event.clientY, moved: false };
          event.currentTarget.setPointerCapture(event.pointerId);
        }
      }}
      onPointerMove={move}
      onPointerUp={event => {
        if (drag.current && !drag.current.moved) {
          onPick(hit(event), {
            adds: event.ctrlKey || event.metaKey || event.shiftKey,
            alt: event.altKey
          });
        }
        end();
      }}
      onPointerCancel={end}
      onPointerLeave={() => {
        onHover(null, null);
        onPixel(null);
      }}
      onDoubleClick={() => view.fit()}
    />
  );
}
