/** The neighbours of the sample: a click goes there. Their places are known before their pictures. */
import * as React from 'react';
import { decodeAspect } from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { formatCount } from '../../ui';
import { StripFrame, STRIP_HEIGHT } from './strip-frame';

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
          <StripFrame
            key={at}
            id={id}
            name={`Sample ${formatCount(at + 1)}`}
            width={Math.max(WIDTHS.least, Math.min(WIDTHS.most, Math.round(STRIP_HEIGHT * aspect)))}
            current={at === index}
            onOpen={onOpen}
          />
        );
      })}
    </div>
  );
}
