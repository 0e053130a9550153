/** The neighbours of the sample: a click goes there. Their places are known before their pictures. */
import * as React from 'react';
import { decodeAspect } from '../../../protocol';
import { ThumbnailState, useAppState, useModel } from '../../model';
import { classNames, formatCount, Icon } from '../../ui';

const HEIGHT = 52;
const WIDTHS = { least: 28, most: 104 };
/** Neighbours shown on each side. */
const SIDE = 14;

interface IFilmstripProps {
  index: number;
  onOpen(id: string): void;
}

export function Filmstrip({ index, onOpen }: IFilmstripProps): JSX.Element {
  const model = useModel();
  const opened = useAppState(state => state.opened);
  const [, repaint] = React.useReducer((n: number) => n + 1, 0);
  const strip = React.useRef<HTMLDivElement>(null);
  const count = opened?.count ?? 0;
  // At the ends of the view the strip is as long as in its middle.
  const first = Math.max(0, Math.min(index - SIDE, count - 2 * SIDE - 1));
  const last = Math.min(count, first + 2 * SIDE + 1);
  const frames = Array.from({ length: Math.max(0, last - first) }, (_, i) => ({
    at: first + i,
    id: model.pages?.id(first + i) ?? null
  }));
  const key = frames.map(({ id }) => id ?? '').join();

  React.useEffect(() => {
    const { pages } = model;
    const wishes = key
      .split(',')
      .filter(Boolean)
      .map(id => ({ id, size: 128 }));
    pages?.want([first, last], [first, last], 'filmstrip');
    model.thumbnails.want(wishes, [], 'filmstrip');
  }, [model, key, first, last, opened]);
  React.useEffect(
    () => () => {
      model.pages?.want([0, 0], [0, 0], 'filmstrip');
      model.thumbnails.want([], [], 'filmstrip');
    },
    [model]
  );
  React.useEffect(() => model.onRepaint(repaint), [model]);
  React.useLayoutEffect(() => {
    const node = strip.current;
    if (!node) {
      return;
    }
    const centre = (): void => {
      const current = node.querySelector<HTMLElement>('[aria-selected="true"]');
      if (current) {
        // Not `scrollIntoView`: that would scroll the notebook as well.
        node.scrollLeft = current.offsetLeft + current.offsetWidth / 2 - node.clientWidth / 2;
      }
    };
    centre();
    const observer = new ResizeObserver(centre);
    observer.observe(node);
    return () => observer.disconnect();
  }, [index, first, count]);

  return (
    <div
      ref={strip}
      className="lunette-Filmstrip"
      role="listbox"
      aria-label="Neighbours in the view"
    >
      {frames.map(({ at, id }) => {
        const aspect = decodeAspect(opened?.aspects[at] ?? 0);
        return (
          <Frame
            key={at}
            id={id}
            place={at}
            width={Math.max(WIDTHS.least, Math.min(WIDTHS.most, Math.round(HEIGHT * aspect)))}
            current={at === index}
            onOpen={onOpen}
          />
        );
      })}
    </div>
  );
}

interface IFrameProps {
  id: string | null;
  /** Index in the view. */
  place: number;
  width: number;
  current: boolean;
  onOpen(id: string): void;
}

function Frame({ id, place, width, current, onOpen }: IFrameProps): JSX.Element {
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
    node.height = Math.round(HEIGHT * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(ctx, { width, height: HEIGHT });
    return model.captureParts.register({ element: node, paint });
  }, [model, paint, width]);

  return (
    <button
      type="button"
      role="option"
      aria-selected={current}
      aria-label={`Sample ${formatCount(place + 1)}${selected ? ', selected' : ''}${broken ? ', cannot be shown' : ''}`}
      title={broken ? (thumbnail.error ?? undefined) : undefined}
      className={classNames(
        'lunette-Filmstrip-frame',
        current && 'lunette-mod-current',
        selected && 'lunette-mod-selected'
      )}
      style={{ width: width + 4 }}
      onClick={() => id !== null && onOpen(id)}
      tabIndex={-1}
    >
      {broken ? (
        <span className="lunette-Filmstrip-broken">
          <Icon name="warning" />
        </span>
      ) : (
        <canvas ref={canvas} style={{ width, height: HEIGHT }} />
      )}
    </button>
  );
}
