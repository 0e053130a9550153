/** One small picture in a strip of samples: a click opens it. */
import * as React from 'react';
import { ThumbnailState, useAppState, useModel } from '../../model';
import { classNames, Icon } from '../../ui';

/** CSS pixels of the pictures. */
export const STRIP_HEIGHT = 52;

interface IStripFrameProps {
  id: string | null;
  /** What it is called, `Sample 3`. */
  name: string;
  /** CSS pixels of the picture. */
  width: number;
  /** Where it begins in a strip of which only a part is in the document; else one follows the other. */
  left?: number;
  current: boolean;
  onOpen(id: string): void;
}

export function StripFrame(props: IStripFrameProps): JSX.Element {
  const { id, name, width, left, current, onOpen } = props;
  const model = useModel();
  const selected = useAppState(state => id !== null && state.selected.has(id));
  const canvas = React.useRef<HTMLCanvasElement>(null);
  const thumbnail = id === null ? null : model.thumbnails.get(id);
  const bitmap = thumbnail?.bitmap ?? null;
  const broken = thumbnail?.state === ThumbnailState.Broken;

  const paint = React.useCallback(
    (ctx: CanvasRenderingContext2D, size: { width: number; height: number }): void => {
      if (bitmap) {
        // The middle of pictures that are wider or taller than the frame.
        const scale = Math.max(size.width / bitmap.width, size.height / bitmap.height);
        const [w, h] = [size.width / scale, size.height / scale];
        ctx.imageSmoothingQuality = 'high';
        ctx.drawImage(
          bitmap,
          (bitmap.width - w) / 2,
          (bitmap.height - h) / 2,
          w,
          h,
          0,
          0,
          size.width,
          size.height
        );
      }
    },
    [bitmap]
  );
  React.useLayoutEffect(() => {
    const node = canvas.current;
    const ctx = node?.getContext('2d');
    if (!node || !ctx) {
      return;
    }
    const ratio = window.devicePixelRatio || 1;
    node.width = Math.round(width * ratio);
    node.height = Math.round(STRIP_HEIGHT * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(ctx, { width, height: STRIP_HEIGHT });
    return model.captureParts.register({ element: node, paint });
  }, [model, paint, width]);

  return (
    <button
      type="button"
      role="option"
      aria-selected={current}
      aria-label={`${name}${selected ? ', selected' : ''}${broken ? ', cannot be shown' : ''}`}
      title={broken ? (thumbnail.error ?? undefined) : undefined}
      className={classNames(
        'lunette-Filmstrip-frame',
        current && 'lunette-mod-current',
        selected && 'lunette-mod-selected'
      )}
      style={left === undefined ? { width: width + 4 } : { width: width + 4, left }}
      onClick={() => id !== null && onOpen(id)}
      tabIndex={-1}
    >
      {broken ? (
        <span className="lunette-Filmstrip-broken">
          <Icon name="warning" />
        </span>
      ) : (
        <canvas ref={canvas} style={{ width, height: STRIP_HEIGHT }} />
      )}
    </button>
  );
}
