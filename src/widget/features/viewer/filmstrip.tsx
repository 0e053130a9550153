/** The neighbours of the sample: click goes there. */
import * as React from 'react';
import { useAppState, useModel } from '../../model';
import { classNames } from '../../ui';

const HEIGHT = 52;
/** Neighbours shown on each side. */
const SIDE = 10;

interface IFilmstripProps {
  index: number;
  onOpen(id: string): void;
}

export function Filmstrip({ index, onOpen }: IFilmstripProps): JSX.Element {
  const model = useModel();
  const opened = useAppState(state => state.opened);
  const [, repaint] = React.useReducer((n: number) => n + 1, 0);
  const count = opened?.count ?? 0;
  const first = Math.max(0, index - SIDE);
  const last = Math.min(count, index + SIDE + 1);
  const ids: string[] = [];
  for (let i = first; i < last; i++) {
    const id = model.pages?.id(i);
    if (id) {
      ids.push(id);
    }
  }
  const key = ids.join();

  React.useEffect(() => {
    const wishes = key ? key.split(',').map(id => ({ id, size: 128 })) : [];
    model.pages?.want([first, last], [first, last], 'filmstrip');
    model.thumbnails.want(wishes, [], 'filmstrip');
    return () => {
      model.pages?.want([0, 0], [0, 0], 'filmstrip');
      model.thumbnails.want([], [], 'filmstrip');
    };
  }, [model, key, first, last]);
  React.useEffect(() => model.onRepaint(repaint), [model]);

  return (
    <div className="lunette-Filmstrip" role="listbox" aria-label="Neighbours in the view">
      {ids.map(id => (
        <Frame key={id} id={id} current={id === model.pages?.id(index)} onOpen={() => onOpen(id)} />
      ))}
    </div>
  );
}

function Frame(props: { id: string; current: boolean; onOpen(): void }): JSX.Element {
  const { id, current, onOpen } = props;
  const model = useModel();
  const canvas = React.useRef<HTMLCanvasElement>(null);
  const thumbnail = model.thumbnails.get(id);
  const bitmap = thumbnail?.bitmap ?? null;
  const width = bitmap
    ? Math.max(20, Math.min(110, (HEIGHT * bitmap.width) / bitmap.height))
    : HEIGHT;

  const paint = React.useCallback(
    (ctx: CanvasRenderingContext2D, size: { width: number; height: number }): void => {
      if (bitmap) {
        ctx.drawImage(bitmap, 0, 0, size.width, size.height);
      }
    },
    [bitmap]
  );
  React.useEffect(() => {
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
  React.useEffect(() => {
    if (current) {
      canvas.current?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'center' });
    }
  }, [current]);

  return (
    <button
      type="button"
      role="option"
      aria-selected={current}
      className={classNames('lunette-Filmstrip-frame', current && 'lunette-mod-current')}
      onClick={onOpen}
      tabIndex={current ? 0 : -1}
    >
      <canvas ref={canvas} style={{ width, height: HEIGHT }} />
    </button>
  );
}
